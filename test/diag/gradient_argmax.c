// An index chosen by comparing active values.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-argmax 2>&1 | count 0
#include <gradc/gradc.h>
#include <stdio.h>

struct vote {
    int winner;
    double score;
};

GRADC_LOSS double other_data(GRADC_WRT const double *w, const double *speed)
{
    int best = 0;

    for (int k = 1; k < 4; k++)
        // expected-note@+1 {{chosen by this comparison}}
        if (w[k] > w[best])
            best = k;
    // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return speed[best] + w[0] * w[0];
}

GRADC_LOSS double number(GRADC_WRT const double *w, double label)
{
    int best = 0;

    for (int k = 1; k < 4; k++)
        // expected-note@+1 {{chosen by this comparison}}
        best = w[k] > w[best] ? k : best;
    const double miss = best - label;
    // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return miss * miss + w[0] * w[0];
}

static int argmax(const double *v, int n)
{
    int top = 0;

    for (int k = 1; k < n; k++)
        // expected-note@+1 {{chosen by this comparison}}
        if (v[k] > v[top])
            top = k;
    return top;
}

GRADC_LOSS double call(GRADC_WRT const double *w, const double *price)
{
    // expected-warning@+2 {{index 'top' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return price[argmax(w, 4)] * w[0];
}

GRADC_LOSS double field(GRADC_WRT const double *w, const double *pay)
{
    struct vote v = {0, w[0] * w[1]};
    int best = 0;

    for (int k = 1; k < 4; k++)
        // expected-note@+1 {{chosen by this comparison}}
        if (w[k] > w[best])
            best = k;
    v.winner = best;
    // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return v.score * pay[v.winner];
}

GRADC_LOSS double set_in_field(GRADC_WRT double a, GRADC_WRT double b, const double *pay)
{
    struct vote v = {0, a * b};

    // expected-note@+1 {{chosen by this comparison}}
    if (a > b)
        v.winner = 1;
    // expected-warning@+2 {{index 'v.winner' chosen by comparing active values carries no}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return v.score * pay[v.winner];
}

// expected-note@+1 {{expanded from macro 'SMALLER'}}
#define SMALLER(a, b) ((a) < (b) ? 0 : 1)

GRADC_LOSS double macro(GRADC_WRT double a, GRADC_WRT double b, const double *pay)
{
    // expected-note@+1 {{chosen by this comparison}}
    const int which = SMALLER(a, b);
    // expected-warning@+2 {{index 'which' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return a * b * pay[which];
}

// The chosen value itself: a maximum, with the derivative of a maximum.
GRADC_LOSS double value(GRADC_WRT const double *w)
{
    int best = 0;

    for (int k = 1; k < 4; k++)
        if (w[k] > w[best])
            best = k;
    return w[best] * w[best];
}

GRADC_LOSS double value_of_call(GRADC_WRT const double *w)
{
    return w[argmax(w, 6)];
}

GRADC_LOSS double value_of_copy(GRADC_WRT const double *w, const double *x)
{
    double score[4];
    int best = 0;

    for (int k = 0; k < 4; k++)
        score[k] = w[k] * x[k];
    for (int k = 1; k < 4; k++)
        if (score[k] > score[best])
            best = k;
    return score[best];
}

// Each point counts with its distance from the nearest of three centroids.
GRADC_LOSS double nearest_centroid(GRADC_WRT const double *centre, const double *x, int n)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        int best = 0;
        for (int k = 1; k < 3; k++)
            if ((x[i] - centre[k]) * (x[i] - centre[k]) <
                (x[i] - centre[best]) * (x[i] - centre[best]))
                best = k;
        loss += (x[i] - centre[best]) * (x[i] - centre[best]);
    }
    return loss;
}

// The order in which equations are eliminated does not change their solution.
GRADC_LOSS double pivot(GRADC_WRT const double *m, GRADC_WRT const double *y)
{
    double a[2][2] = {{m[0], m[1]}, {m[2], m[3]}}, b[2] = {y[0], y[1]};
    const int p = a[1][0] * a[1][0] > a[0][0] * a[0][0] ? 1 : 0;

    for (int j = 0; j < 2; j++) {
        const double t = a[0][j];
        a[0][j] = a[p][j];
        a[p][j] = t;
    }
    const double t = b[0];
    b[0] = b[p];
    b[p] = t;
    b[1] = (a[0][0] * b[1] - a[1][0] * b[0]) / (a[0][0] * a[1][1] - a[1][0] * a[0][1]);
    return b[1] * b[1];
}

GRADC_LOSS double minimum(GRADC_WRT const double *w)
{
    double least = w[0];

    for (int k = 1; k < 4; k++)
        if (w[k] < least)
            least = w[k];
    return least;
}

// The order of the values chooses among the values themselves.
GRADC_LOSS double median(GRADC_WRT const double *w)
{
    int order[3] = {0, 1, 2};

    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (w[order[k]] > w[order[k + 1]]) {
                const int t = order[k];
                order[k] = order[k + 1];
                order[k + 1] = t;
            }
    return w[order[1]];
}

GRADC_LOSS double printed(GRADC_WRT const double *w)
{
    printf("%d\n", argmax(w, 4));
    return w[0] * w[1];
}

GRADC_LOSS double inactive(GRADC_WRT double w, const double *x, const double *y)
{
    return w * y[argmax(x, 4)];
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT const double *w, const double *speed)
{
    int best = 0;

    for (int k = 1; k < 4; k++)
        if (gradc_stop(w[k]) > gradc_stop(w[best]))
            best = k;
    return speed[best] + w[0] * w[0];
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b, const double *pay)
{
    return a * pay[b > 1.0 ? 1 : 0];
}

/* ---- searching a table for the entries around a value */

struct sample {
    double time, height;
};

static int bracket(const double *x, int n, double at)
{
    int lo = 0, hi = n - 1;

    while (hi - lo > 1) {
        const int middle = lo + (hi - lo) / 2;
        if (x[middle] > at)
            hi = middle;
        else
            lo = middle;
    }
    return lo;
}

GRADC_LOSS double interpolated(GRADC_WRT double at, int n, const double *x, const double *y)
{
    const int i = bracket(x, n, at);
    const double t = (at - x[i]) / (x[i + 1] - x[i]);

    return (1.0 - t) * y[i] + t * y[i + 1];
}

GRADC_LOSS double both_ends(GRADC_WRT double at, int n, const struct sample *s)
{
    int lo = 0, hi = n - 1;

    for (int i = 0; i < n; i++) {
        if (s[i].time <= at)
            lo = i;
        if (s[n - 1 - i].time > at)
            hi = n - 1 - i;
    }
    const double t = (at - s[lo].time) / (s[hi].time - s[lo].time);
    return s[lo].height + t * (s[hi].height - s[lo].height);
}

// A table of steps.
GRADC_LOSS double stepped(GRADC_WRT double at, int n, const double *x, const double *y)
{
    int k = 0;

    for (int i = 0; i < n; i++)
        // expected-note@+1 {{chosen by this comparison}}
        if (x[i] <= at)
            k = i;
    // expected-warning@+2 {{index 'k' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return at * y[k];
}

// What a function returns is named by the variable that it is given to.
static int larger(const double *w)
{
    // expected-note@+1 {{chosen by this comparison}}
    if (w[0] > w[1])
        return 0;
    return 1;
}

GRADC_LOSS double returned(GRADC_WRT const double *w, const double *table)
{
    int side = larger(w);
    // expected-warning@+2 {{index 'side' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return table[side] * w[2];
}

// Where among knots of its own a value lies: the index is completed by its share of the way.
GRADC_LOSS double place(GRADC_WRT const double *w, GRADC_WRT double at, int n)
{
    double knot[n + 1];
    int bin = n - 1, passed = 0;

    knot[0] = 0.0;
    for (int i = 0; i < n; i++)
        knot[i + 1] = knot[i] + w[i] * w[i];
    for (int i = 0; i < n; i++)
        if (at < knot[i + 1]) {
            bin = i;
            break;
        }
    while (passed < n - 1 && at >= knot[passed + 1])
        passed++;
    return (bin + (at - knot[bin]) / (knot[bin + 1] - knot[bin])) / n +
           (passed + (at - knot[passed]) / (knot[passed + 1] - knot[passed]));
}

GRADC_LOSS double not_completed(GRADC_WRT const double *w)
{
    int best = 0;

    for (int k = 1; k < 4; k++)
        // expected-note@+1 {{chosen by this comparison}}
        if (w[k] > w[best])
            best = k;
    // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return best + w[best] / w[0];
}

// Of records the field that was compared, and one that was not.
struct candidate {
    double score, cost;
};

static int best_candidate(const struct candidate *c, int n)
{
    int best = 0;

    for (int i = 1; i < n; i++)
        // expected-note@+1 {{chosen by this comparison}}
        if (c[i].score > c[best].score)
            best = i;
    return best;
}

static void fill(struct candidate *c, const double *w, const double *x, int n)
{
    for (int i = 0; i < n; i++) {
        c[i].score = w[0] * x[i];
        c[i].cost = w[1] * x[i];
    }
}

GRADC_LOSS double field_compared(GRADC_WRT const double *w, const double *x)
{
    struct candidate c[4];

    fill(c, w, x, 4);
    return c[best_candidate(c, 4)].score + w[1];
}

GRADC_LOSS double field_beside(GRADC_WRT const double *w, const double *x)
{
    struct candidate c[4];

    fill(c, w, x, 4);
    const int best = best_candidate(c, 4);
    // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return c[best].cost + w[0];
}

// Whether the right one was chosen, counted.
static int classify(const double *score)
{
    int best = 0;

    for (int k = 1; k < 3; k++)
        // expected-note@+1 2 {{chosen by this comparison}}
        if (score[k] > score[best])
            best = k;
    return best;
}

GRADC_LOSS double mistakes(GRADC_WRT const double *w, const int *label, int n)
{
    double loss = 0.0;
    int wrong = 0;

    for (int i = 0; i < n; i++) {
        loss += w[i] * w[i];
        if (classify(w + 3 * i) != label[i])
            wrong++;
        // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
        // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
        loss += classify(w) == label[0];
    }
    // expected-warning@+2 {{index 'best' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return loss + (double)wrong / n;
}

enum gear { LOW, HIGH };

static int step_of(double speed)
{
    // expected-note@+1 {{chosen by this comparison}}
    if (speed < 1.0)
        return 0;
    return 2;
}

GRADC_LOSS double constants(GRADC_WRT double a, const double *pay)
{
    // expected-note@+1 {{chosen by this comparison}}
    const enum gear gear = a > 1.0 ? HIGH : LOW;
    // expected-note@+1 {{chosen by this comparison}}
    const int step = a < 0.0 ? 0 : a < 1.0 ? 1 : 2;
    // expected-warning@+2 {{index 'gear' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    double sum = a * pay[gear];
    // expected-warning@+2 {{index 'step' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    sum += a * pay[step];
    // expected-warning@+2 {{index 'step_of(...)' chosen by comparing active values carries no}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return sum + a * pay[step_of(a)];
}

// One of the two ends of the search is the index.
static int find(const double *knot, int n, double x)
{
    int low = 0, high = n - 1;

    while (high - low > 1) {
        const int middle = (low + high) / 2;
        // expected-note@+1 {{chosen by this comparison}}
        if (knot[middle] > x)
            high = middle;
        else
            low = middle;
    }
    return low;
}

GRADC_LOSS double search(GRADC_WRT double x, const double *knot, const double *y, int n)
{
    // expected-warning@+2 {{index 'low' chosen by comparing active values carries no gradient}}
    // expected-note@+1 {{use the chosen value itself, or a soft maximum of all}}
    return x * y[find(knot, n, x)];
}

// Between the knots that were found, the slope is right.
GRADC_LOSS double between_knots(GRADC_WRT double x, const double *knot, const double *y)
{
    const int low = find(knot, 10, x);
    const double part = (x - knot[low]) / (knot[low + 1] - knot[low]);

    return (1.0 - part) * y[low] + part * y[low + 1];
}

// Asked for in a branch between smooth pieces, or for the sign of a determinant.
GRADC_LOSS double asked(GRADC_WRT const double *w)
{
    double sign = 1.0;
    const int p = w[2] > w[0] ? 1 : 0, q = 1 - p;

    if (p != 0)
        sign = -sign;
    if (argmax(w, 4) == 2)
        return w[1] * w[1];
    return sign * (w[2 * p] * w[2 * q + 1] - w[2 * q] * w[2 * p + 1]);
}
