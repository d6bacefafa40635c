// What the output takes from other files compiles without their own headers, and is theirs where it
// is called by name.
// RUN: rm -rf %t.dir && split-file %s %t.dir
// RUN: %gradc %t.dir/loss.c --with=%t.dir/lib/other.c -I%gradc_include -o %t.dir/loss.grad.c -MD
// RUN: FileCheck %s --input-file=%t.dir/loss.grad.c
// RUN: FileCheck %s --input-file=%t.dir/loss.grad.h --check-prefix=HEADER
// RUN: FileCheck %s --input-file=%t.dir/loss.grad.d --check-prefix=DEPENDS
// RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.dir/loss.grad.c -o %t.o
// RUN: %sanitizer -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.dir/loss.grad.c -o %t.o

// CHECK: #include "loss.grad.h"
// CHECK-NEXT: #include <stdio.h>
// CHECK-NEXT: #include <math.h>
// CHECK-NEXT: struct gradc_handle;
// CHECK-NEXT: struct gradc_ops { double (*apply)(const struct gradc_ops *, double); unsigned int order : 3; };
// CHECK-NOT: private.h
// CHECK: void log_order(const struct gradc_handle *, int, double *const *);
// CHECK: static double apply(const struct gradc_ops *o, double x);
// CHECK-DAG: static const struct gradc_ops gradc_other_table[2] = {{[{][{]}}apply, (5)}, {apply, .order = 1}};
// CHECK-DAG: static const struct gradc_ops *const chosen = &gradc_other_table[1];
// HEADER-NOT: gradc_
// HEADER: double loss_grad(
// DEPENDS: loss.grad.c {{.*}}loss.grad.h: \
// DEPENDS-NEXT: loss.c
// DEPENDS-DAG: lib/other.c
// DEPENDS-DAG: lib/private.h
//--- loss.c
#include <gradc/gradc.h>
static const int table = 2;
double step(double x, int i);
GRADC_LOSS double loss(GRADC_WRT double w, int i) { return step(w, i) * table; }
//--- lib/private.h
#include <stdio.h>
typedef struct handle handle;
typedef double real;
void log_order(const handle *h, int n, real *const *list);
enum order { FIRST = 5 };
//--- lib/other.c
#include "private.h"
#include <math.h>
struct ops { real (*apply)(const struct ops *, real); unsigned order : 3; };
static real apply(const struct ops *o, real x) { return x * (real)o->order; }
static const struct ops table[2] = {{apply, FIRST}, {apply, .order = 1}};
static const struct ops *const chosen = &table[1];
real step(real x, int i)
{
    if (i < 0)
        log_order((const handle *)0, i, 0), fputs("below zero\n", stderr);
    return table[i].apply(&table[i], x) + chosen->order * x;
}
