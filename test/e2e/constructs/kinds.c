// Enumerations that choose, const members, macros, typedefs, and static constants.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

typedef double real;
typedef enum { ADD, MULTIPLY = 4, SINE } kind;
#define LENGTH(a) ((int)(sizeof(a) / sizeof *(a)))
#define APPLY(k, x, y) ((k) == ADD ? (x) + (y) : (k) == MULTIPLY ? (x) * (y) : sin(x) + (y))

struct rule {
    kind what;
    unsigned on, times;
    const real by;
};

GRADC_LOSS real f(GRADC_WRT const real *w)
{
    static const struct rule rules[] = {
        {ADD, 1, 2, 0.5}, {MULTIPLY, 1, 3, 1.25}, {SINE, 0, 1, 2.0}, {SINE, 1, 5, -0.3}};
    real x = w[0], sum = 0;

    for (const struct rule *r = rules; r < rules + LENGTH(rules); ++r) {
        if (!r->on)
            continue;
        for (unsigned t = 0; t < r->times; t++) {
            x = APPLY(r->what, x, w[1] * r->by);
            sum += x * x * (real)(r->what | 1) * 0.1;
        }
    }
    return sum;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
