/* Gradient of gmm_objective by hand: each point is swept forward and backward at once, since the
 * adjoint of a sum's terms is known before the sum is. */
#include "hand.h"

#include <math.h>

#define LOG_PI 1.14472988584940017414
#define LOG_2 0.69314718055994530942

/* What one point needs of its forward sweep, and what all points add up. */
struct work {
    double diagonal[GMM_MAX_COMPONENTS][GMM_MAX_DIMENSION];
    double diagonal_adj[GMM_MAX_COMPONENTS][GMM_MAX_DIMENSION];
    double log_det[GMM_MAX_COMPONENTS];
    double log_det_adj[GMM_MAX_COMPONENTS];
    double centered[GMM_MAX_COMPONENTS][GMM_MAX_DIMENSION];
    double scaled[GMM_MAX_COMPONENTS][GMM_MAX_DIMENSION];
    double share[GMM_MAX_COMPONENTS];
};

/* Turns v into exp(v) over their sum, which is the gradient of the log-sum-exp that is returned. */
static double log_sum_exp_share(int n, double *v)
{
    double largest = v[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++) {
        largest = v[i] > largest ? v[i] : largest;
    }
    for (int i = 0; i < n; i++) {
        v[i] = exp(v[i] - largest);
        sum += v[i];
    }
    for (int i = 0; i < n; i++) {
        v[i] /= sum;
    }
    return largest + log(sum);
}

/* scaled = L centered; returns its squared norm. */
static double scale(int d, const double *restrict diagonal, const double *restrict below,
                    const double *restrict centered, double *restrict scaled)
{
    double norm = 0.0;

    for (int i = 0; i < d; i++) {
        scaled[i] = diagonal[i] * centered[i];
    }
    for (int i = 0; i < d; i++) {
        for (int j = i + 1; j < d; j++) {
            scaled[j] += below[j - i - 1] * centered[i];
        }
        below += d - i - 1;
    }
    for (int i = 0; i < d; i++) {
        norm += scaled[i] * scaled[i];
    }
    return norm;
}

/* The reverse of `scale` and of centering for one component with share `share`. */
static void scale_adjoint(int d, double share, const struct work *w, int k,
                          const double *restrict below, double *restrict below_grad,
                          double *restrict diagonal_adj, double *restrict mean_grad)
{
    const double *restrict centered = w->centered[k];
    double scaled_adj[GMM_MAX_DIMENSION];

    for (int i = 0; i < d; i++) {
        scaled_adj[i] = -share * w->scaled[k][i];
        diagonal_adj[i] += scaled_adj[i] * centered[i];
    }
    for (int i = 0; i < d; i++) {
        double sum = w->diagonal[k][i] * scaled_adj[i];
        for (int j = i + 1; j < d; j++) {
            sum += below[j - i - 1] * scaled_adj[j];
            below_grad[j - i - 1] += scaled_adj[j] * centered[i];
        }
        mean_grad[i] -= sum;
        below += d - i - 1;
        below_grad += d - i - 1;
    }
}

static double prior_constant(int d, int k, struct gmm_prior prior)
{
    const int freedom = d + prior.m + 1;
    double log_gamma = 0.25 * d * (d - 1) * LOG_PI;

    for (int j = 1; j <= d; j++) {
        log_gamma += lgamma(0.5 * freedom + 0.5 * (1 - j));
    }
    return k * (freedom * d * (log(prior.gamma) - 0.5 * LOG_2) - log_gamma);
}

/* The prior and its gradient; then the diagonals' adjoints become those of their logarithms. */
static double finish_factors(int d, int k, struct gmm_prior prior, struct work *w,
                             const double *factors, double *factors_grad)
{
    const int size = d * (d + 1) / 2;
    const double gamma_square = prior.gamma * prior.gamma;
    double sum = 0.0;

    for (int j = 0; j < k; j++) {
        double norm = 0.0;
        w->log_det_adj[j] -= prior.m;
        for (int i = 0; i < d; i++) {
            const double entry = w->diagonal[j][i];
            norm += entry * entry;
            factors_grad[j * size + i] +=
                w->log_det_adj[j] + (w->diagonal_adj[j][i] + gamma_square * entry) * entry;
        }
        for (int i = d; i < size; i++) {
            const double entry = factors[j * size + i];
            norm += entry * entry;
            factors_grad[j * size + i] += gamma_square * entry;
        }
        sum += 0.5 * gamma_square * norm - prior.m * w->log_det[j];
    }
    return sum - prior_constant(d, k, prior);
}

static void prepare(int d, int k, const double *factors, struct work *w)
{
    for (int j = 0; j < k; j++) {
        w->log_det[j] = 0.0;
        w->log_det_adj[j] = 0.0;
        for (int i = 0; i < d; i++) {
            const double log_entry = factors[j * (d * (d + 1) / 2) + i];
            w->log_det[j] += log_entry;
            w->diagonal[j][i] = exp(log_entry);
            w->diagonal_adj[j][i] = 0.0;
        }
    }
}

double gmm_objective_hand(int d, int k, int n, const double *weights, double *weights_grad,
                          const double *means, double *means_grad, const double *factors,
                          double *factors_grad, const double *points, struct gmm_prior prior)
{
    const int size = d * (d + 1) / 2;
    struct work w;
    double total = -n * d * 0.5 * (LOG_2 + LOG_PI);

    prepare(d, k, factors, &w);
    for (int p = 0; p < n; p++) {
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < d; i++) {
                w.centered[j][i] = points[p * d + i] - means[j * d + i];
            }
            w.share[j] =
                weights[j] + w.log_det[j] -
                0.5 * scale(d, w.diagonal[j], factors + j * size + d, w.centered[j], w.scaled[j]);
        }
        total += log_sum_exp_share(k, w.share);
        for (int j = 0; j < k; j++) {
            weights_grad[j] += w.share[j];
            w.log_det_adj[j] += w.share[j];
            scale_adjoint(d, w.share[j], &w, j, factors + j * size + d, factors_grad + j * size + d,
                          w.diagonal_adj[j], means_grad + j * d);
        }
    }
    for (int j = 0; j < k; j++) {
        w.share[j] = weights[j];
    }
    total -= n * log_sum_exp_share(k, w.share);
    for (int j = 0; j < k; j++) {
        weights_grad[j] -= n * w.share[j];
    }
    return total + finish_factors(d, k, prior, &w, factors, factors_grad);
}
