// Arguments that are proved to be inside the domain, each by another way.
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>

GRADC_LOSS double clipped(GRADC_WRT double p)
{
    return -log(fmax(p, 1e-12)) + sqrt(fmax(p, 1e-9));
}

GRADC_LOSS double clipped_by_choice(GRADC_WRT double p)
{
    double q = p > 1e-12 ? p : 1e-12;
    return -log(q);
}

GRADC_LOSS double guarded(GRADC_WRT double x)
{
    if (x > 0)
        return log(x);
    return 0.5 * x;
}

GRADC_LOSS double guarded_early(GRADC_WRT double x)
{
    if (x <= 0)
        return x;
    double y = 2 * x;
    return log(y) + sqrt(x);
}

GRADC_LOSS double guarded_by_choice(GRADC_WRT double x)
{
    return x > 1e-3 ? log(x) : 1000 * x;
}

GRADC_LOSS double guarded_twice(GRADC_WRT double x, GRADC_WRT double y)
{
    if (x > 0 && !(y <= 0))
        return log(x) + log(y) + log(x * y) + log(x + y);
    return x + y;
}

GRADC_LOSS double guarded_either(GRADC_WRT double x)
{
    if (x <= 0 || x >= 1)
        return x;
    return log(x) + log(1 - x) + asin(x) + atanh(x);
}

GRADC_LOSS double guarded_element(GRADC_WRT const double *w, const double *x, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        if (w[i] > 0 && x[i] > 0)
            s += x[i] * log(w[i]);
    return s;
}

GRADC_LOSS double guarded_continue(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        if (w[i] <= 0)
            continue;
        s += log(w[i]);
    }
    return s;
}

GRADC_LOSS double guarded_difference(GRADC_WRT double a, GRADC_WRT double b)
{
    if (a > b)
        return log(a - b);
    if (b > a)
        return sqrt(b - a);
    return a + b;
}

GRADC_LOSS double guarded_before(GRADC_WRT double x)
{
    double rest = 1 - x;
    if (x < 1)
        return log(rest);
    return x;
}

GRADC_LOSS double guarded_size(GRADC_WRT double x)
{
    if (fabs(x) < 1)
        return atanh(x) + acos(x);
    return x;
}

GRADC_LOSS double softplus(GRADC_WRT double x)
{
    return log1p(exp(x)) + log(1 + exp(x)) + log(exp(x));
}

GRADC_LOSS double logistic(GRADC_WRT const double *w, const double *x, const int *y, int n)
{
    double loss = 0;
    for (int i = 0; i < n; i++) {
        double p = 1.0 / (1.0 + exp(-(w[0] + w[1] * x[i])));
        loss -= y[i] ? log(p) : log(1.0 - p);
    }
    return loss / n;
}

GRADC_LOSS double squashed(GRADC_WRT double x)
{
    return log(1 - tanh(x)) + log(1 + tanh(x)) + log(1.5 + sin(x)) + sqrt(2 + cos(x));
}

GRADC_LOSS double squares(GRADC_WRT const double *w, int n)
{
    double s = 1e-8;
    for (int i = 0; i < n; i++)
        s += w[i] * w[i];
    return sqrt(s) + log(1 + pow(w[0], 2)) + sqrt(1 + 0.5 * w[1] * w[1]);
}

GRADC_LOSS double log_sum_exp(GRADC_WRT const double *w, int n)
{
    double m = w[0], s = 0;
    for (int i = 1; i < n; i++)
        if (w[i] > m)
            m = w[i];
    for (int i = 0; i < n; i++)
        s += exp(w[i] - m);
    return m + log(s);
}

GRADC_LOSS double softmax(GRADC_WRT const double *w, const int *label, int n)
{
    double p[16], s = 0;
    for (int i = 0; i < n; i++) {
        p[i] = exp(w[i]);
        s += p[i];
    }
    for (int i = 0; i < n; i++)
        p[i] /= s;
    return -log(p[label[0]]);
}

GRADC_LOSS double softmax_of_zeroed(GRADC_WRT const double *w, int n)
{
    double p[16] = {0}, loss = 0;
    for (int i = 0; i < n; i++)
        p[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        loss -= log(p[i]);
    return loss;
}

typedef struct {
    double mean, GRADC_POSITIVE sigma;
    GRADC_RANGE(0.1, 10) double *scale;
} normal;

GRADC_LOSS double density(GRADC_WRT const normal *m, double x)
{
    double z = (x - m->mean) / m->sigma;
    return 0.5 * z * z + log(m->sigma) + log(m->scale[3]);
}

GRADC_LOSS double promised(GRADC_WRT GRADC_RANGE(1e-6, 1) const double *p, int n,
                           GRADC_WRT GRADC_POSITIVE double s)
{
    double loss = 0;
    for (int i = 0; i < n; i++)
        loss -= log(p[i]);
    return loss + log(s) + sqrt(s);
}

GRADC_LOSS double powers(GRADC_WRT double x, GRADC_WRT double y, int k)
{
    double s = pow(x, 2) + pow(x, 3) + pow(1 + x * x, -0.5) + pow(exp(x), y) + pow(x, 0);
    for (int i = 1; i <= k; i++)
        s += pow(x, i);
    return s;
}

GRADC_LOSS double norm(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += w[i] * w[i];
    if (s == 0)
        return s;
    return sqrt(s);
}

GRADC_LOSS double inactive(GRADC_WRT double w, const double *x, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += w * log(x[i]) * sqrt(x[i]) / x[i];
    return s;
}

GRADC_LOSS double only_decides(GRADC_WRT double w)
{
    return sqrt(w) > 2 ? w : 2 * w;
}

GRADC_LOSS double stopped(GRADC_WRT double w)
{
    return w + log(gradc_stop(w));
}

GRADC_LOSS double counted(GRADC_WRT const double *w, int n)
{
    double s = 0, norm = 0;
    for (int i = 0; i < n; i++) {
        s += w[i];
        norm += exp(w[i]);
    }
    return s / n + s / norm + fmod(s, 3.0);
}

GRADC_LOSS double halley(GRADC_WRT double a)
{
    double x = fmax(a, 1), y;
    int steps = 0;
    do {
        y = x;
        x = 0.5 * (x + 2 / x);
    } while (fabs(x - y) > 1e-12 && ++steps < 50);
    return log(x) * sqrt(x);
}

static double sq(double x)
{
    return x * x;
}

GRADC_LOSS double distance(GRADC_WRT const double *a, GRADC_WRT const double *b)
{
    double d2 = sq(a[0] - b[0]) + sq(a[1] - b[1]);
    return sqrt(d2 + 1e-12);
}

GRADC_LOSS double filled_in_memory(GRADC_WRT const double *w, int n, int m)
{
    double z[8];
    for (int i = 0; i < n; i++) {
        z[i] = 0.0;
        for (int j = 0; j < m; j++)
            z[i] += exp(w[i * m + j]);
    }
    double s = 0;
    for (int i = 0; i < n; i++)
        s += log(z[i]);
    return s;
}

GRADC_LOSS double entropy(GRADC_WRT const double *w, int n)
{
    double h = 0;
    for (int i = 0; i < n; i++) {
        double p = 1 / (1 + exp(-w[i]));
        if (p > 0 && p < 1)
            h -= p * log(p) + (1 - p) * log1p(-p);
    }
    return h;
}

GRADC_LOSS double held(GRADC_WRT double x, GRADC_WRT GRADC_CONST double y)
{
    return x * log(y) + x / (1 - y);
}

GRADC_LOSS double bounds_made_of_sizes(GRADC_WRT const double *w, int rows, int columns)
{
    double s = 0, t = 0;
    int count = rows * columns, few = rows < 4 ? rows : 4;
    for (int i = 0; i < count; i++)
        s += exp(w[i]);
    for (int i = 0; i < few; i++)
        t += exp(-w[i]);
    return log(s) + log(t);
}

GRADC_LOSS double power_of_unknown_sign(GRADC_WRT const double *w, int n)
{
    return w[1] + pow(w[0] - w[0], n % 4);
}

// An infinity of the right sign, made where x is 0 and nowhere else.
GRADC_LOSS double deliberate(GRADC_WRT double x, int n)
{
    double power = 1.0;

    if (n < 0) {
        if (x == 0.0) {
            const double pole = 1.0 / x;
            return n % 2 ? pole : pole * pole;
        }
        x = 1.0 / x;
    }
    for (; n; n += n < 0 ? 1 : -1)
        power *= x;
    return power;
}

// Integers that something positive is added to are counts.
GRADC_LOSS double counts(GRADC_WRT const double *log_shape, int n, int k, const int *count)
{
    double sum = 0.0, shapes = 0.0;

    for (int j = 0; j < k; j++)
        shapes += exp(log_shape[j]);
    for (int i = 0; i < n; i++) {
        int total = 0;
        for (int j = 0; j < k; j++) {
            const double shape = exp(log_shape[j]);
            total += count[i * k + j];
            sum += lgamma(count[i * k + j] + shape) - lgamma(shape);
        }
        sum += log(shapes) - lgamma(shapes + total);
    }
    return sum;
}
