// The notes of a path: numbered, in the order of the flow, down into calls, with a caret at each.
// RUN: not %gradc %s -I%gradc_include -fsyntax-only 2>&1 | FileCheck %s --strict-whitespace
#include <gradc/gradc.h>
#include <math.h>

static int bucket(double v)
{
    return (int)(v * 8);
}

static double coarse(double v)
{
    int k = bucket(v);
    return k / 8.0;
}

// CHECK:      {{.*}}:[[#@LINE+5]]:61: error: loss 'deep' has no gradient path to parameter 'y' [-Wmissing-gradient-path]
// CHECK-NEXT:   [[#@LINE+4]] | GRADC_LOSS double deep(GRADC_WRT double x, GRADC_WRT double y)
// CHECK-NEXT:      |                                                             ^
// CHECK-NEXT: {{.*}}:[[#@LINE+4]]:16: note: (1) in call to 'coarse' here
// CHECK-NEXT:   [[#@LINE+3]] |     double z = coarse(y);
GRADC_LOSS double deep(GRADC_WRT double x, GRADC_WRT double y)
{
    double z = coarse(y);
    return x * z;
}
// CHECK-NEXT:      |                ^
// CHECK-NEXT: {{.*}}:[[#@LINE-15]]:13: note: (2) in call to 'bucket' here
// CHECK-NEXT:   [[#@LINE-16]] |     int k = bucket(v);
// CHECK-NEXT:      |             ^
// CHECK-NEXT: {{.*}}:[[#@LINE-23]]:12: note: (3) converted to 'int' here; integers carry no derivative
// CHECK-NEXT:    [[#@LINE-24]] |     return (int)(v * 8);
// CHECK-NEXT:      |            ^
// CHECK-NEXT: {{.*}}:[[#@LINE-9]]:12: note: (4) the loss depends on 'y' only through 'z'
// CHECK:      {{.*}}:[[#@LINE-27]]:12: note: keep the value real, or mark 'y' GRADC_CONST if this is meant

// Each kind of cut in its own words.
// CHECK: error: loss 'branch' has no gradient path to parameter 'y'
// CHECK: :[[#@LINE+4]]:9: note: (1) compared here; a truth value carries no derivative
// CHECK-NOT: only through
GRADC_LOSS double branch(GRADC_WRT double x, GRADC_WRT double y)
{
    if (y > 1.0)
        return x;
    return 2.0 * x;
}

// CHECK: error: loss 'index' has no gradient path to parameter 'y'
// CHECK: :[[#@LINE+4]]:14: note: (1) converted to 'int' here; integers carry no derivative
GRADC_LOSS double index(GRADC_WRT double x, GRADC_WRT double y)
{
    double t[4] = {x, 2.0, 3.0, x};
    return t[(int)y & 3];
}

long nearest(double x);

// CHECK: error: loss 'rounded' has no gradient path to parameter 'y'
// CHECK: :[[#@LINE+3]]:16: note: (1) 'nearest' makes an integer of it here; integers carry no derivative
GRADC_LOSS double rounded(GRADC_WRT double x, GRADC_WRT double y)
{
    return x * nearest(y);
}

// CHECK: error: loss 'sign' has no gradient path to parameter 'y'
// CHECK: :[[#@LINE+3]]:12: note: (1) only its sign is used here; a sign carries no derivative
GRADC_LOSS double sign(GRADC_WRT double x, GRADC_WRT double y)
{
    return copysign(x, y);
}

double take_apart(double x, int *exponent);

// CHECK: error: loss 'exponent' has no gradient path to parameter 'y'
// CHECK: :[[#@LINE+4]]:11: note: (1) 'take_apart' makes an integer of it here; integers carry no derivative
GRADC_LOSS double exponent(GRADC_WRT double x, GRADC_WRT double y)
{
    int e;
    (void)take_apart(y, &e);
    return x * e;
}

// CHECK: error: loss 'turns' has no gradient path to parameter 'y'
// CHECK: :[[#@LINE+4]]:13: note: (1) converted to 'int' here; integers carry no derivative
// CHECK: :[[#@LINE+7]]:5: note: (2) the loss depends on 'y' only through 's'
GRADC_LOSS double turns(GRADC_WRT double x, GRADC_WRT double y)
{
    int n = (int)y;
    double s = x;
    for (int i = 0; i < n; i++)
        s *= x;
    return s;
}
// CHECK: 7 errors generated.
