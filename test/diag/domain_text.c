// The caret at the call, the range with its origin, the fix-it on the argument, in a call's words.
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | FileCheck %s --strict-whitespace
// RUN: not %gradc %s -I%gradc_include -fsyntax-only -Werror=domain 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %gradc %s -I%gradc_include -fsyntax-only -DCERTAIN 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: %gradc %s -I%gradc_include -fsyntax-only -DCERTAIN -Wno-error=domain 2>&1 | FileCheck %s --check-prefix=WARNING
// ERROR: error: argument of 'log'
// WARNING: warning: argument of 'log'
#include <gradc/gradc.h>
#include <math.h>

#ifdef CERTAIN
GRADC_LOSS double certain(GRADC_WRT double x)
{
    return log(-exp(x));
}
#else
// CHECK:      {{.*}}:[[#@LINE+18]]:14: warning: argument of 'log' may be negative or zero; the loss and its gradient would be NaN [-Wdomain]
// CHECK-NEXT:   [[#@LINE+17]] |         s -= log(p);
// CHECK-NEXT:      |              ^
// CHECK-NEXT: {{.*}}:[[#@LINE+14]]:20: note: 'p' is in [-inf, inf]; it comes from 'w[i]' here
// CHECK-NEXT:   [[#@LINE+13]] |         double p = w[i] * x[i];
// CHECK-NEXT:      |                    ^
// CHECK-NEXT: {{.*}}:[[#@LINE+12]]:18: note: clip it, as in 'fmax(p, 1e-12)', or guard it by an 'if'
// CHECK-NEXT:   [[#@LINE+11]] |         s -= log(p);
// CHECK-NEXT:      |                  ^
// CHECK-NEXT:      |                  fmax(p, 1e-12)
// CHECK-NEXT: {{.*}}:[[#@LINE+10]]:20: warning: argument of 'pow' may be negative; the loss and its gradient would be NaN [-Wdomain]
// CHECK:      {{.*}}:[[#@LINE+9]]:25: note: clip it, as in 'fmax(w[0], 1e-12)', or guard it by an 'if'
// CHECK:      |                         fmax(w[0], 1e-12)
GRADC_LOSS double loss(GRADC_WRT const double *w, const double *x, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double p = w[i] * x[i];
        s -= log(p);
    }
    return s * n + pow( w[0] , 0.5);
}

// A call that the line does not show whole is spoken of in general.
// CHECK: {{.*}}:[[#@LINE+7]]:12: note: clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'
// CHECK-NOT: {{^}} {{.*}} fmax(
// CHECK: 4 warnings generated.
#define LOG(v) log(v)
GRADC_LOSS double in_macro(GRADC_WRT double x)
{
    /* a macro, and a call of two lines */
    return LOG(x) + log(
        x);
}
#endif
