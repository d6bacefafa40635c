// Functions with a variable number of arguments stay where they are, those of the unit too; those
// without a prototype are no such functions.
// RUN: %gradc %s -I%gradc_include --print-ir=frontend > %t.gir
// RUN: FileCheck %s < %t.gir
// RUN: %gradc --from-ir %t.gir --print-ir=frontend | diff %t.gir -
#include <gradc/gradc.h>
#include <stdio.h>

int outside(int n, ...);

// CHECK: declare @report variadic left sparing text "void report(const char *, ...)"
static int reports;
static void count(void) { reports++; }
void report(const char *format, ...)
{
    puts(format);
    count();
}

// It changes a real; the functions below call what may.
// CHECK: declare @reweigh variadic left text "void reweigh(int, ...)"
double weight;
void reweigh(int n, ...)
{
    weight = n;
}

// CHECK: declare @ask variadic left text "int ask(int, ...)"
int ask(int n, ...)
{
    return outside(n);
}

// CHECK: declare @hooked variadic left text "void hooked(int, ...)"
void hooked(int n, ...)
{
    void (*local)(void) = count;
    local();
    (void)n;
}

// CHECK: declare @outside variadic text "int outside(int, ...)"
// CHECK-NOT: declare @old
// CHECK-LABEL: func @f(
// CHECK: call @report(
// CHECK: call i32 @outside(
// CHECK: call f64 @old(%w, 
GRADC_LOSS double f(GRADC_WRT double w, int n)
{
    double old();

    if (n < 0)
        report("bad n: %d", n);
    reweigh(1);
    hooked(ask(n));
    return old(w, outside(2, n, n));
}

double old(x, n) double x;
int n;
{
    return x * n;
}
