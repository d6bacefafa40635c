// Functions that the source declares and others define: the output declares them as well.
// RUN: %gradc %s -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.c
// RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.c -o %t.o
// RUN: %clang -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.c -o %t.o
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | FileCheck %s --check-prefix=IR
#include <gradc/gradc.h>

struct spring {
    double stiffness, rest;
};

// CHECK-DAG: double force(double);
// CHECK-DAG: void force_vjp(double, double *, double);
// CHECK-DAG: const double *lengths(const struct spring *, int);
// CHECK-DAG: int count(void);
// IR-DAG: declare @count text "int count(void)"
double force(double x);
GRADC_VJP(force) void force_vjp(double x, double *x_grad, double seed);
const double *lengths(const struct spring *s, int n);
int count(void);

GRADC_LOSS double f(GRADC_WRT double w, const struct spring *s)
{
    return force(w) * w * lengths(s, count())[2];
}
