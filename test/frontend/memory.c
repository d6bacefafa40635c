// memcpy, memset and the heap, in whole objects.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// CHECK: record @pair struct "struct pair" {
#include <gradc/gradc.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    double x, y;
};

// CHECK-LABEL: func @copies(%w: ptr<const f64> wrt, %n: i32, %p: ptr<@pair>, %a: ptr<f64> wrt) -> f64 loss {
// CHECK-NEXT: %b = slot [4 x f64]
// CHECK-NEXT: %0 = conv u64 %n
// CHECK-NEXT: copy %a, %w, %0
// CHECK-NEXT: %1 = ptrcast ptr<void> %a
// CHECK-NEXT: %2 = const i64 0
// CHECK-NEXT: %3 = elem ptr<f64> %b, %2
// CHECK-NEXT: %4 = const u64 4
// CHECK-NEXT: move %3, %a, %4
// CHECK-NEXT: %5 = ptrcast ptr<void> %3
// CHECK-NEXT: %6 = const u64 2
// CHECK-NEXT: zero %p, %6
// CHECK-NEXT: %7 = ptrcast ptr<void> %p
// CHECK-NEXT: %8 = conv u64 %n
// CHECK-NEXT: zero %a, %8
// CHECK-NEXT: %9 = ptrcast ptr<void> %a
// CHECK-NEXT: %10 = const i64 0
// CHECK-NEXT: %11 = elem ptr<f64> %b, %10
// CHECK-NEXT: %12 = const i32 0
// CHECK-NEXT: %13 = elem ptr<f64> %b, %12
// CHECK-NEXT: %14 = load f64 %13
// CHECK-NEXT: %15 = const i32 1
// CHECK-NEXT: %16 = ptradd ptr<f64> %a, %15
// CHECK-NEXT: %17 = load f64 %16
// CHECK-NEXT: %18 = add f64 %14, %17
// CHECK-NEXT: %19 = field ptr<f64> %p, .y
// CHECK-NEXT: %y = load f64 %19
// CHECK-NEXT: %20 = add f64 %18, %y
// CHECK-NEXT: return %20
// CHECK-NEXT: }
GRADC_LOSS double copies(GRADC_WRT const double *w, int n, struct pair *p, GRADC_WRT double *a)
{
    double b[4];
    memcpy(a, w, (size_t)n * sizeof *a);
    memmove(b, a, sizeof b);
    memset(p, 0, 2 * sizeof *p);
    memset(a, 0, n * sizeof(double));
    return b[0] + a[1] + p->y;
}

// CHECK-LABEL: func @heap(%w: f64 wrt, %n: i32) -> f64 loss {
// CHECK-NEXT: %a = slot ptr<f64>
// CHECK-NEXT: %0 = conv u64 %n
// CHECK-NEXT: %1 = malloc f64, %0
// CHECK-NEXT: store %a, %1
// CHECK-NEXT: %b = slot ptr<f64>
// CHECK-NEXT: %2 = conv u64 %n
// CHECK-NEXT: %3 = calloc f64, %2
// CHECK-NEXT: store %b, %3
// CHECK-NEXT: %p = slot ptr<@pair>
// CHECK-NEXT: %4 = const u64 1
// CHECK-NEXT: %5 = malloc @pair, %4
// CHECK-NEXT: store %p, %5
// CHECK-NEXT: %a.1 = load ptr<f64> %a
// CHECK-NEXT: %6 = const i32 0
// CHECK-NEXT: %7 = ptradd ptr<f64> %a.1, %6
// CHECK-NEXT: %b.1 = load ptr<f64> %b
// CHECK-NEXT: %8 = const i32 0
// CHECK-NEXT: %9 = ptradd ptr<f64> %b.1, %8
// CHECK-NEXT: %p.1 = load ptr<@pair> %p
// CHECK-NEXT: %10 = field ptr<f64> %p.1, .x
// CHECK-NEXT: store %10, %w
// CHECK-NEXT: store %9, %w
// CHECK-NEXT: store %7, %w
// CHECK-NEXT: %a.2 = load ptr<f64> %a
// CHECK-NEXT: %11 = const i32 0
// CHECK-NEXT: %12 = ptradd ptr<f64> %a.2, %11
// CHECK-NEXT: %13 = load f64 %12
// CHECK-NEXT: %b.2 = load ptr<f64> %b
// CHECK-NEXT: %14 = const i32 0
// CHECK-NEXT: %15 = ptradd ptr<f64> %b.2, %14
// CHECK-NEXT: %16 = load f64 %15
// CHECK-NEXT: %r = mul f64 %13, %16
// CHECK-NEXT: %a.3 = load ptr<f64> %a
// CHECK-NEXT: free %a.3
// CHECK-NEXT: %b.3 = load ptr<f64> %b
// CHECK-NEXT: free %b.3
// CHECK-NEXT: %p.2 = load ptr<@pair> %p
// CHECK-NEXT: free %p.2
// CHECK-NEXT: return %r
// CHECK-NEXT: }
GRADC_LOSS double heap(GRADC_WRT double w, int n)
{
    double *a = malloc(sizeof(double) * n), *b = calloc(n, sizeof *b);
    struct pair *p = malloc(sizeof *p);
    a[0] = b[0] = p->x = w;
    double r = a[0] * b[0];
    free(a);
    free(b);
    free(p);
    return r;
}
