// Initialisers: partial, designated, nested, of compound literals, of strings.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
// CHECK: record @inner struct "struct inner" {
#include <gradc/gradc.h>

struct inner {
    double a, b[2];
};

// CHECK-LABEL: func @lists(%w: f64 wrt) -> f64 loss {
// CHECK-NEXT: %a = slot [4 x f64]
// CHECK-NEXT: %0 = const u64 1
// CHECK-NEXT: zero %a, %0
// CHECK-NEXT: %1 = const i64 0
// CHECK-NEXT: %2 = elem ptr<f64> %a, %1
// CHECK-NEXT: store %2, %w
// CHECK-NEXT: %3 = const i64 2
// CHECK-NEXT: %4 = elem ptr<f64> %a, %3
// CHECK-NEXT: %5 = real f64 1.0
// CHECK-NEXT: store %4, %5
// CHECK-NEXT: %b = slot [2 x f64]
// CHECK-NEXT: %6 = const i64 0
// CHECK-NEXT: %7 = elem ptr<f64> %b, %6
// CHECK-NEXT: %8 = const i32 1
// CHECK-NEXT: %9 = conv f64 %8
// CHECK-NEXT: store %7, %9
// CHECK-NEXT: %10 = const i64 1
// CHECK-NEXT: %11 = elem ptr<f64> %b, %10
// CHECK-NEXT: %12 = const i32 2
// CHECK-NEXT: %13 = conv f64 %12
// CHECK-NEXT: store %11, %13
// CHECK-NEXT: %c = slot @inner
// CHECK-NEXT: %14 = const u64 1
// CHECK-NEXT: zero %c, %14
// CHECK-NEXT: %15 = field ptr<[2 x f64]> %c, .b
// CHECK-NEXT: %16 = const u64 1
// CHECK-NEXT: zero %15, %16
// CHECK-NEXT: %17 = const i64 0
// CHECK-NEXT: %18 = elem ptr<f64> %15, %17
// CHECK-NEXT: store %18, %w
// CHECK-NEXT: %d = slot [2 x @inner]
// CHECK-NEXT: %19 = const u64 1
// CHECK-NEXT: zero %d, %19
// CHECK-NEXT: %20 = const i64 0
// CHECK-NEXT: %21 = elem ptr<@inner> %d, %20
// CHECK-NEXT: %22 = const u64 1
// CHECK-NEXT: zero %21, %22
// CHECK-NEXT: %23 = field ptr<f64> %21, .a
// CHECK-NEXT: store %23, %w
// CHECK-NEXT: %24 = const i64 1
// CHECK-NEXT: %25 = elem ptr<@inner> %d, %24
// CHECK-NEXT: %26 = field ptr<[2 x f64]> %25, .b
// CHECK-NEXT: %27 = const i64 1
// CHECK-NEXT: %28 = elem ptr<f64> %26, %27
// CHECK-NEXT: %29 = real f64 2.0
// CHECK-NEXT: store %28, %29
// CHECK-NEXT: %s = slot [3 x char]
// CHECK-NEXT: %30 = string ptr<const char> "\"ab\""
// CHECK-NEXT: %31 = const u64 1
// CHECK-NEXT: zero %s, %31
// CHECK-NEXT: %32 = const u64 3
// CHECK-NEXT: %33 = const i64 0
// CHECK-NEXT: %34 = elem ptr<char> %s, %33
// CHECK-NEXT: copy %34, %30, %32
// CHECK-NEXT: %35 = const i64 0
// CHECK-NEXT: %36 = elem ptr<f64> %a, %35
// CHECK-NEXT: %37 = const i32 1
// CHECK-NEXT: %38 = elem ptr<f64> %a, %37
// CHECK-NEXT: %39 = load f64 %38
// CHECK-NEXT: %40 = const i64 0
// CHECK-NEXT: %41 = elem ptr<f64> %b, %40
// CHECK-NEXT: %42 = const i32 1
// CHECK-NEXT: %43 = elem ptr<f64> %b, %42
// CHECK-NEXT: %44 = load f64 %43
// CHECK-NEXT: %45 = add f64 %39, %44
// CHECK-NEXT: %46 = field ptr<[2 x f64]> %c, .b
// CHECK-NEXT: %47 = const i64 0
// CHECK-NEXT: %48 = elem ptr<f64> %46, %47
// CHECK-NEXT: %49 = const i32 0
// CHECK-NEXT: %50 = elem ptr<f64> %46, %49
// CHECK-NEXT: %51 = load f64 %50
// CHECK-NEXT: %52 = add f64 %45, %51
// CHECK-NEXT: %53 = const i64 0
// CHECK-NEXT: %54 = elem ptr<@inner> %d, %53
// CHECK-NEXT: %55 = const i32 1
// CHECK-NEXT: %56 = elem ptr<@inner> %d, %55
// CHECK-NEXT: %57 = field ptr<f64> %56, .a
// CHECK-NEXT: %a.1 = load f64 %57
// CHECK-NEXT: %58 = add f64 %52, %a.1
// CHECK-NEXT: %59 = const i64 0
// CHECK-NEXT: %60 = elem ptr<char> %s, %59
// CHECK-NEXT: %61 = const i32 1
// CHECK-NEXT: %62 = elem ptr<char> %s, %61
// CHECK-NEXT: %63 = load char %62
// CHECK-NEXT: %64 = conv i32 %63
// CHECK-NEXT: %65 = conv f64 %64
// CHECK-NEXT: %66 = add f64 %58, %65
// CHECK-NEXT: return %66
// CHECK-NEXT: }
GRADC_LOSS double lists(GRADC_WRT double w)
{
    double a[4] = {w, [2] = 1.0};
    double b[] = {1, 2};
    struct inner c = {.b = {w}}, d[2] = {{w}, [1].b[1] = 2.0};
    char s[] = "ab";
    return a[1] + b[1] + c.b[0] + d[1].a + s[1];
}

// CHECK-LABEL: func @literals(%w: f64 wrt) -> f64 loss {
// CHECK-NEXT: %p = slot ptr<const f64>
// CHECK-NEXT: %0 = slot [2 x f64]
// CHECK-NEXT: %1 = const i64 0
// CHECK-NEXT: %2 = elem ptr<f64> %0, %1
// CHECK-NEXT: store %2, %w
// CHECK-NEXT: %3 = const i64 1
// CHECK-NEXT: %4 = elem ptr<f64> %0, %3
// CHECK-NEXT: %5 = real f64 2.0
// CHECK-NEXT: store %4, %5
// CHECK-NEXT: %6 = const i64 0
// CHECK-NEXT: %7 = elem ptr<f64> %0, %6
// CHECK-NEXT: %8 = ptrcast ptr<const f64> %7
// CHECK-NEXT: store %p, %8
// CHECK-NEXT: %p.1 = load ptr<const f64> %p
// CHECK-NEXT: %9 = const i32 1
// CHECK-NEXT: %10 = ptradd ptr<const f64> %p.1, %9
// CHECK-NEXT: %11 = load f64 %10
// CHECK-NEXT: %12 = slot @inner
// CHECK-NEXT: %13 = const u64 1
// CHECK-NEXT: zero %12, %13
// CHECK-NEXT: %14 = field ptr<f64> %12, .a
// CHECK-NEXT: store %14, %w
// CHECK-NEXT: %15 = field ptr<[2 x f64]> %12, .b
// CHECK-NEXT: %16 = const u64 1
// CHECK-NEXT: zero %15, %16
// CHECK-NEXT: %17 = const i64 0
// CHECK-NEXT: %18 = elem ptr<f64> %15, %17
// CHECK-NEXT: store %18, %w
// CHECK-NEXT: %19 = field ptr<[2 x f64]> %12, .b
// CHECK-NEXT: %20 = const i64 0
// CHECK-NEXT: %21 = elem ptr<f64> %19, %20
// CHECK-NEXT: %22 = const i32 0
// CHECK-NEXT: %23 = elem ptr<f64> %19, %22
// CHECK-NEXT: %24 = load f64 %23
// CHECK-NEXT: %25 = mul f64 %11, %24
// CHECK-NEXT: %26 = string ptr<const char> "\"xy\""
// CHECK-NEXT: %27 = ptrcast ptr<char> %26
// CHECK-NEXT: %28 = const i32 1
// CHECK-NEXT: %29 = ptradd ptr<char> %27, %28
// CHECK-NEXT: %30 = load char %29
// CHECK-NEXT: %31 = conv i32 %30
// CHECK-NEXT: %32 = conv f64 %31
// CHECK-NEXT: %33 = add f64 %25, %32
// CHECK-NEXT: return %33
// CHECK-NEXT: }
GRADC_LOSS double literals(GRADC_WRT double w)
{
    const double *p = (const double[]){w, 2.0};
    return p[1] * (struct inner){w, {w}}.b[0] + "xy"[1];
}
