// Losses as people write them, which are safe as they stand: nothing is said of them.
// RUN: %gradc %s -I%gradc_include -fsyntax-only 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#define N 32

/* Variational autoencoder. */
GRADC_LOSS double vae(GRADC_WRT const double *mu, GRADC_WRT const double *logvar, const double *eps,
                      const double *x, GRADC_WRT const double *dec, int n)
{
    double kl = 0, rec = 0;
    for (int i = 0; i < n; i++) {
        double z = mu[i] + exp(0.5 * logvar[i]) * eps[i];
        double p = 1 / (1 + exp(-dec[i] * z));
        rec -= x[i] * log(p + 1e-7) + (1 - x[i]) * log(1 - p + 1e-7);
        kl += -0.5 * (1 + logvar[i] - mu[i] * mu[i] - exp(logvar[i]));
    }
    return rec + kl;
}

/* Layer norm. */
GRADC_LOSS double layernorm(GRADC_WRT const double *x, GRADC_WRT const double *g, int n)
{
    double mean = 0, var = 0, out = 0;
    for (int i = 0; i < n; i++)
        mean += x[i];
    mean /= n;
    for (int i = 0; i < n; i++) {
        double d = x[i] - mean;
        var += d * d;
    }
    var /= n;
    double inv = 1.0 / sqrt(var + 1e-5);
    for (int i = 0; i < n; i++)
        out += g[i] * (x[i] - mean) * inv;
    return out;
}

/* Attention, with softmax made in place. */
GRADC_LOSS double attention(GRADC_WRT const double *q, GRADC_WRT const double *k,
                            GRADC_WRT const double *v, int n, int d)
{
    double loss = 0;
    for (int i = 0; i < n; i++) {
        double s[N], m = -INFINITY, z = 0;
        for (int j = 0; j < n; j++) {
            s[j] = 0;
            for (int c = 0; c < d; c++)
                s[j] += q[i * d + c] * k[j * d + c];
            s[j] /= sqrt((double)d);
            if (s[j] > m)
                m = s[j];
        }
        for (int j = 0; j < n; j++) {
            s[j] = exp(s[j] - m);
            z += s[j];
        }
        for (int j = 0; j < n; j++)
            s[j] /= z;
        for (int j = 0; j < n; j++)
            loss -= log(s[j]) * v[j];
    }
    return loss;
}

/* Lennard-Jones potential. */
GRADC_LOSS double lj(GRADC_WRT const double (*r)[3], int n)
{
    double e = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            double r2 = 0;
            for (int k = 0; k < 3; k++) {
                double d = r[i][k] - r[j][k];
                r2 += d * d;
            }
            if (r2 > 9.0)
                continue;
            double i6 = 1 / (r2 * r2 * r2);
            e += 4 * (i6 * i6 - i6);
        }
    return e;
}

/* Huber. */
GRADC_LOSS double huber(GRADC_WRT const double *w, const double *y, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double e = fabs(w[i] - y[i]);
        s += e <= 1 ? 0.5 * e * e : e - 0.5;
    }
    return s / (n > 0 ? n : 1);
}

/* Focal loss with a clamp macro. */
#define CLAMP(x, lo, hi) ((x) < (lo) ? (lo) : (x) > (hi) ? (hi) : (x))
GRADC_LOSS double focal(GRADC_WRT const double *p, const int *y, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double q = CLAMP(p[i], 1e-6, 1 - 1e-6);
        s -= y[i] ? pow(1 - q, 2.0) * log(q) : pow(q, 2.0) * log(1 - q);
        s -= pow(1 - q, 0.5) + pow(q, 1.5);
    }
    return s;
}

/* Entropy in a buffer from malloc. */
GRADC_LOSS double heap(GRADC_WRT const double *w, int n)
{
    double *e = malloc(n * sizeof *e), s = 0, h = 0;
    if (!e)
        return 0;
    for (int i = 0; i < n; i++) {
        e[i] = exp(w[i]);
        s += e[i];
    }
    for (int i = 0; i < n; i++)
        h -= e[i] / s * log(e[i] / s);
    free(e);
    return h;
}

/* Soft histogram in a zeroed buffer. */
GRADC_LOSS double histogram(GRADC_WRT const double *w, int n)
{
    double h[N], s = 0;
    memset(h, 0, sizeof h);
    for (int i = 0; i < n; i++)
        for (int b = 0; b < N; b++) {
            double d = w[i] - b;
            h[b] += exp(-d * d);
        }
    for (int b = 0; b < N; b++)
        s += h[b];
    double e = 0;
    for (int b = 0; b < N; b++)
        e -= h[b] / s * log(h[b] / s + 1e-12);
    for (int b = 0; b < N; b++)
        if (h[b] > 0)
            e -= log(h[b]);
    for (int b = 0; b < N; b++)
        e -= log(h[b] / s);
    return e;
}

/* Accumulators in a structure. */
struct stats {
    double sum, sumsq;
    int count;
};
static void add(struct stats *s, double v)
{
    s->sum += v;
    s->sumsq += v * v;
    s->count++;
}
GRADC_LOSS double stddev(GRADC_WRT const double *x, int n)
{
    struct stats s = {0};
    for (int i = 0; i < n; i++)
        add(&s, x[i]);
    double mean = s.sum / s.count;
    double var = s.sumsq / s.count - mean * mean;
    return var > 0 ? sqrt(var) : 0;
}

/* Poisson. */
GRADC_LOSS double poisson(GRADC_WRT const double *w, const double *x, const double *y, int n)
{
    double l = 0;
    for (int i = 0; i < n; i++) {
        double lambda = exp(w[0] + w[1] * x[i]);
        l -= y[i] * log(lambda) - lambda - lgamma(y[i] + 1);
    }
    return l;
}

/* Gamma regression with softplus. */
static double softplus(double x)
{
    return x > 20 ? x : log1p(exp(x));
}
GRADC_LOSS double gam(GRADC_WRT const double *w, const double *y, int n)
{
    double a = softplus(w[0]), b = softplus(w[1]) + 1e-6, l = 0;
    for (int i = 0; i < n; i++)
        l -= a * log(b) - lgamma(a) + (a - 1) * log(y[i]) - b * y[i];
    return l / n;
}

/* Student t. */
GRADC_LOSS double student(GRADC_WRT const double *m, GRADC_WRT double lognu, const double *y, int n)
{
    double nu = exp(lognu), l = 0;
    for (int i = 0; i < n; i++) {
        double r = y[i] - m[0];
        l += 0.5 * (nu + 1) * log1p(r * r / nu);
    }
    return l - n * (lgamma(0.5 * (nu + 1)) - lgamma(0.5 * nu) - 0.5 * log(nu * M_PI));
}

/* Newton's method. */
GRADC_LOSS double newton(GRADC_WRT double a)
{
    double x = 1;
    if (a <= 0)
        return 0;
    for (int i = 0; i < 10; i++)
        x = 0.5 * (x + a / x);
    return log(x);
}

/* The caller's workspace. */
GRADC_LOSS double work(GRADC_WRT const double *w, int n, GRADC_WORK double *t)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        t[i] = exp(w[i]);
    for (int i = 0; i < n; i++)
        s += log(t[i]);
    return s;
}

/* Forward algorithm with log-sum-exp of two. */
static double lse2(double a, double b)
{
    double m = a > b ? a : b;
    return m + log(exp(a - m) + exp(b - m));
}
GRADC_LOSS double hmm(GRADC_WRT const double *t, const double *e, int n)
{
    double f0 = 0, f1 = -1;
    for (int i = 0; i < n; i++) {
        double g0 = lse2(f0 + t[0], f1 + t[1]) + e[i];
        f1 = lse2(f0 + t[2], f1 + t[3]);
        f0 = g0;
    }
    return lse2(f0, f1);
}

/* Gaussian mixture. */
GRADC_LOSS double mixture(GRADC_WRT const double *w, GRADC_WRT const double *mu,
                          GRADC_WRT const double *ls, const double *x, int n, int k)
{
    double l = 0, z = 0;
    for (int j = 0; j < k; j++)
        z += exp(w[j]);
    for (int i = 0; i < n; i++) {
        double p = 0;
        for (int j = 0; j < k; j++) {
            double s = exp(ls[j]), d = (x[i] - mu[j]) / s;
            p += exp(w[j]) / z * exp(-0.5 * d * d) / (s * sqrt(2 * M_PI));
        }
        l -= log(p);
    }
    return l / n;
}

/* Norm of a clipped sum. */
GRADC_LOSS double clipnorm(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += w[i] * w[i];
    double norm = sqrt(fmax(s, 1e-30));
    return norm > 1 ? w[0] / norm : w[0];
}

/* Polynomial. */
GRADC_LOSS double poly(GRADC_WRT const double *c, const double *x, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double p = 0;
        for (int k = 0; k < 4; k++)
            p += c[k] * pow(x[i], k);
        s += pow(p, 2) + pow(fabs(p), 3);
    }
    return sqrt(s / n + 1e-16);
}

/* A counted while loop. */
GRADC_LOSS double logz(GRADC_WRT const double *w, int n)
{
    double z = 0;
    int i = 0;
    while (i < n) {
        z += exp(w[i]);
        i++;
    }
    return z > 0 ? log(z) : -1e30;
}

/* Sizes of type size_t. */
GRADC_LOSS double sz(GRADC_WRT const double *w, size_t n)
{
    double z = 0;
    for (size_t i = 0; i < n; ++i)
        z += exp(w[i]);
    return log(z) / (double)n + z / n;
}

/* Size in a structure. */
struct data {
    int n;
    const double *x;
};
GRADC_LOSS double st(GRADC_WRT const double *w, const struct data *d)
{
    double z = 0;
    for (int i = 0; i < d->n; i++)
        z += exp(w[0] * d->x[i]);
    return log(z / d->n);
}

/* Backwards and strided loops. */
GRADC_LOSS double back(GRADC_WRT const double *w, int n)
{
    double z = 0, y = 0;
    for (int i = n - 1; i >= 0; i--)
        z += exp(w[i]);
    for (int i = 0; i < n; i += 2)
        y += exp(w[i]);
    return log(z) + log(y);
}

/* Sum that starts with the first term. */
GRADC_LOSS double first(GRADC_WRT const double *w, int n)
{
    double z = exp(w[0]);
    for (int i = 1; i < n; i++)
        z += exp(w[i]);
    return log(z);
}

/* Early return on bad input. */
GRADC_LOSS double guard(GRADC_WRT const double *w, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        if (!(w[i] > 0))
            return INFINITY;
        s += log(w[i]);
    }
    return s;
}

/* Softmax classifier. */
GRADC_LOSS double sm2(GRADC_WRT const double w[3][4], const int *y, int n)
{
    double l = 0;
    for (int i = 0; i < n; i++) {
        double p[3], z = 0;
        for (int c = 0; c < 3; c++) {
            double a = 0;
            for (int j = 0; j < 4; j++)
                a += w[c][j] * y[j];
            p[c] = exp(a);
        }
        for (int c = 0; c < 3; c++)
            z += p[c];
        for (int c = 0; c < 3; c++)
            p[c] = p[c] / z;
        l += -log(p[y[i]]);
    }
    return l;
}
