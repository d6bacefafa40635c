// GRADC_RANGE and GRADC_POSITIVE in the IR, and the IR read back.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --pass=none | FileCheck %s
#include <gradc/gradc.h>
#include <math.h>

#define EPS 1e-3
#define TOP (2.5f)

// CHECK: record @model
// CHECK: weight: ptr<f64> range [-1.0, 1.0],
// CHECK: sigma: f64 range (0.0, inf],
// CHECK: table: [2 x [3 x f64]] range [0.001, 2.5],
// CHECK: count: i32 range [1.0, 1e+02]
typedef struct {
    GRADC_RANGE(-1, +1) double *weight;
    GRADC_POSITIVE double sigma;
    double table[2][3] GRADC_RANGE(EPS, TOP);
    int GRADC_RANGE(1, 100) count;
} model;

// CHECK: global @scale: f64 range [-inf, 0.0]
GRADC_RANGE(-INFINITY, 0) double scale;

// CHECK: func @f(%m: ptr<const @model> wrt, %p: ptr<const f64> extent 4 range [0.0, 1.0], %x: f64 wrt range (0.0, inf])
GRADC_LOSS double f(GRADC_WRT const model *m, GRADC_RANGE(0., 1.) const double p[static 4],
                    GRADC_WRT GRADC_POSITIVE double x)
{
    return m->weight[0] * m->sigma * m->table[1][2] * m->count * p[1] * x * scale;
}
