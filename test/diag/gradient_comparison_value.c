// The outcome of a comparison of active values that is added up.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-comparison-value 2>&1 | count 0
#include <gradc/gradc.h>
#include <stdbool.h>
#include <stdio.h>

struct report {
    double late;
    int missed;
};

GRADC_LOSS double sum(GRADC_WRT const double *w, const double *x, int n)
{
    double cost = 0.0;

    for (int i = 0; i < n; i++)
        // expected-warning@+3 {{comparison used as a number has zero derivative}}
        // expected-note@+2 {{used as a number again here}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        cost += w[i] * w[i] + 50.0 * (x[i] > w[i]);
    return cost;
}

GRADC_LOSS double counter(GRADC_WRT const double *w, const double *x, int n)
{
    double cost = 0.0;
    int wrong = 0;

    for (int i = 0; i < n; i++) {
        // expected-warning@+2 {{comparison used as a number has zero derivative}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        if (w[i] * x[i] < 1.0)
            wrong++;
        cost += w[i] * w[i];
    }
    // expected-note@+1 {{what it counts is used as a number here}}
    return cost + wrong;
}

static int is_outside(double x, double limit)
{
    // expected-warning@+2 {{comparison used as a number has zero derivative}}
    // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop' if}}
    return x > limit || x < -limit;
}

GRADC_LOSS double call(GRADC_WRT double a)
{
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{in call to 'is_outside' here}}
    return a * a + is_outside(a, 2.0);
}

GRADC_LOSS double field(GRADC_WRT double a, double due)
{
    struct report r = {a, 0};

    // expected-warning@+2 {{comparison used as a number has zero derivative}}
    // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop' if}}
    r.missed = a > due;
    // expected-note@+1 {{used as a number again here}}
    return r.late + 3.0 * r.missed;
}

GRADC_LOSS double counter_in_field(GRADC_WRT const double *w, int n)
{
    struct report r = {0.0, 0};

    for (int i = 0; i < n; i++) {
        r.late += w[i];
        // expected-warning@+2 {{comparison used as a number has zero derivative}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        if (w[i] > 1.0)
            r.missed++;
    }
    // expected-note@+1 {{what it counts is used as a number here}}
    return r.late + 0.5 * r.missed;
}

GRADC_LOSS double array(GRADC_WRT const double *w)
{
    bool is_on[8];
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        // expected-warning@+2 {{comparison used as a number has zero derivative}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        is_on[i] = w[i] > 0.5;
    for (int i = 0; i < 8; i++)
        // expected-note@+1 {{used as a number again here}}
        sum += w[i] + is_on[i];
    return sum;
}

// expected-note@+1 {{expanded from macro 'ABOVE'}}
#define ABOVE(x, y) ((x) > (y))

GRADC_LOSS double macro(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-warning@+3 {{comparison used as a number has zero derivative}}
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop' if}}
    return a * b + ABOVE(a, b);
}

// A mask says which of two smooth pieces counts.
GRADC_LOSS double mask(GRADC_WRT double x)
{
    return (x > 0.0) * x;
}

GRADC_LOSS double masks(GRADC_WRT const double *x, double lo, double hi)
{
    const double inside = (x[0] > lo) * (x[0] < hi);
    return inside * x[0] + (x[1] > lo && x[1] < hi) * x[1] * x[1];
}

GRADC_LOSS double leaky(GRADC_WRT double x)
{
    return x * (0.1 + 0.9 * (x > 0.0));
}

GRADC_LOSS double branch(GRADC_WRT double x)
{
    return x > 0.0 ? x * x : -x;
}

GRADC_LOSS double printed(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    int above = 0;

    for (int i = 0; i < n; i++) {
        above += w[i] > 1.0;
        sum += w[i];
    }
    printf("%d of %d\n", above, n);
    return sum;
}

// Counted for the caller.
GRADC_LOSS double shown(GRADC_WRT const double *w, int n, int *above)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (w[i] > 1.0)
            above[0]++;
        sum += w[i];
    }
    return sum;
}

GRADC_LOSS double stop_early(GRADC_WRT double x)
{
    bool is_done = false;

    for (int i = 0; i < 20 && !is_done; i++) {
        x *= 0.5;
        is_done = x < 0.01;
    }
    return x;
}

GRADC_LOSS double inactive(GRADC_WRT double x, double y)
{
    return x + (y > 2.0);
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double x)
{
    return x * x + (gradc_stop(x) > 2.0);
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    return a + (b > 2.0);
}

/* ---- counters of turns */

// How far the loop comes depends on the value; within it, a turn's number is what it is.
GRADC_LOSS double flight(GRADC_WRT double speed, int n, double dt, const double *seen)
{
    double y = 1.0, loss = 0.0;

    for (int k = 0; k < n; k++) {
        speed -= 9.81 * dt;
        y += speed * dt;
        loss += (y - seen[k]) * (y - seen[k]) / (1.0 + k * dt);
        if (y < 0.0)
            break;
    }
    return loss;
}

static double series(double x)
{
    double sum = 0.0, term = x;
    int k = 1;

    while (term * term > 1e-24) {
        sum += term;
        k += 2;
        term *= -x * x / ((k - 1) * k);
    }
    return sum;
}

static double exponential(double x, int most)
{
    double sum = 1.0, term = 1.0;

    for (int k = 1; k < most; k++) {
        term *= x / k;
        sum += term;
        if (term * term < 1e-24)
            return sum;
    }
    return sum;
}

GRADC_LOSS double expansions(GRADC_WRT double x)
{
    return series(x) * exponential(x, 50);
}

// Behind the loop it says how far the loop came.
GRADC_LOSS double turns(GRADC_WRT double x, int n)
{
    int i;

    for (i = 0; i < n; i++)
        // expected-warning@+2 {{comparison used as a number has zero derivative}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        if (x * i > 5.0)
            break;
    // expected-note@+1 {{what it counts is used as a number here}}
    return x * x + i;
}

// The loop goes on without the step.
GRADC_LOSS double passed_over(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    int rank = 0;

    for (int i = 0; i < n && rank < 10; i++) {
        // expected-warning@+2 {{comparison used as a number has zero derivative}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        if (w[i] > 0.0)
            rank++;
        // expected-note@+1 {{what it counts is used as a number here}}
        sum += rank * w[i];
    }
    return sum;
}

/* ---- means of those that count */

GRADC_LOSS double mean_of_positive(GRADC_WRT const double *w, int n)
{
    double sum = 0.0, squares = 0.0;
    int count = 0, many = 0;

    for (int i = 0; i < n; i++) {
        many += w[i] > 0.5;
        if (w[i] <= 0.0)
            continue;
        sum += w[i];
        count++;
        squares += w[i] * w[i] * (w[i] > 0.5);
    }
    return (count ? sum / count : 0.0) + squares * (1.0 / (many > 1 ? many : 1));
}

GRADC_LOSS double mean_in_field(GRADC_WRT const double *w, int n)
{
    struct report r = {0.0, 0};

    for (int i = 0; i < n; i++)
        if (w[i] > 1.0) {
            r.late += w[i];
            r.missed++;
        }
    return r.missed > 0 ? r.late / r.missed : 0.0;
}

// The share of those that count is a step.
GRADC_LOSS double share(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;
    int count = 0, many = 0;

    for (int i = 0; i < n; i++) {
        sum += w[i];
        // expected-warning@+2 {{comparison used as a number has zero derivative}}
        // expected-note@+1 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        if (w[i] > 0.0) {
            count++;
            if (n > 3)
                many++;
        }
    }
    // expected-note@+1 {{what it counts is used as a number here}}
    return sum + many / (count + 1.0);
}

// The same written as a choice of constants, also when it is a count of reals.
GRADC_LOSS double penalty(GRADC_WRT double a, GRADC_WRT double b, double limit)
{
    double cost = a * a * b;

    // expected-note@+3 {{used as a number again here}}
    // expected-note@+2 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
    // expected-warning@+1 {{comparison used as a number has zero derivative}}
    cost += a > limit ? 100.0 : 0.0;
    double more = 0.0;
    // expected-note@+2 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
    // expected-warning@+1 {{comparison used as a number has zero derivative}}
    if (b > limit)
        more = 10.0;
    return cost + more; // expected-note {{used as a number again here}}
}

GRADC_LOSS double real_counter(GRADC_WRT const double *w, int n)
{
    double cost = 0.0, above = 0.0;

    for (int i = 0; i < n; i++) {
        // expected-note@+2 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        // expected-warning@+1 {{comparison used as a number has zero derivative}}
        if (w[i] > 1.0)
            above += 1.0;
        cost += w[i];
    }
    return cost + above / n; // expected-note {{what it counts is used as a number here}}
}

static int band(double x)
{
    // expected-note@+2 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
    // expected-warning@+1 {{comparison used as a number has zero derivative}}
    if (x < 1.0)
        return 0;
    if (x < 2.0)
        return 1;
    return 2;
}

GRADC_LOSS double bands(GRADC_WRT double x)
{
    // expected-note@+2 {{used as a number again here}}
    // expected-note@+1 {{in call to 'band' here}}
    return x + 0.5 * band(x);
}

GRADC_LOSS double right_answers(GRADC_WRT double w, const double *x, const int *label, int n)
{
    double fit = 0.0;

    for (int i = 0; i < n; i++) {
        fit += w * x[i];
        // expected-note@+3 {{used as a number again here}}
        // expected-note@+2 {{use a smooth function of the value, or pass it through 'gradc_stop'}}
        // expected-warning@+1 {{comparison used as a number has zero derivative}}
        fit -= (w * x[i] > 0.5) == label[i];
    }
    return fit;
}

// A factor says which of two smooth pieces counts, and so does a number of terms.
GRADC_LOSS double factors(GRADC_WRT const double *w, double y, int n)
{
    const double sign = w[0] > y ? 1 : -1, slope = w[1] > 0.0 ? 1.0 : 0.1;
    double sum = 0.0, terms = 0.0;
    int k = 0;

    for (int i = 0; i < n; i++)
        if (w[i] > 0.0) {
            sum += w[i];
            terms += 1.0;
            k++;
        }
    return sign * (w[0] - y) + slope * w[1] + (k ? sum / k + sum / terms : 0.0);
}

// An angle is wrapped by what is taken off it.
GRADC_LOSS double wrapped(GRADC_WRT double a, GRADC_WRT double b)
{
    const double turn = a > 3.14 ? 6.28 : a < -3.14 ? -6.28 : 0.0;
    double back = 0.0;

    if (b > 3.14)
        back = -6.28;
    return (a - turn) * (b + back);
}

GRADC_LOSS double given_up(GRADC_WRT const double *w, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (w[i] < 0.0)
            return 1e9;
        sum += w[i];
    }
    return sum;
}

GRADC_LOSS double smaller_steps(GRADC_WRT double x, int n)
{
    double rate = 0.1, last = 1e9;

    for (int i = 0; i < n; i++) {
        const double f = x * x;
        if (f > last)
            rate *= 0.5;
        last = f;
        x -= rate * 2.0 * x;
    }
    return x * x;
}

GRADC_LOSS double meant(GRADC_WRT double a, double limit)
{
    return a * a + (gradc_stop(a) > limit ? 100.0 : 0.0);
}

GRADC_LOSS double mask_over(GRADC_WRT double x)
{
    return x > 1.0 ? (x > 2.0) / x + x : x;
}
