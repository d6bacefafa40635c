/* Log-posterior of a Gaussian mixture with a Wishart prior; see gmm.h. */
#include "gmm.h"

#include <gradc/gradc.h>
#include <math.h>

#define LOG_PI 1.14472988584940017414
#define LOG_2 0.69314718055994530942

/* What every point needs of a component's factor L. */
struct unpacked {
    double log_det;
    double diagonal[GMM_MAX_DIMENSION];
};

static double square_norm(int n, const double *v)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        sum += v[i] * v[i];
    }
    return sum;
}

static double log_sum_exp(int n, const double *v)
{
    double largest = v[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++) {
        if (v[i] > largest) {
            largest = v[i];
        }
    }
    for (int i = 0; i < n; i++) {
        sum += exp(v[i] - largest);
    }
    return largest + log(sum);
}

/* out = L v, where L has `diagonal` and, column by column, the entries `below` it. */
static void multiply_triangular(int d, const double *diagonal, const double *below, const double *v,
                                double *out)
{
    int next = 0;

    for (int i = 0; i < d; i++) {
        out[i] = diagonal[i] * v[i];
    }
    for (int column = 0; column < d; column++) {
        for (int row = column + 1; row < d; row++) {
            out[row] += below[next++] * v[column];
        }
    }
}

/* Logarithm of the multivariate gamma function of dimension p. */
static double log_gamma_multivariate(double a, int p)
{
    double sum = 0.25 * p * (p - 1) * LOG_PI;

    for (int j = 1; j <= p; j++) {
        sum += lgamma(a + 0.5 * (1 - j));
    }
    return sum;
}

static double log_wishart_prior(int d, int k, struct gmm_prior prior, const double *factors,
                                const struct unpacked *unpacked)
{
    const int below = d * (d - 1) / 2;
    const int freedom = d + prior.m + 1;
    const double normaliser =
        freedom * d * (log(prior.gamma) - 0.5 * LOG_2) - log_gamma_multivariate(0.5 * freedom, d);
    double sum = 0.0;

    for (int j = 0; j < k; j++) {
        const double *entries = factors + j * (d + below) + d;
        const double frobenius = square_norm(d, unpacked[j].diagonal) + square_norm(below, entries);
        sum += 0.5 * prior.gamma * prior.gamma * frobenius - prior.m * unpacked[j].log_det;
    }
    return sum - k * normaliser;
}

GRADC_LOSS
double gmm_objective(int d, int k, int n, GRADC_WRT const double *weights,
                     GRADC_WRT const double *means, GRADC_WRT const double *factors,
                     const double *points, struct gmm_prior prior)
{
    const int factor_size = d * (d + 1) / 2;
    struct unpacked unpacked[GMM_MAX_COMPONENTS];
    double total = -n * d * 0.5 * (LOG_2 + LOG_PI);

    for (int j = 0; j < k; j++) {
        unpacked[j].log_det = 0.0;
        for (int i = 0; i < d; i++) {
            const double log_entry = factors[j * factor_size + i];
            unpacked[j].log_det += log_entry;
            unpacked[j].diagonal[i] = exp(log_entry);
        }
    }
    for (int p = 0; p < n; p++) {
        double term[GMM_MAX_COMPONENTS];

        for (int j = 0; j < k; j++) {
            double centered[GMM_MAX_DIMENSION];
            double scaled[GMM_MAX_DIMENSION];

            for (int i = 0; i < d; i++) {
                centered[i] = points[p * d + i] - means[j * d + i];
            }
            multiply_triangular(d, unpacked[j].diagonal, factors + j * factor_size + d, centered,
                                scaled);
            term[j] = weights[j] + unpacked[j].log_det - 0.5 * square_norm(d, scaled);
        }
        total += log_sum_exp(k, term);
    }
    total -= n * log_sum_exp(k, weights);
    return total + log_wishart_prior(d, k, prior, factors, unpacked);
}
