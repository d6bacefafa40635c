// What each diagnostic is about, for programs: the loss, the parameter, what is left of its gradient.
// RUN: not %gradc %s -I%gradc_include -o %t.c -fdiagnostics-format=json 2>&1 | %check_json %json_schema | FileCheck %s
#include <gradc/gradc.h>

extern double magic(double);

// CHECK:      "id": "missing-derivative",
// CHECK:      "subject": {
// CHECK-NEXT:  "function": "magic",
// CHECK-NEXT:  "loss": "calls"
// CHECK-NEXT: },
GRADC_LOSS double calls(GRADC_WRT double a)
{
    return magic(a);
}

// CHECK:      "id": "missing-all-gradients",
// CHECK:      "subject": {
// CHECK-NEXT:  "loss": "all",
// CHECK-NEXT:  "gradient": "absent"
// CHECK-NEXT: },
GRADC_LOSS double all(GRADC_WRT double a, GRADC_WRT double b)
{
    return (int)a + (int)b;
}

// CHECK:      "id": "loss-is-constant",
// CHECK:      "subject": {
// CHECK-NEXT:  "loss": "constant",
// CHECK-NEXT:  "gradient": "zero"
// CHECK-NEXT: },
GRADC_LOSS double constant(GRADC_WRT double a)
{
    return 3.0;
}

struct model {
    double w, b;
};

// CHECK:      "id": "partial-gradient",
// CHECK:      "subject": {
// CHECK-NEXT:  "loss": "part",
// CHECK-NEXT:  "parameter": "m",
// CHECK-NEXT:  "gradient": "partial"
// CHECK-NEXT: },
GRADC_LOSS double part(GRADC_WRT const struct model *m)
{
    return m->w * m->w;
}

// CHECK:      "id": "missing-shadow",
// CHECK:      "subject": {
// CHECK-NEXT:  "loss": "stores",
// CHECK-NEXT:  "parameter": "tmp"
// CHECK-NEXT: },
GRADC_LOSS double stores(GRADC_WRT const double *w, double *tmp)
{
    tmp[0] = w[0] * w[1];
    return tmp[0] * w[0];
}
