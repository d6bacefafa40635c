// Branches in which a parameter has no influence; off by default.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify -Wbranch-without-gradient
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wgradient-all -Wno-branch-without-gradient 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

struct joint {
    double torque, angle;
};

GRADC_LOSS double saturated(GRADC_WRT double gain, double error)
{
    double torque = gain * error;

    // expected-warning@+1 {{'gain' has no gradient when this branch is taken}}
    if (torque > 4.0)
        // expected-note@+1 {{the value does not depend on 'gain' there}}
        torque = 4.0;
    return torque * torque;
}

GRADC_LOSS double conditional(GRADC_WRT double a, GRADC_WRT double b)
{
    // expected-warning@+4 {{'a' has no gradient when this branch is taken}}
    // expected-note@+3 {{the value does not depend on 'a' there}}
    // expected-warning@+2 {{'b' has no gradient when this branch is taken}}
    // expected-note@+1 {{the value does not depend on 'b' there}}
    const double y = a > 0.0 ? a * b : 0.5;
    return y + a + b;
}

static double relu(double x)
{
    // expected-warning@+1 {{'w' has no gradient when this branch is taken}}
    if (x > 0.0)
        return x;
    // expected-note@+1 {{the value does not depend on 'w' there}}
    return 0.0;
}

GRADC_LOSS double call(GRADC_WRT const double *w, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < 4; i++)
        // expected-note@+1 {{in call to 'relu' here}}
        sum += relu(w[i] * x[i]);
    return sum;
}

GRADC_LOSS double guard(GRADC_WRT double a, int n)
{
    // expected-warning@+1 {{'a' has no gradient when this branch is taken}}
    if (n == 0)
        // expected-note@+1 {{the value does not depend on 'a' there}}
        return 0.0;
    return a * a / n;
}

// expected-note@+2 {{expanded from macro 'CLIP'}}
#define CLIP(x, most)                                                                              \
    if ((x) > (most))                                                                              \
    (x) = (most)

GRADC_LOSS double macro(GRADC_WRT double a)
{
    double y = a * a;

    // expected-warning@+2 {{'a' has no gradient when this branch is taken}}
    // expected-note@+1 {{the value does not depend on 'a' there}}
    CLIP(y, 2.0);
    return y;
}

GRADC_LOSS double both(GRADC_WRT double a)
{
    return a > 0.0 ? a * a : -0.1 * a;
}

// Nothing is added where the branch is not taken.
GRADC_LOSS double sum(GRADC_WRT double a, const double *x, int n)
{
    double loss = a * a;

    for (int i = 0; i < n; i++)
        if (x[i] > 0.0)
            loss += a * x[i];
    return loss;
}

GRADC_LOSS double inactive(GRADC_WRT double a, double y)
{
    double scale = y;

    if (y > 3.0)
        scale = 3.0;
    return a * scale;
}

GRADC_LOSS double smooth(GRADC_WRT double a)
{
    return 4.0 * tanh(a / 4.0);
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    double y = gradc_stop(a);

    if (y > 4.0)
        y = 4.0;
    return a * y;
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    return a * (b > 1.0 ? b : 1.0);
}

// A choice between two values that are there already.
static double positive(double x)
{
    // expected-warning@+2 {{'w' has no gradient when this branch is taken}}
    // expected-note@+1 {{the value does not depend on 'w' there}}
    return x > 0.0 ? x : 0.0;
}

GRADC_LOSS double unit(GRADC_WRT const double *w, double y)
{
    // expected-note@+1 {{in call to 'positive' here}}
    return positive(w[0] * w[1]) + (w[0] > w[1] ? w[0] : w[1]) * (y > 0.0 ? y : 1.0);
}
