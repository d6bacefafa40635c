// Small private aggregates become values; those that are indexed, passed on or pointed into stay.
// RUN: %gradc %s -I%gradc_include --pass=inline,split,promote,fold,dce | FileCheck %s
#include <gradc/gradc.h>

typedef struct {
    double x, y;
    double m[2][2];
} pair;

static pair twice(pair p)
{
    p.x *= 2.0;
    p.m[1][0] += p.y;
    return p;
}

double external(double *p);

// CHECK-LABEL: func @copies(
// CHECK-NOT: slot
// CHECK-NOT: copy
// CHECK-NOT: store
// CHECK: load f64
// CHECK: return
GRADC_LOSS double copies(GRADC_WRT const pair *w)
{
    pair p = *w, q = {0}, r[2];

    q = twice(p);
    r[0] = q;
    r[1] = r[0];
    p.x = 7.0;
    return r[1].x * r[1].m[1][0] + q.m[0][0] + p.x;
}

// A copy out of a split record stores its parts.
// CHECK-LABEL: func @out(
// CHECK-NOT: slot
// CHECK-NOT: copy
// CHECK: [[X:%.*]] = field ptr<f64> %to, .x
// CHECK-NEXT: store [[X]]
// CHECK: [[Y:%.*]] = field ptr<f64> %to, .y
// CHECK-NEXT: store [[Y]]
GRADC_LOSS double out(GRADC_WRT const double *w, pair *to)
{
    pair p = {.x = w[0], .y = w[1]};

    *to = p;
    return p.x * p.y;
}

// CHECK-LABEL: func @indexed(
// CHECK: %v = slot [3 x f64]
GRADC_LOSS double indexed(GRADC_WRT const double *w, int i)
{
    double v[3] = {w[0], w[1], w[2]};

    return v[i] * v[0];
}

// CHECK-LABEL: func @escapes(
// CHECK: %v = slot [2 x f64]
// CHECK: %q = slot @pair
// CHECK-NOT: slot [
// CHECK: return
GRADC_LOSS double escapes(GRADC_WRT const double *w, int i)
{
    double v[2] = {w[0], 1.0}, u[2] = {w[1], 2.0};
    pair q = {.x = 1.0};
    const pair *p = i ? &q : (const pair *)0;

    (void)external(v);
    return u[0] * (p ? p->x : 1.0) * w[0];
}
