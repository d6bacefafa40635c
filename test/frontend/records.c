// Structures: nested, anonymous, by value, returned, assigned.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: FileCheck %s --check-prefix=STATIC < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// CHECK: record @point struct "point" {
// CHECK: record @unnamed struct "struct gradc_unnamed" {
// CHECK: record @shape struct "struct shape" {
#include <gradc/gradc.h>

typedef struct {
    double x, y;
} point;

struct shape {
    point at[2];
    struct {
        int sides;
    };
    struct shape *next;
};

// STATIC-LABEL: func @add(%result: ptr<@point> result, %a: ptr<@point> by_value, %b: ptr<const @point>) -> void static {
// STATIC-NEXT: %0 = field ptr<f64> %a, .x
// STATIC-NEXT: %1 = field ptr<const f64> %b, .x
// STATIC-NEXT: %x = load f64 %1
// STATIC-NEXT: %x.1 = load f64 %0
// STATIC-NEXT: %2 = add f64 %x.1, %x
// STATIC-NEXT: store %0, %2
// STATIC-NEXT: %3 = slot @point
// STATIC-NEXT: %4 = field ptr<f64> %3, .x
// STATIC-NEXT: %5 = field ptr<f64> %a, .x
// STATIC-NEXT: %x.2 = load f64 %5
// STATIC-NEXT: store %4, %x.2
// STATIC-NEXT: %6 = field ptr<f64> %3, .y
// STATIC-NEXT: %7 = field ptr<f64> %a, .y
// STATIC-NEXT: %y = load f64 %7
// STATIC-NEXT: %8 = field ptr<const f64> %b, .y
// STATIC-NEXT: %y.1 = load f64 %8
// STATIC-NEXT: %9 = add f64 %y, %y.1
// STATIC-NEXT: store %6, %9
// STATIC-NEXT: %10 = const u64 1
// STATIC-NEXT: copy %result, %3, %10
// STATIC-NEXT: return
// STATIC-NEXT: }
static point add(point a, const point *b)
{
    a.x += b->x;
    return (point){a.x, a.y + b->y};
}

// CHECK-LABEL: func @by_value(%p: ptr<@point> wrt by_value, %q: ptr<@point> by_value) -> f64 loss {
// CHECK-NEXT: %r = slot @point
// CHECK-NEXT: %0 = slot @point
// CHECK-NEXT: %1 = const u64 1
// CHECK-NEXT: copy %0, %p, %1
// CHECK-NEXT: %2 = ptrcast ptr<const @point> %q
// CHECK-NEXT: call @add(%r, %0, %2)
// CHECK-NEXT: %3 = const u64 1
// CHECK-NEXT: copy %q, %r, %3
// CHECK-NEXT: %4 = slot @point
// CHECK-NEXT: %5 = slot @point
// CHECK-NEXT: %6 = const u64 1
// CHECK-NEXT: copy %5, %q, %6
// CHECK-NEXT: %7 = ptrcast ptr<const @point> %p
// CHECK-NEXT: call @add(%4, %5, %7)
// CHECK-NEXT: %8 = field ptr<f64> %4, .y
// CHECK-NEXT: %y = load f64 %8
// CHECK-NEXT: return %y
// CHECK-NEXT: }
GRADC_LOSS double by_value(GRADC_WRT point p, point q)
{
    point r = add(p, &q);
    q = r;
    return add(q, &p).y;
}

// CHECK-LABEL: func @nested(%s: ptr<@shape> wrt, %i: i32) -> f64 loss {
// CHECK-NEXT: %0 = field ptr<[2 x @point]> %s, .at
// CHECK-NEXT: %1 = const i64 0
// CHECK-NEXT: %2 = elem ptr<@point> %0, %1
// CHECK-NEXT: %3 = elem ptr<@point> %0, %i
// CHECK-NEXT: %4 = field ptr<f64> %3, .y
// CHECK-NEXT: %5 = field ptr<ptr<@shape>> %s, .next
// CHECK-NEXT: %next = load ptr<@shape> %5
// CHECK-NEXT: %6 = field ptr<[2 x @point]> %next, .at
// CHECK-NEXT: %7 = const i64 0
// CHECK-NEXT: %8 = elem ptr<@point> %6, %7
// CHECK-NEXT: %9 = const i32 1
// CHECK-NEXT: %10 = elem ptr<@point> %6, %9
// CHECK-NEXT: %11 = field ptr<f64> %10, .x
// CHECK-NEXT: %x = load f64 %11
// CHECK-NEXT: store %4, %x
// CHECK-NEXT: %12 = field ptr<[2 x @point]> %s, .at
// CHECK-NEXT: %13 = const i64 0
// CHECK-NEXT: %14 = elem ptr<@point> %12, %13
// CHECK-NEXT: %15 = const i32 0
// CHECK-NEXT: %16 = elem ptr<@point> %12, %15
// CHECK-NEXT: %17 = field ptr<f64> %16, .y
// CHECK-NEXT: %y = load f64 %17
// CHECK-NEXT: %18 = field ptr<@unnamed> %s, #1
// CHECK-NEXT: %19 = field ptr<i32> %18, .sides
// CHECK-NEXT: %sides = load i32 %19
// CHECK-NEXT: %20 = conv f64 %sides
// CHECK-NEXT: %21 = mul f64 %y, %20
// CHECK-NEXT: %22 = field ptr<[2 x @point]> %s, .at
// CHECK-NEXT: %23 = const i64 0
// CHECK-NEXT: %24 = elem ptr<@point> %22, %23
// CHECK-NEXT: %25 = const i32 1
// CHECK-NEXT: %26 = elem ptr<@point> %22, %25
// CHECK-NEXT: %27 = field ptr<f64> %26, .x
// CHECK-NEXT: %x.1 = load f64 %27
// CHECK-NEXT: %28 = add f64 %21, %x.1
// CHECK-NEXT: return %28
// CHECK-NEXT: }
GRADC_LOSS double nested(GRADC_WRT struct shape *s, int i)
{
    s->at[i].y = s->next->at[1].x;
    return s->at[0].y * s->sides + (&s->at[1])->x;
}
