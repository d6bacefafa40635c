// What nothing changes is a constant, whatever its declaration says.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend | FileCheck %s
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// RUN: %gradc %s -I%gradc_include -o %t.c
// RUN: FileCheck %s --check-prefix=TEXT --input-file %t.c
#include <gradc/gradc.h>

static double table[2] = {1.0, 2.0};
static double *const rows[1] = {table};
static int limit = 2;
static double kept;

void keep(double x)
{
    kept = x;
}

double get(void)
{
    return kept;
}

// CHECK-DAG: global @table: [2 x f64] static const
// CHECK-DAG: global @limit: i32 static const
// CHECK-DAG: global @gradc_f_step: f64 static local const
// CHECK-DAG: global @rows: [1 x ptr<f64>] static const text {{.*}} names @table
// TEXT: static double table[2] = {1., 2.};
// TEXT: static double gradc_f_step = 0.5;
GRADC_LOSS double f(GRADC_WRT double x)
{
    static double step = 0.5;
    double sum = 0.0;

    for (int i = 0; i < limit; i++)
        sum += table[i] * x * step * rows[0][i];
    return sum;
}
