/* The optimizers: single steps against numbers computed by hand from the published formulas,
 * convergence on a quadratic and on Rosenbrock's function, and that bad arguments and missing
 * memory come back as a status.
 *
 * RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -g \
 * RUN:   -fsanitize=address,undefined -fno-sanitize-recover=all -I%gradc_include %s -lm -o %t.gcc
 * RUN: %t.gcc
 * RUN: %clang -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -g \
 * RUN:   -fsanitize=address,undefined -fno-sanitize-recover=all -I%gradc_include %s -lm -o %t.clang
 * RUN: %t.clang
 */
#include <gradc/optim.h>

#include <stdio.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

#define CHECK_NEAR(a, b) CHECK(fabs((double)(a) - (double)(b)) <= 1e-12 * (1.0 + fabs((double)(b))))
#define CHECK_NEARF(a, b) CHECK(fabs((double)(a) - (double)(b)) <= 1e-6)

static void test_sgd_plain(void)
{
    struct gradc_sgd_options options = GRADC_SGD_DEFAULTS;
    double w[2] = {1.0, -2.0}, g[2] = {0.5, 4.0};
    struct gradc_params params = gradc_params_double(w, g, 2);
    struct gradc_optim optim;

    options.rate = 0.1;
    options.decay = 0.5;
    CHECK(gradc_optim_init(&optim, gradc_sgd(), &options, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_state_size(&optim) == 0);
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w[0], 1.0 - 0.1 * (0.5 + 0.5));
    CHECK_NEAR(w[1], -2.0 - 0.1 * (4.0 - 1.0));
    CHECK(optim.steps == 1);
    gradc_optim_zero_grads(&optim);
    CHECK(g[0] == 0.0 && g[1] == 0.0);
    gradc_optim_release(&optim);
}

/* v: 0 -> -0.2 -> -0.18 - 0.1 */
static void test_sgd_momentum(void)
{
    struct gradc_sgd_options options = {0.1, 0.9, 0.0, 0};
    double w = 1.0, g = 2.0;
    struct gradc_params params = gradc_params_double(&w, &g, 1);
    struct gradc_optim optim;

    CHECK(gradc_optim_init(&optim, gradc_sgd(), &options, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_step(&optim) == GRADC_NO_STATE && w == 1.0);
    CHECK(gradc_optim_allocate(&optim, NULL) == GRADC_OK);
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w, 0.8);
    g = 1.0;
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w, 0.8 - 0.28);
    gradc_optim_reset(&optim);
    CHECK(optim.steps == 0 && gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w, 0.52 - 0.1);
    gradc_optim_release(&optim);
}

/* At the look-ahead point p = w + 0.9 v: w and v of equations 3 and 4, computed beside it. */
static void test_sgd_nesterov(void)
{
    struct gradc_sgd_options options = {0.1, 0.9, 0.0, 1};
    double p = 1.0, g = 0.0, w = 1.0, v = 0.0;
    struct gradc_params params = gradc_params_double(&p, &g, 1);
    struct gradc_optim optim;

    CHECK(gradc_optim_init(&optim, gradc_sgd(), &options, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_allocate(&optim, NULL) == GRADC_OK);
    for (int t = 0; t < 5; t++) {
        const double ahead = w + 0.9 * v;
        CHECK_NEAR(p, ahead);
        v = 0.9 * v - 0.1 * 3.0 * ahead;
        w += v;
        g = 3.0 * p;
        CHECK(gradc_optim_step(&optim) == GRADC_OK);
    }
    gradc_optim_release(&optim);
}

/* The first step of Adam is the rate times the sign; the second is computed below. */
static void test_adam(void)
{
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    double w[2] = {1.0, 1.0}, g[2] = {4.0, -0.25};
    struct gradc_params params = gradc_params_double(w, g, 2);
    double state[4];
    struct gradc_optim optim;

    options.rate = 0.1;
    CHECK(gradc_optim_init(&optim, gradc_adam(), &options, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_state_size(&optim) == sizeof state);
    CHECK(gradc_optim_use(&optim, state, sizeof state - 1) == GRADC_NO_MEMORY);
    CHECK(gradc_optim_use(&optim, NULL, 1000) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_use(&optim, state, sizeof state) == GRADC_OK);
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w[0], 1.0 - 0.1 * 4.0 / (4.0 + 1e-8));
    CHECK_NEAR(w[1], 1.0 + 0.1 * 0.25 / (0.25 + 1e-8));
    g[0] = 2.0;
    w[0] = 1.0;
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    {
        const double m = (0.9 * 0.1 * 4.0 + 0.1 * 2.0) / (1.0 - 0.81);
        const double v = (0.999 * 0.001 * 16.0 + 0.001 * 4.0) / (1.0 - 0.999 * 0.999);
        CHECK_NEAR(w[0], 1.0 - 0.1 * m / (sqrt(v) + 1e-8));
    }
    gradc_optim_release(&optim);
}

static void test_adam_decay(void)
{
    struct gradc_adam_options options = {0.1, 0.9, 0.999, 1e-8, 0.5, 1};
    double w = 2.0, g = 3.0;
    struct gradc_params params = gradc_params_double(&w, &g, 1);
    struct gradc_optim optim;

    CHECK(gradc_optim_init(&optim, gradc_adam(), &options, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_allocate(&optim, NULL) == GRADC_OK);
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w, 2.0 - 0.1 * 0.5 * 2.0 - 0.1 * 3.0 / (3.0 + 1e-8));
    gradc_optim_reset(&optim);
    options.decoupled = 0;
    w = 2.0;
    g = -1.0 + 1e-3;
    CHECK(gradc_optim_step(&optim) == GRADC_OK);
    CHECK_NEAR(w, 2.0 - 0.1 * 1e-3 / (1e-3 + 1e-8));
    gradc_optim_release(&optim);
}

/* Runs of both types, of odd and of no length, behave as if they were alone. */
static void test_mixed_runs(void)
{
    struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
    float wf[3] = {1.0f, 2.0f, 3.0f}, gf[3] = {1.0f, -1.0f, 1e-3f};
    double wd[2] = {1.0, 2.0}, gd[2] = {0.5, -0.5};
    struct gradc_params params[3];
    struct gradc_optim optim;

    params[0] = gradc_params_float(wf, gf, 3);
    params[1] = gradc_params_double(NULL, NULL, 0);
    params[2] = gradc_params_double(wd, gd, 2);
    CHECK(gradc_optim_init(&optim, gradc_adam(), &options, params, 3) == GRADC_OK);
    CHECK(gradc_optim_state_size(&optim) == 2 * 16 + 2 * 16);
    CHECK(gradc_optim_allocate(&optim, NULL) == GRADC_OK);
    for (int t = 0; t < 3; t++) {
        CHECK(gradc_optim_step(&optim) == GRADC_OK);
    }
    CHECK_NEARF(wf[0], 0.997);
    CHECK_NEARF(wf[1], 2.003);
    CHECK_NEARF(wf[2], 2.997);
    CHECK(fabs(wd[0] - 0.997) < 1e-9 && fabs(wd[1] - 2.003) < 1e-9);
    gradc_optim_zero_grads(&optim);
    CHECK(gf[2] == 0.0f && gd[1] == 0.0);
    gradc_optim_release(&optim);
}

static double rosenbrock(const double *w, double *g)
{
    const double a = 1.0 - w[0], b = w[1] - w[0] * w[0];

    g[0] += -2.0 * a - 400.0 * b * w[0];
    g[1] += 200.0 * b;
    return a * a + 100.0 * b * b;
}

static double quadratic(const double *w, double *g)
{
    g[0] += 2.0 * w[0];
    g[1] += 20.0 * (w[1] - 1.0);
    return w[0] * w[0] + 10.0 * (w[1] - 1.0) * (w[1] - 1.0);
}

static double minimise(const struct gradc_optim_ops *ops, const void *options,
                       double (*loss)(const double *, double *), int steps)
{
    double w[2] = {-1.2, 1.0}, g[2] = {0.0, 0.0}, value = 0.0;
    struct gradc_params params = gradc_params_double(w, g, 2);
    struct gradc_optim optim;

    CHECK(gradc_optim_init(&optim, ops, options, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_allocate(&optim, NULL) == GRADC_OK);
    for (int t = 0; t < steps; t++) {
        gradc_optim_zero_grads(&optim);
        value = loss(w, g);
        CHECK(gradc_optim_step(&optim) == GRADC_OK);
    }
    gradc_optim_release(&optim);
    return value;
}

static void test_convergence(void)
{
    const struct gradc_sgd_options plain = {0.04, 0.0, 0.0, 0};
    const struct gradc_sgd_options nesterov = {0.02, 0.9, 0.0, 1};
    const struct gradc_sgd_options slow = {0.0005, 0.95, 0.0, 1};
    const struct gradc_adam_options adam = {0.01, 0.9, 0.999, 1e-8, 0.0, 0};

    CHECK(minimise(gradc_sgd(), &plain, quadratic, 300) < 1e-15);
    CHECK(minimise(gradc_sgd(), &nesterov, quadratic, 300) < 1e-12);
    CHECK(minimise(gradc_adam(), &adam, quadratic, 3000) < 1e-12);
    CHECK(minimise(gradc_sgd(), &slow, rosenbrock, 20000) < 1e-8);
    CHECK(minimise(gradc_adam(), &adam, rosenbrock, 20000) < 1e-8);
}

static void *no_memory(void *context, size_t bytes)
{
    *(size_t *)context = bytes;
    return NULL;
}

static void never_called(void *context, void *memory)
{
    (void)context;
    (void)memory;
    CHECK(0);
}

static void test_failures(void)
{
    struct gradc_adam_options adam = GRADC_ADAM_DEFAULTS;
    struct gradc_sgd_options sgd = GRADC_SGD_DEFAULTS;
    double w = 1.0, g = 1.0;
    size_t asked = 0;
    const struct gradc_allocator none = {no_memory, never_called, &asked};
    struct gradc_params params = gradc_params_double(&w, &g, 1);
    struct gradc_params holes = gradc_params_double(&w, NULL, 1);
    struct gradc_params huge = gradc_params_double(&w, &g, SIZE_MAX / 2);
    struct gradc_optim optim;

    CHECK(gradc_optim_init(NULL, gradc_adam(), &adam, &params, 1) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_init(&optim, NULL, &adam, &params, 1) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_init(&optim, gradc_adam(), NULL, &params, 1) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, NULL, 1) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, &holes, 1) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_step(&optim) == GRADC_BAD_ARGUMENT);
    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, &huge, 1) == GRADC_NO_MEMORY);
    huge.len = SIZE_MAX / 8 - 1;
    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, &huge, 1) == GRADC_NO_MEMORY);

    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, &params, 1) == GRADC_OK);
    CHECK(gradc_optim_allocate(&optim, &none) == GRADC_NO_MEMORY && asked == 16);
    CHECK(gradc_optim_step(&optim) == GRADC_NO_STATE);
    gradc_optim_release(&optim);

    adam.beta2 = 1.0;
    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, &params, 1) == GRADC_BAD_ARGUMENT);
    adam.beta2 = NAN;
    CHECK(gradc_optim_init(&optim, gradc_adam(), &adam, &params, 1) == GRADC_BAD_ARGUMENT);
    sgd.rate = 0.0;
    CHECK(gradc_optim_init(&optim, gradc_sgd(), &sgd, &params, 1) == GRADC_BAD_ARGUMENT);
    sgd.rate = 0.1;
    sgd.momentum = -0.1;
    CHECK(gradc_optim_init(&optim, gradc_sgd(), &sgd, &params, 1) == GRADC_BAD_ARGUMENT);
    sgd.momentum = 0.0;
    CHECK(gradc_optim_init(&optim, gradc_sgd(), &sgd, &params, 1) == GRADC_OK);
    sgd.decay = -1.0;
    CHECK(gradc_optim_step(&optim) == GRADC_BAD_ARGUMENT && w == 1.0 && optim.steps == 0);
}

int main(void)
{
    test_sgd_plain();
    test_sgd_momentum();
    test_sgd_nesterov();
    test_adam();
    test_adam_decay();
    test_mixed_runs();
    test_convergence();
    test_failures();
    return 0;
}
