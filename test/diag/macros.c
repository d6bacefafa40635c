// What a macro makes is reported at its use, with a note where the macro spells it.
// RUN: %gradc %s -I%gradc_include -fsyntax-only "-DROUND(x)=floor(x)" -verify
// RUN: not %gradc %s -I%gradc_include -fsyntax-only "-DROUND(x)=floor(x)" -fdiagnostics-format=json 2>&1 | %check_json %json_schema | FileCheck %s
#include <gradc/gradc.h>
#include <math.h>

// clang-format off
#define COARSE(x) floor(x) /* expected-note {{expanded from macro 'COARSE'}} */
#define CLAMP(x, n) ((int)(x) % (n)) /* expected-note {{expanded from macro 'CLAMP'}} */
#define TURN(x)                                                                                    \
    (CLAMP(x, 8) *                                                                                 \
     2)
# define  LOSS(name, expression)                                                                   \
    GRADC_LOSS double name(GRADC_WRT double a, GRADC_WRT double b) /* #loss */                     \
    {                                                                                              \
        return a * expression;                                                                     \
    }
#define STOP(x) gradc_stop(x)
// clang-format on

// CHECK:      "id": "missing-gradient-path",
// CHECK:      "role": "cut",
// CHECK:      "line": [[#@LINE+15]],
// CHECK-NEXT: "column": 16,
// CHECK:      "notes": [
// CHECK-NEXT:  {
// CHECK-NEXT:   "message": "expanded from macro 'COARSE'",
// CHECK-NEXT:   "place": {
// CHECK-NEXT:    "file": "{{.*}}macros.c",
// CHECK-NEXT:    "line": 8,
// CHECK-NEXT:    "column": 19,
// CHECK:         "message": "use the value before it is rounded, or GRADC_STRAIGHT_THROUGH
// expected-error@+1 {{loss 'body' has no gradient path to parameter 'b'}}
GRADC_LOSS double body(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-note@+2 {{(1) rounded by 'floor' here}}
    // expected-note@+1 {{use the value before it is rounded, or GRADC_STRAIGHT_THROUGH}}
    return a * COARSE(b);
}

// The macro that spells it, not the one that is used.
// expected-error@+1 {{loss 'nested' has no gradient path to parameter 'b'}}
GRADC_LOSS double nested(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * TURN(b); // expected-note {{(1) converted to 'int' here}} expected-note {{keep the value}}
}

// An argument is where it is written, and no macro spells it.
// expected-error@+2 {{loss 'argument' has no gradient path to parameter 'b'}}
// expected-note@#loss {{expanded from macro 'LOSS'}}
LOSS(argument, (int)b) // expected-note {{(1) converted to 'int' here}} expected-note {{keep the value}}

// A macro of the command line is nowhere; gradc's own are words of the language.
// expected-error@+1 {{loss 'within' has no gradient path to parameter 'b'}}
GRADC_LOSS double within(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * ROUND(b); // expected-note {{(1) rounded by 'floor' here}} expected-note {{use the value}}
}

// expected-warning@+1 {{'gradc_stop' removes the only gradient path from 'b'}}
GRADC_LOSS double own(GRADC_WRT double a, GRADC_WRT double b)
{
    return a * STOP(b); // expected-note {{(1) held fixed}} expected-note {{remove 'gradc_stop'}}
}
