// Active values that are replaced before anyone read them.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-overwritten 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

struct state {
    double x, v;
};

GRADC_LOSS double twice(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-note@+1 {{this value is lost}}
    double y = a * a;
    // expected-warning@+1 {{active value of 'y' is overwritten before it is used}}
    y = b * b;
    return y + a;
}

// The loss accumulator assigned afresh in every turn.
GRADC_LOSS double loop(GRADC_WRT const double *w, const double *x, int n)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        const double miss = w[0] * x[i] + w[1];
        // expected-warning@+2 {{active value of 'loss' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        loss = miss * miss;
    }
    return loss;
}

GRADC_LOSS double countdown(GRADC_WRT double a, const double *x, int n)
{
    double loss = 0.0;

    while (n > 0) {
        n--;
        // expected-warning@+2 {{active value of 'loss' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        loss = a * x[n];
    }
    return loss;
}

static double last(double a, const double *x)
{
    double y = 0.0;

    for (int i = 0; i < 8; i++)
        // expected-warning@+2 {{active value of 'y' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        y = a * x[i];
    return y;
}

GRADC_LOSS double call(GRADC_WRT double a, const double *x)
{
    // expected-note@+1 {{in call to 'last' here}}
    return last(a, x);
}

// expected-note@+1 {{expanded from macro 'SQUARE_INTO'}}
#define SQUARE_INTO(to, x) ((to) = (x) * (x))

GRADC_LOSS double macro(GRADC_WRT double a, GRADC_WRT double b)
{
    double y = 0.0;

    // expected-note@+1 {{this value is lost}}
    SQUARE_INTO(y, a);
    // expected-warning@+1 {{active value of 'y' is overwritten before it is used}}
    SQUARE_INTO(y, b);
    return y + a;
}

GRADC_LOSS double field(GRADC_WRT double a, const double *x, int n)
{
    struct state s = {0.0, 0.0};

    for (int i = 0; i < n; i++) {
        s.x += x[i];
        // expected-warning@+2 {{active value of 's.v' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        s.v = a * x[i];
    }
    return s.x + s.v * a;
}

// A sum, and other ways to write one.
GRADC_LOSS double sums(GRADC_WRT const double *w, int n)
{
    double a = 0.0, b = 0.0, c = 1.0;

    for (int i = 0; i < n; i++) {
        a += w[i];
        b = b + w[i] * w[i];
        c = w[i] * c;
    }
    return a + b + c;
}

// The last state of a recurrence is what the loop is for.
GRADC_LOSS double recurrence(GRADC_WRT double k, double x, int n)
{
    double v = 0.0, energy = 0.0;

    for (int i = 0; i < n; i++) {
        v -= 0.1 * k * x;
        x += 0.1 * v;
        energy = 0.5 * v * v + 0.5 * k * x * x;
    }
    return energy;
}

GRADC_LOSS double newton(GRADC_WRT double a)
{
    double root = 1.0, residual = 0.0;

    for (int i = 0; i < 6; i++) {
        root -= (root * root - a) / (2.0 * root + 1.0);
        residual = root * root - a;
    }
    return residual * residual;
}

// A first value that some branch replaces.
GRADC_LOSS double branch(GRADC_WRT double a, GRADC_WRT double b, int which)
{
    double y = a;

    if (which)
        y = b;
    return y * y;
}

// A value that is set to nothing first.
GRADC_LOSS double initialised(GRADC_WRT double a)
{
    double y = 0.0;
    y = a * a;
    return y;
}

GRADC_LOSS double read_between(GRADC_WRT double a)
{
    double y = a, z = 0.0;
    z = y * a;
    y = a * a;
    return y + z;
}

GRADC_LOSS double largest(GRADC_WRT const double *w, int n)
{
    double most = w[0];

    for (int i = 1; i < n; i++)
        if (w[i] > most)
            most = w[i];
    return most;
}

GRADC_LOSS double fields(GRADC_WRT double a)
{
    struct state s;

    s.x = a;
    s.v = a * a;
    return s.x + s.v;
}

// The structure goes elsewhere, where anybody may read it.
static double energy(const struct state *s)
{
    return s->x * s->x + s->v * s->v;
}

GRADC_LOSS double passed(GRADC_WRT double a, const double *x, int n)
{
    struct state s = {0.0, 0.0};
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        s.v = a * x[i];
        sum += energy(&s);
    }
    return sum;
}

GRADC_LOSS double copied(GRADC_WRT double a, const double *x, int n)
{
    struct state s = {0.0, 0.0}, all[16] = {{0.0, 0.0}};

    for (int i = 0; i < n; i++) {
        s.v = a * x[i];
        all[i % 16] = s;
    }
    return all[3].v;
}

GRADC_LOSS double integrated(GRADC_WRT double k, int n)
{
    struct state s = {1.0, 0.0};

    for (int i = 0; i < n; i++) {
        const double force = -k * s.x;
        s.v = s.v + 0.1 * force;
        s.x = s.x + 0.1 * s.v;
    }
    return s.x;
}

GRADC_LOSS double once(GRADC_WRT double a)
{
    double y = 0.0;
    do {
        y = a * a;
    } while (0);
    return y;
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a, GRADC_WRT double b)
{
    double y = gradc_stop(a);
    y = b * b;
    return y + a;
}

GRADC_LOSS double held(GRADC_WRT GRADC_CONST double a, GRADC_WRT double b)
{
    double y = a * a;
    y = b * b;
    return y;
}

// What a GRADC_OUT parameter points to counts as read.
GRADC_LOSS void out(GRADC_WRT double a, const double *x, GRADC_OUT double *loss, int n)
{
    *loss = 0.0;
    for (int i = 0; i < n; i++)
        // expected-warning@+2 {{active value of '*loss' is overwritten before it is used}}
        // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
        *loss = a * x[i];
}

GRADC_LOSS void out_sum(GRADC_WRT double a, const double *x, GRADC_OUT double *loss, int n)
{
    *loss = a * a;
    for (int i = 0; i < n; i++)
        *loss += a * x[i];
}

// Elements of local arrays.
GRADC_LOSS double layer(GRADC_WRT const double *w, const double *x, int n, int m)
{
    double y[16], loss = 0.0;

    for (int i = 0; i < n; i++) {
        y[i] = 0.0;
        for (int j = 0; j < m; j++)
            // expected-warning@+2 {{active value of 'y[i]' is overwritten before it is used}}
            // expected-note@+1 {{only the last turn of the loop counts; '+=' adds them up}}
            y[i] = w[i * m + j] * x[j];
    }
    for (int i = 0; i < n; i++)
        loss += y[i] * y[i];
    return loss;
}

GRADC_LOSS double twice_element(GRADC_WRT const double *w, int n)
{
    double y[4][4], loss = 0.0;

    for (int i = 0; i < 4; i++) {
        y[i][i] = w[i];
        y[i][(i + 1) % 4] = w[i] * w[i];
        // expected-note@+1 {{this value is lost}}
        y[i][0] = w[i];
        // expected-warning@+1 {{active value of 'y[i][0]' is overwritten before it is used}}
        y[i][0] = w[i] * 2.0;
        loss += y[n][i];
    }
    double z[n];
    z[n - 1] = w[0];
    z[n - 2] = w[1];
    // expected-note@+1 {{this value is lost}}
    z[0] = w[0];
    // expected-warning@+1 {{active value of 'z[0]' is overwritten before it is used}}
    z[0] = w[1];
    return loss + z[n - 1] + z[0];
}

static void fill(double *to, const double *w, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = w[i] * w[i];
}

GRADC_LOSS double elements(GRADC_WRT const double *w, const double *x, int n)
{
    double y[8] = {0.0}, delay[2] = {0.0, 0.0}, best[1] = {0.0}, given[8], same[8], sum = 0.0;

    fill(given, w, n);
    for (int i = 0, k = 0; i < n; i++) {
        y[k] = w[i]; // another element
        k++;
        y[k] = w[i] * x[i];
        delay[0] = w[i] * x[i]; // read in the next turn
        sum += delay[1];
        delay[1] = delay[0];
        if (x[i] > 0.0)
            best[0] = w[i]; // not in every turn
        same[0] = w[0]; // the same every time
        given[i] = w[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            y[i] = y[i] + w[j] * x[j];
    return sum + y[0] + y[1] + best[0] + same[0] + given[0];
}
