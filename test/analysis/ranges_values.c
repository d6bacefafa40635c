// Ranges of values, as the notes show them: -Wunproved-division asks for that of a divisor.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wunproved-division -Wno-gradient-rounding -verify
#include <gradc/gradc.h>
#include <math.h>

// expected-note@+2 {{'a' is in [0, inf]; it comes from 'u' here}}
// expected-note@+1 {{'b' is in [-inf, inf]; it comes from 'n' here}}
GRADC_LOSS double wrapping(GRADC_WRT double x, unsigned u, int n)
{
    unsigned v = u - 1;
    double a = v * sqrt(1 + x * x), b = (n % 5) * exp(x);
    // expected-warning@+3 2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+2 {{clip it, as in 'fmax(a, 1e-12)', or guard it by an 'if'}}
    // expected-note@+1 {{guard it by an 'if' that excludes 0}}
    return 1 / a + 1 / b;
}

// expected-note@+2 {{the divisor is in [-inf, inf]; it comes from 'n' here}}
// expected-note@+1 2 {{the divisor is in [0, inf]; it comes from 'u' here}}
GRADC_LOSS double bits(GRADC_WRT double x, int n, unsigned u)
{
    double e = exp(x);
    // expected-warning@+3 3 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+2 {{guard it by an 'if' that excludes 0}}
    // expected-note@+1 2 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    return 1 / ((n & 7) * e) + 1 / ((u >> 3) * e) + 1 / ((u % 4 - 2) * e);
}

// expected-note@+1 {{the divisor is in [-inf, inf]; it comes from 'x' here}}
GRADC_LOSS double counter(GRADC_WRT double x)
{
    double s = 0;
    for (int i = -2; i <= 4; i += 2)
        // expected-warning@+2 {{divisor may be zero; nothing here excludes it}}
        // expected-note@+1 {{guard it by an 'if' that excludes 0}}
        s += 1 / (i * exp(x));
    for (int i = 9; i > 0; i--)
        s += 1 / (i * exp(x));
    return s;
}

GRADC_LOSS double widened(GRADC_WRT double x, int n)
{
    double s = 0.5, p = 1;
    for (int i = 0; i < n; i++) {
        s += fabs(x);
        p *= 0.5;
    }
    // expected-warning@+3 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+2 {{the divisor is in [0, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    return 1 / (s * exp(x)) + 1 / (p * exp(x)) + 1 / ((s - 0.5) * exp(x));
}

// expected-note@+1 {{the divisor is in [0, inf]; it comes from 'x' here}}
GRADC_LOSS double turns_of_while(GRADC_WRT double x)
{
    int k = 0;
    while (k < 10 && k * x < 5)
        k += 2;
    // expected-warning@+2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+1 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    return 1 / (k * exp(x));
}

// expected-note@+1 {{the divisor is in [-inf, inf]; it comes from 'x' here}}
GRADC_LOSS double choices(GRADC_WRT double x, int k)
{
    double a = k > 3 ? 2 : k > 1 ? -1 : 0;
    double b = k == 4 ? 0.25 : 0.75;
    // expected-warning@+2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+1 {{guard it by an 'if' that excludes 0}}
    return 1 / (a * exp(x)) + 1 / (b * exp(x));
}

// expected-note@+2 {{the divisor is in [0, inf]; it comes from 't' here}}
// expected-note@+1 {{or promise its range by GRADC_RANGE or GRADC_POSITIVE before 't'}}
GRADC_LOSS double truncated(GRADC_WRT double x, double t)
{
    int i = (int)fmax(fmin(t, 2.5), -0.5);
    // expected-warning@+2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+1 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    return 1 / (i * exp(x)) + 1 / ((i + 1) * exp(x));
}

// expected-note@+3 {{'c' is in [-1, 1]; it comes from 'x' here}}
// expected-note@+2 {{the divisor is in [0, 1); it comes from 'x' here}}
// expected-note@+1 {{the divisor is in [-2, 0]; it comes from 'x' here}}
GRADC_LOSS double shapes(GRADC_WRT double x)
{
    double c = cos(x), t = tanh(x);
    // expected-warning@+3 3 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+2 2 {{guard it by an 'if' that excludes 0}}
    // expected-note@+1 {{clip it, as in 'fmax(x, 1e-12)', or guard it by an 'if'}}
    return 1 / c + 1 / (t * t) + 1 / (1 - t) + 1 / cosh(x) + 1 / (c - 1);
}

void fill(double *p);

GRADC_LOSS double by_call(GRADC_WRT double x)
{
    double v[2] = {1, 2};
    // expected-note@+1 {{the divisor is in [-inf, inf]; it comes from 'v[0]' here}}
    double before = v[0];
    fill(v);
    // expected-warning@+3 2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+2 {{the divisor is in [-inf, inf]; it comes from 'v[0]' here}}
    // expected-note@+1 2 {{guard it by an 'if' that excludes 0}}
    return 1 / (before * exp(x)) + 1 / (v[0] * exp(x));
}

// expected-note@+1 2 {{the divisor is in [-inf, inf]; it comes from 'x' here}}
GRADC_LOSS double nothing_at_all(GRADC_WRT double x)
{
    double nan = NAN, inf = INFINITY;
    // expected-warning@+2 2 {{divisor may be zero; nothing here excludes it}}
    // expected-note@+1 2 {{guard it by an 'if' that excludes 0}}
    return x / inf + x * nan + 1 / (x * inf) + 1 / (x + 1e300 * 1e300) + 1 / (exp(x) * 0x7fffffffffffffff);
}

// Clips of a long formula, at both ends, in one condition and in two.
static double clipped(double x, double y, double z)
{
    double h = sin(x - y) * sin(x - y) + cos(x) * cos(y) * sin(y - z) * sin(y - z) + x * z;
    h = h < 1e-6 ? 1e-6 : h > 4 ? 4 : h;
    return h;
}

GRADC_LOSS double clips(GRADC_WRT const double *w, const double *y, const double *z, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double d = hypot(w[i] - y[i], w[i + 1] - z[i]) - w[i] * z[i];
        s += 1 / (5 - clipped(w[i], y[i], z[i]));
        // expected-warning@+3 {{divisor may be zero; nothing here excludes it}}
        // expected-note@+2 {{the divisor is in [-0.5, 3.5); it comes from 'w[i]' here}}
        // expected-note@+1 {{guard it by an 'if' that excludes 0}}
        s += 1 / (3.5 - clipped(w[i], y[i], z[i]));
        if (d > 0 && y[i] > 0)
            s += 1 / (d * exp(d) + 1) + 1 / d;
    }
    return s;
}
