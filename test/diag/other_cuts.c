// An error names the nearest cut with its way there, and others; what was surely meant is proposed.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: not %gradc %s -I%gradc_include -fsyntax-only -fdiagnostics-parseable-fixits 2>&1 | FileCheck %s
// CHECK: fix-it:"{{.*}}other_cuts.c":{[[#@LINE+21]]:12-[[#@LINE+21]]:15}:"fabs"
// CHECK-NOT: fix-it
#include <gradc/gradc.h>
#include <math.h>
#include <stdlib.h>

// expected-error@+1 {{loss 'steps' has no gradient path to parameter 'x'}}
GRADC_LOSS double steps(GRADC_WRT double x, double y)
{
    // expected-note@+3 {{(1) rounded by 'floor' here; its derivative is zero almost everywhere}}
    // expected-note@+2 {{on another path: compared here; a truth value carries no derivative}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH, or mark 'x' GRADC_CONST if this is meant}}
    return floor(x * y) * 0.5 + (x > 3.0);
}

// expected-error@+1 {{loss 'distance' has no gradient path to parameter 'x'}}
GRADC_LOSS double distance(GRADC_WRT double x, double y)
{
    // expected-note@+3 {{(1) converted to 'int' here; integers carry no derivative}}
    // expected-note@+2 {{'abs' takes integers; 'fabs' keeps the value real}}
    // expected-note@+1 {{keep the value real, or mark 'x' GRADC_CONST if this is meant}}
    return abs(x - y) * 0.25;
}
