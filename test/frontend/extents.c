// How many elements array parameters of a loss have, as their declarations say.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend -w > %t.gir && FileCheck %s --input-file=%t.gir
// RUN: %gradc %t.gir --from-ir --print-ir=frontend -w --mode=jvp > %t.again.gir
// RUN: sed 's/^module .*/module/' %t.gir > %t.1 && sed 's/^module .*/module/' %t.again.gir > %t.2
// RUN: diff %t.1 %t.2
#include <gradc/gradc.h>

enum { WIDTH = 3 };

// CHECK-LABEL: func @f(%n: i32, %a: ptr<const f64> wrt extent 2, %b: ptr<const [4 x f64]> wrt extent 3,
// CHECK-SAME: %c: ptr<const f64> wrt extent add(mul(%n, 2), 1),
// CHECK-SAME: %m: u64, %d: ptr<const f64> wrt decl "const double %[m - 1][2][n]"
// CHECK-SAME: extent mul(mul(sub(%m, 1), 2), %n),
// CHECK-SAME: %open: ptr<const f64>, %plain: ptr<const f64>, %rows: ptr<const [2 x f64]>) -> f64 loss
GRADC_LOSS double f(int n, GRADC_WRT const double a[static sizeof(short)],
                    GRADC_WRT const double b[WIDTH][4], GRADC_WRT const double c[(n) * 2 + 1],
                    unsigned long m, GRADC_WRT const double d[m - 1][2][n], const double open[],
                    const double *plain, const double (*rows)[2])
{
    return a[0] * b[0][0] * c[0] * d[0][0][0] * open[0] * plain[0] * rows[0][0];
}

/* What calls, wraps around, or names no parameter is not followed; nor are functions that are no
 * losses. */
int rest(int n);
extern const int outer;
// CHECK-LABEL: func @g(%u: u32, %n: i32, %a: ptr<const f64> wrt, %b: ptr<const f64> wrt, %c: ptr<const f64> wrt) -> f64 loss
GRADC_LOSS double g(unsigned u, int n, GRADC_WRT const double a[rest(n)],
                    GRADC_WRT const double b[u * 2], GRADC_WRT const double c[outer])
{
    return a[0] * b[0] * c[0];
}
