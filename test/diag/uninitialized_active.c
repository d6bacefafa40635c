// Variables that may be used on a differentiated path before anything sets them.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-uninitialized-active 2>&1 | count 0
#include <gradc/gradc.h>

#include <stdbool.h>
#include <stdio.h>

// A return within a branch leaves nothing unset: what follows is not reached then.
GRADC_LOSS double early(GRADC_WRT double x, int n)
{
    double power = x;

    if (n < 0) {
        if (n == -7)
            return 2.0 * x;
        if (n == -9) {
            if (x > 3.0)
                return x;
            power = x * x;
        }
    }
    return power * x;
}

struct state {
    double x, v;
};

GRADC_LOSS double branch(GRADC_WRT double a, double strike)
{
    // expected-note@+1 {{'payoff' is declared here without a value}}
    double payoff;

    // expected-note@+1 {{only one side of this branch sets 'payoff'}}
    if (a > strike)
        payoff = a - strike;
    // expected-warning@+1 {{'payoff' may be used uninitialised on a differentiated path}}
    return payoff * payoff;
}

GRADC_LOSS double cases(GRADC_WRT double a, int kind)
{
    // expected-note@+1 {{'y' is declared here without a value}}
    double y;

    switch (kind) {
    case 0:
        y = a;
        break;
    // expected-note@+1 {{only one side of this branch sets 'y'}}
    case 1:
        y = a * a;
        break;
    default:
        break;
    }
    // expected-warning@+1 {{'y' may be used uninitialised on a differentiated path}}
    return y + a;
}

GRADC_LOSS double never(GRADC_WRT double a)
{
    // expected-note@+1 {{'sum' is declared here without a value}}
    double sum;

    for (int i = 0; i < 4; i++)
        // expected-warning@+1 {{'sum' may be used uninitialised on a differentiated path}}
        sum += a * i;
    return sum;
}

static double clamp(double x)
{
    // expected-note@+1 {{'y' is declared here without a value}}
    double y;

    if (x < 1.0)
        y = x * x;
    // expected-note@+1 {{only one side of this branch sets 'y'}}
    else if (x < 2.0)
        y = x;
    return y;
}

GRADC_LOSS double call(GRADC_WRT double a)
{
    // expected-warning@+1 {{'y' may be used uninitialised on a differentiated path}}
    return a + clamp(a);
}

// expected-note@+2 {{expanded from macro 'SET_IF'}}
#define SET_IF(condition, to, value)                                                               \
    if (condition)                                                                                 \
    (to) = (value)

GRADC_LOSS double macro(GRADC_WRT double a)
{
    // expected-note@+1 {{'y' is declared here without a value}}
    double y;

    // expected-note@+1 {{only one side of this branch sets 'y'}}
    SET_IF(a > 0.0, y, a);
    // expected-warning@+1 {{'y' may be used uninitialised on a differentiated path}}
    return y * a;
}

GRADC_LOSS double both(GRADC_WRT double a)
{
    double y;

    if (a > 0.0)
        y = a;
    else
        y = -a;
    return y;
}

GRADC_LOSS double leaves(GRADC_WRT double a)
{
    double y;

    if (a > 0.0)
        y = a;
    else
        return 0.0;
    return y * y;
}

GRADC_LOSS double leaves_within(GRADC_WRT double a, double b)
{
    double y;

    if (b > 1.0) {
        if (a > 0.0)
            y = a;
        else
            return 0.0;
    } else {
        y = b * a;
    }
    return y * y;
}

GRADC_LOSS double asked_later(GRADC_WRT double a, double strike)
{
    double payoff;
    int is_paid = 0;

    if (a > strike) {
        payoff = a - strike;
        is_paid = 1;
    }
    return is_paid ? payoff * payoff : 0.0;
}

// What the turn before left; the first turn does not look.
GRADC_LOSS double differences(GRADC_WRT const double *w)
{
    double before, sum = 0.0;

    for (int i = 0; i < 8; i++) {
        if (i > 0)
            sum += (w[i] - before) * (w[i] - before);
        before = w[i];
    }
    return sum;
}

GRADC_LOSS double set_in_turn(GRADC_WRT const double *w)
{
    double term, sum = 0.0;

    for (int i = 0; i < 8; i++) {
        term = w[i] * w[i];
        sum += term;
    }
    return sum;
}

GRADC_LOSS double default_case(GRADC_WRT double a, int kind)
{
    double y;

    switch (kind) {
    case 0:
        y = a;
        break;
    default:
        y = a * a;
    }
    return y;
}

GRADC_LOSS double loop(GRADC_WRT const double *w, int n)
{
    double last;

    for (int i = 0; i < n; i++)
        last = i ? last * w[i] : w[i];
    return last * last;
}

GRADC_LOSS double scratch(GRADC_WRT const double *w)
{
    double y[4], sum = 0.0;

    for (int i = 0; i < 4; i++)
        y[i] = w[i] * w[i];
    for (int i = 0; i < 4; i++)
        sum += y[i];
    return sum;
}

GRADC_LOSS double fields(GRADC_WRT double a)
{
    struct state s;

    s.x = a;
    s.v = s.x * a;
    return s.v;
}

static void put(double *to, double x)
{
    *to = x;
}

GRADC_LOSS double filled_by_call(GRADC_WRT double a)
{
    double y;

    put(&y, a * a);
    return y;
}

// It does not reach the loss.
GRADC_LOSS double printed(GRADC_WRT double a)
{
    double y;

    if (a > 0.0)
        y = a;
    printf("%g\n", y);
    return a * a;
}

// Meant.
GRADC_LOSS double initialised(GRADC_WRT double a)
{
    double y = 0.0;

    if (a > 0.0)
        y = a;
    return y * y;
}

GRADC_LOSS double stopped(GRADC_WRT double a)
{
    double y;

    if (a > 0.0)
        y = a;
    return a * gradc_stop(y);
}

/* ---- what a function returns tells whether it has set something */

static bool root(double square, double *to)
{
    // expected-note@+1 {{only one side of this branch sets 'y'}}
    if (square <= 0.0)
        return false;
    *to = square * square;
    return true;
}

GRADC_LOSS double tried(GRADC_WRT double a)
{
    double y;

    if (root(a, &y))
        return y;
    return 0.0;
}

GRADC_LOSS double nearest(GRADC_WRT const double *w)
{
    double least = 7.0;

    for (int i = 0; i < 4; i++) {
        double y;
        if (root(w[i], &y) && y < least)
            least = y;
    }
    return least;
}

enum outcome { FINE, NEGATIVE, LARGE };

static enum outcome checked(double a, double *to)
{
    if (a < 0.0)
        return NEGATIVE;
    if (a > 10.0)
        return LARGE;
    *to = a * a;
    return FINE;
}

static int numbered(double a, int n, double *to)
{
    if (n < 0)
        return -1;
    *to = a * n;
    return 0;
}

GRADC_LOSS double error_codes(GRADC_WRT double a, int n)
{
    double y, z;

    if (checked(a, &y) != FINE || numbered(a, n, &z) < 0)
        return 0.0;
    return y * z;
}

GRADC_LOSS double not_looked_at(GRADC_WRT double a)
{
    // expected-note@+1 {{'y' is declared here without a value}}
    double y;

    root(a, &y);
    // expected-warning@+1 {{'y' may be used uninitialised on a differentiated path}}
    return y;
}

/* ---- the same condition is asked again */

GRADC_LOSS double asked_again(GRADC_WRT double a, int has_bias, bool is_squared)
{
    double bias, square, sum = a;

    if (has_bias)
        bias = a * 0.5;
    if (!is_squared)
        sum += 1.0;
    else
        square = a * a;
    if (has_bias != 0)
        sum += bias;
    return is_squared ? sum + square : sum;
}

GRADC_LOSS double asked_otherwise(GRADC_WRT double a, int has_bias)
{
    // expected-note@+1 {{'bias' is declared here without a value}}
    double bias;
    double sum = a;

    // expected-note@+1 {{only one side of this branch sets 'bias'}}
    if (has_bias)
        bias = a * 0.5;
    if (!has_bias)
        // expected-warning@+1 {{'bias' may be used uninitialised on a differentiated path}}
        sum += bias;
    return sum;
}

// The first turn does not come to the second half of the condition.
GRADC_LOSS double least(GRADC_WRT const double *w)
{
    double best, first;
    bool has_first = false;

    for (int i = 0; i < 4; i++) {
        const double square = w[i] * w[i];
        if (i == 0 || square < best)
            best = square;
        if (!has_first || square > first) {
            first = square;
            has_first = true;
        }
    }
    return has_first ? best + first : 0.0;
}

GRADC_LOSS double first_half(GRADC_WRT const double *w)
{
    // expected-note@+1 {{'best' is declared here without a value}}
    double best;

    for (int i = 0; i < 4; i++)
        // expected-warning@+1 {{'best' may be used uninitialised on a differentiated path}}
        if (w[i] * w[i] < best)
            best = w[i] * w[i];
    return best;
}

// The least of all integers is a code like any other; a part of an integer is not the integer.
static long try_root(double x, double *y)
{
    if (x < 0.0)
        return -(long)0x8000000000000000;
    *y = x * x;
    return 0;
}

GRADC_LOSS double least_code(GRADC_WRT double x)
{
    double y;

    return try_root(x, &y) == 0 ? y : x;
}

GRADC_LOSS double part_of_code(GRADC_WRT double x, int n)
{
    double y; // expected-note {{'y' is declared here}}

    // expected-note@+1 {{only one side of this branch sets 'y'}}
    if ((signed char)n)
        y = x * x;
    // expected-warning@+1 {{'y' may be used uninitialised on a differentiated path}}
    return n ? y : x;
}
