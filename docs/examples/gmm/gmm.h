/* Log-posterior of a Gaussian mixture with a Wishart prior: the objective of ADBench.
 *
 * Definition: F. Šrajer, Z. Kukelova, A. Fitzgibbon, "A benchmark of selected algorithmic
 * differentiation tools on some problems in computer vision and machine learning", 2018. The signs
 * in the prior are those of the suite's code. */
#ifndef GMM_H
#define GMM_H

enum { GMM_MAX_DIMENSION = 32, GMM_MAX_COMPONENTS = 64 };

/* A Wishart prior over the inverse covariances. */
struct gmm_prior {
    double gamma;
    int m;
};

/* An instance as a file describes it. The inverse covariance of component k is L'L, where L is
 * lower triangular; row k of `factors` holds the logarithms of its diagonal, then the entries below
 * the diagonal, column by column. */
struct gmm_problem {
    int d, k, n;
    double *weights; /* k, not normalised, logarithms */
    double *means;   /* k x d */
    double *factors; /* k x d (d + 1) / 2 */
    double *points;  /* n x d */
    struct gmm_prior prior;
};

/* Log-posterior of n points of d dimensions under k components. */
double gmm_objective(int d, int k, int n, const double *weights, const double *means,
                     const double *factors, const double *points, struct gmm_prior prior);

/* Reads an instance; false where the file is missing or malformed, and nothing is allocated then.
 */
int gmm_read(const char *path, struct gmm_problem *problem);

/* Frees what gmm_read allocated. */
void gmm_free(struct gmm_problem *problem);

#endif
