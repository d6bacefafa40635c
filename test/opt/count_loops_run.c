// Loops as C programmers write them: which are counted, and that they compute the same. Both
// programs print the results over a grid of bounds.
//
// RUN: %gradc %s -I%gradc_include --pass=promote,count-loops,dce | FileCheck %s
// RUN: %gradc %s -I%gradc_include --pass=inline,promote,count-loops,fold,share,dce \
// RUN:   -o %t.opt.c
// RUN: %cc -std=c99 -w -O1 -fsanitize=undefined -fno-sanitize-recover=all -I%gradc_include \
// RUN:   %t.opt.c %S/Inputs/print_grid.c -o %t.opt
// RUN: %cc -std=c99 -w -O1 -I%gradc_include %s %S/Inputs/print_grid.c -o %t.plain
// RUN: %t.plain > %t.plain.txt
// RUN: %t.opt > %t.opt.txt
// RUN: cmp %t.plain.txt %t.opt.txt
#include <gradc/gradc.h>
#include <stddef.h>

// CHECK-LABEL: func @f1(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f1(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i < n; i++)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f2(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f2(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i <= n; i++)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f3(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f3(int a, int n)
{
    long s = 0;
    int i;
    for (i = n; i > a; i--)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f4(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f4(int a, int n)
{
    long s = 0;
    int i;
    for (i = n - 1; i >= a; --i)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f5(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f5(int a, int n)
{
    long s = 0;
    int i;
    if (n < a)
        return 7;
    for (i = a; i != n; ++i)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f6(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f6(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i < n; i += 3)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f7(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f7(int a, int n)
{
    long s = 0;
    int i;
    for (i = n; a <= i; i -= 2)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f8(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f8(int a, int n)
{
    long s = 0;
    size_t i;
    if (n < 0)
        return 1;
    (void)a;
    for (i = (size_t)n; i-- > 0;)
        s = (s * 3 + (long)i) % 1000003;
    return s * 31 + (long)i;
}

// CHECK-LABEL: func @f9(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f9(int a, int n)
{
    long s = 0;
    (void)a;
    if (n < 0)
        n = -n;
    size_t i = (size_t)n;
    while (i) {
        i--;
        s = (s * 3 + (long)i) % 1000003;
    }
    return s * 31 + (long)i;
}

// CHECK-LABEL: func @f10(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f10(int a, int n)
{
    long s = 0;
    if (n < 0)
        n = -n;
    while (n--)
        s = (s * 3 + n + a) % 1000003;
    return s * 31 + n;
}

// CHECK-LABEL: func @f11(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f11(int a, int n)
{
    long s = 0;
    int i;
    for (i = 0; i < (long)n; i++)
        s = (s * 3 + i * a) % 1000003;
    return s * 31 + i;
}

// A while: left by return as well.
// CHECK-LABEL: func @f12(
// CHECK: = while %
long f12(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; (size_t)i < (size_t)n; i++) {
        if (i > 100 || i < -100)
            return -1;
        s = (s * 3 + i) % 1000003;
    }
    return s * 31 + i;
}

// CHECK-LABEL: func @f13(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f13(int a, int n)
{
    long s = 0;
    int t, b = a > 0 ? a : 1 - a;
    for (t = 0; t <= (n - 1) * b - 1; t += b)
        s = (s * 3 + t) % 1000003;
    return s * 31 + t;
}

// A while: may step over the bound and wrap.
// CHECK-LABEL: func @f14(
// CHECK: = while %
long f14(int a, int n)
{
    long s = 0;
    unsigned i;
    for (i = 0; i < (unsigned)(n > 0 ? n : 0); i += 3)
        s = (s * 3 + i + a) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f15(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f15(int a, int n)
{
    long s = 0;
    int i, j;
    for (i = a, j = 10; i < n; i++, j -= 2)
        s = (s * 3 + i * j) % 1000003;
    return s * 31 + i + j;
}

// A while: left by break as well.
// CHECK-LABEL: func @f16(
// CHECK: = while %
long f16(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i < n; i++) {
        if (i == 5)
            break;
        s = (s * 3 + i) % 1000003;
    }
    return s * 31 + i;
}

// A while: stepped in the body as well.
// CHECK-LABEL: func @f17(
// CHECK: = while %
long f17(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i < n; i++) {
        if (i == 5)
            i++;
        s = (s * 3 + i) % 1000003;
    }
    return s * 31 + i;
}

// A while: the bound moves.
// CHECK-LABEL: func @f18(
// CHECK: = while %
long f18(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i < n; i++) {
        n -= 1;
        s = (s * 3 + i) % 1000003;
    }
    return s * 31 + i;
}

// A while: tested at the end.
// CHECK-LABEL: func @f19(
// CHECK: = while %
long f19(int a, int n)
{
    long s = 0;
    int i = a;
    do {
        s = (s * 3 + i) % 1000003;
        i++;
    } while (i < n);
    return s * 31 + i;
}

// A while: wraps unless the start is a multiple.
// CHECK-LABEL: func @f20(
// CHECK: = while %
long f20(int a, int n)
{
    long s = 0;
    unsigned i;
    (void)a;
    unsigned from = (unsigned)(n > 0 ? n : 0) * 3u;
    for (i = from; i > 0; i -= 3)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f21(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f21(int a, int n)
{
    long s = 0;
    long i;
    for (i = a; i < n; i += 2)
        for (int k = 0; k < i; k++)
            s = (s * 3 + k) % 1000003;
    return s * 31 + i;
}

// A while: wraps at 256.
// CHECK-LABEL: func @f22(
// CHECK: = while %
long f22(int a, int n)
{
    long s = 0;
    unsigned char i;
    (void)a;
    for (i = 0; i < (n & 63); i++)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// CHECK-LABEL: func @f23(
// CHECK-NOT: while
// CHECK: for
// CHECK-NOT: while
// CHECK: return
long f23(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; n > i; i += 1) {
        if (i & 1)
            continue;
        s = (s * 3 + i) % 1000003;
    }
    return s * 31 + i;
}

// A while: it is not the counter that is compared.
// CHECK-LABEL: func @f24(
// CHECK: = while %
long f24(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i * 2 < n; i++)
        s = (s * 3 + i) % 1000003;
    return s * 31 + i;
}

// A while: the bound is in memory that changes.
// CHECK-LABEL: func @f25(
// CHECK: = while %
long f25(int a, int n)
{
    long s = 0;
    int i, m[1];
    m[0] = n;
    for (i = a; i < m[0]; i++) {
        s = (s * 3 + i) % 1000003;
        m[0]--;
    }
    return s * 31 + i;
}

// A while: runs away from the bound.
// CHECK-LABEL: func @f26(
// CHECK: = while %
long f26(int a, int n)
{
    long s = 0;
    int i;
    for (i = a; i < n; i += -1) {
        if (i < a - 5)
            n = i - 9;
        s = (s * 3 + i) % 1000003;
    }
    return s * 31 + i;
}

GRADC_LOSS double all(GRADC_WRT const double *w, int a, int n)
{
    double s = w[0];
    s += (double)f1(a, n);
    s += (double)f2(a, n);
    s += (double)f3(a, n);
    s += (double)f4(a, n);
    s += (double)f5(a, n);
    s += (double)f6(a, n);
    s += (double)f7(a, n);
    s += (double)f8(a, n);
    s += (double)f9(a, n);
    s += (double)f10(a, n);
    s += (double)f11(a, n);
    s += (double)f12(a, n);
    s += (double)f13(a, n);
    s += (double)f14(a, n);
    s += (double)f15(a, n);
    s += (double)f16(a, n);
    s += (double)f17(a, n);
    s += (double)f18(a, n);
    s += (double)f19(a, n);
    s += (double)f20(a, n);
    s += (double)f21(a, n);
    s += (double)f22(a, n);
    s += (double)f23(a, n);
    s += (double)f24(a, n);
    s += (double)f25(a, n);
    s += (double)f26(a, n);
    return s;
}
