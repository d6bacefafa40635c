// Files of one program, each a unit of its own: what is reached is in one module, under names that
// are not mixed up.
// RUN: rm -rf %t.dir && split-file %s %t.dir
// RUN: %gradc %t.dir/loss.c --with=%t.dir/dense.c --with=%t.dir/lib/dense.c -I%gradc_include -w --print-ir=frontend > %t.ir
// RUN: FileCheck %s --input-file=%t.ir
// RUN: not grep unreached %t.ir
// The module can be read back.
// RUN: %gradc --from-ir %t.ir --print-ir=frontend | diff %t.ir -
// Without the further files the calls lead nowhere.
// RUN: %gradc %t.dir/loss.c -I%gradc_include --pass=inline --print-ir=frontend | FileCheck %s --check-prefix=ALONE
// ALONE: declare @dense
// ALONE-NOT: func @dense

// What dense.c includes is not included: nothing of it is needed.
// CHECK: include "#include <gradc/gradc.h>" header
// CHECK-NEXT: include "#include \"shared.h\"" header
// CHECK-NEXT: text "struct row { double a; };" header
// CHECK-NEXT: text "struct gradc_row_2 { float unlike; };"
// CHECK-NEXT: text "struct state { struct gradc_row_2 *rows; };"
// A structure of one tag and another layout is another type; one that is declared alike is the same,
// and one that loss.c leaves open has its members from dense.c.
// CHECK-DAG: record @row struct "struct row"
// CHECK-DAG: record @layer struct "layer"
// CHECK-DAG: record @state struct "struct state" {
// CHECK-DAG: record @row_2 struct "struct gradc_row_2"
// CHECK-NOT: record @layer_2
// Statics of one name.
// CHECK-DAG: global @table: [2 x f64] static const text "static const double table[2] = {1, 2};"
// CHECK-DAG: global @gradc_dense_table: [2 x f64] static const text "static const double gradc_dense_table[2] = {30., (4)};"
// CHECK-DAG: global @gradc_dense_table_2: i32 static const text "static const int gradc_dense_table_2 = 7;"
// Globals are one object, whoever declares them.
// CHECK-DAG: global @temperature: f64
// CHECK-DAG: global @weights: [3 x f64] wrt
// CHECK-NOT: global @temperature_2

// CHECK: func @loss
// CHECK: call f64 @helper(
// CHECK: call f64 @dense(
// CHECK: func @helper(%x: f64) -> f64 static
// CHECK: func @dense(%l: ptr<const @layer>, %s: ptr<@state>, %x: f64) -> f64 included
// CHECK: call f64 @gradc_dense_helper(
// CHECK: func @gradc_dense_helper(%x: f64) -> f64 static {
// CHECK: func @gradc_dense_helper_2(%x: f64) -> f64 static {
//--- shared.h
typedef struct { double scale; int order; } layer;
struct state;
extern double temperature;
extern double weights[];
double dense(const layer *l, struct state *s, double x);
//--- loss.c
#include <gradc/gradc.h>
#include "shared.h"
struct row { double a; };
static const double table[2] = {1, 2};
static double helper(double x) { return x * table[0]; }
GRADC_LOSS double loss(GRADC_WRT double w, struct state *s)
{
    const struct row r = {w};
    const layer l = {w, 1};
    return helper(r.a) * temperature + dense(&l, s, w);
}
//--- dense.c
#include <stddef.h>
#include "shared.h"
#include "lib/own.h"
#define COUNT 30.0
enum { ZERO, LAST = 4 };
struct row { float unlike; };
struct state { struct row *rows; };
double temperature = 2.0;
static const double table[2] = {COUNT, LAST};
static double helper(double x) { return x + table[1]; }
double unreached(double x) { return x; }
double dense(const layer *l, struct state *s, double x)
{
    return helper(l->scale) * s->rows[1].unlike + third(x);
}
//--- lib/own.h
double third(double x);
//--- lib/dense.c
#include <gradc/gradc.h>
#include "own.h"
static const int table = 7;
GRADC_WRT double weights[3];
static double helper(double x) { return x * table * weights[2]; }
double third(double x) { return helper(x); }
