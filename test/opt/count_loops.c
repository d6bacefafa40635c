// Loops that count become FOR; what else may end them keeps them WHILE.
// RUN: %gradc %s -I%gradc_include --pass=inline,promote,dce,count-loops,fold,dce | FileCheck %s
#include <gradc/gradc.h>

// CHECK-LABEL: func @up(
// CHECK: for %i: i32 = {{.*}} lt %n step
// CHECK-NOT: while
// CHECK-LABEL: func @down(
// CHECK: for %i: i32 = {{.*}} gt {{.*}} step
// CHECK-NOT: while
// CHECK-LABEL: func @leaves(
// CHECK: while
GRADC_LOSS double up(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += w[i];
    return sum;
}

GRADC_LOSS double down(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    for (int i = n; i > 0; i -= 2)
        sum += w[i];
    return sum;
}

GRADC_LOSS double leaves(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n && sum < 3.0; i++)
        sum += w[i];
    return sum;
}
