/* Optimizers: methods that move parameters against their gradient, behind one interface.
 *
 *     struct gradc_params params = gradc_params_double(values, grads, count);
 *     struct gradc_adam_options options = GRADC_ADAM_DEFAULTS;
 *     struct gradc_optim optim;
 *     gradc_optim_init(&optim, gradc_adam(), &options, &params, 1);
 *     gradc_optim_allocate(&optim, NULL);
 *     for (...) { gradc_optim_zero_grads(&optim); loss_grad(...); gradc_optim_step(&optim); }
 *     gradc_optim_release(&optim);
 *
 * Nothing here prints or ends the process: what can fail returns a status. Valid C99 and C++. */
#ifndef GRADC_OPTIM_H
#define GRADC_OPTIM_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum gradc_status {
    GRADC_OK = 0,
    GRADC_BAD_ARGUMENT, /* a null pointer, or an option outside its range */
    GRADC_NO_STATE,     /* the method keeps state and was given no memory for it */
    GRADC_NO_MEMORY     /* the allocator failed, a buffer is too small, or a size overflows */
};

enum gradc_real { GRADC_FLOAT, GRADC_DOUBLE };

/* A run of parameters and of their gradients, both the caller's, of one type. */
struct gradc_params {
    void *values;
    void *grads;
    size_t len;
    enum gradc_real type;
};

/* Where memory comes from; `context` is handed through. */
struct gradc_allocator {
    void *(*allocate)(void *context, size_t bytes);
    void (*release)(void *context, void *memory);
    void *context;
};

struct gradc_optim;

/* What a method is made of. */
struct gradc_optim_ops {
    const char *name;
    /* Whether the options make sense. */
    enum gradc_status (*check)(const void *options);
    /* How many numbers of state the method keeps for each parameter, at most 4. */
    size_t (*slots)(const void *options);
    /* Moves one run of parameters. slots[i] is the run's i-th state array, of its own type. */
    void (*update)(const struct gradc_optim *optim, const struct gradc_params *params,
                   void *const *slots);
};

/* An optimizer at work. Its fields are private but for `steps`. */
struct gradc_optim {
    const struct gradc_optim_ops *ops;
    const void *options;
    const struct gradc_params *params;
    size_t params_len;
    unsigned char *state;
    size_t state_size;
    int owns_state;
    struct gradc_allocator allocator;
    unsigned long steps; /* how many have been taken since the start or the last reset */
};

enum { GRADC_OPTIM_MAX_SLOTS = 4 };

/* `len` doubles and their gradients. A struct that is made of doubles alone can be passed too. */
static inline struct gradc_params gradc_params_double(void *values, void *grads, size_t len)
{
    struct gradc_params params;

    params.values = values;
    params.grads = grads;
    params.len = len;
    params.type = GRADC_DOUBLE;
    return params;
}

/* As gradc_params_double, for floats. */
static inline struct gradc_params gradc_params_float(void *values, void *grads, size_t len)
{
    struct gradc_params params = gradc_params_double(values, grads, len);

    params.type = GRADC_FLOAT;
    return params;
}

/* Private: the bytes of one number. */
static inline size_t gradc_real_size(enum gradc_real type)
{
    return type == GRADC_FLOAT ? sizeof(float) : sizeof(double);
}

/* Private: the bytes of one state array of a run, a multiple of a double's; 0 on overflow. */
static inline size_t gradc_slot_size(const struct gradc_params *params)
{
    const size_t unit = sizeof(double);

    if (params->len > (SIZE_MAX - unit) / unit) {
        return 0;
    }
    return (params->len * gradc_real_size(params->type) + unit - 1) / unit * unit;
}

/* Private: whether runs of parameters can be worked on. */
static inline enum gradc_status gradc_params_check(const struct gradc_params *params, size_t len)
{
    size_t i;

    if (params == NULL && len != 0) {
        return GRADC_BAD_ARGUMENT;
    }
    for (i = 0; i < len; i++) {
        if ((params[i].values == NULL || params[i].grads == NULL) && params[i].len != 0) {
            return GRADC_BAD_ARGUMENT;
        }
        if (params[i].type != GRADC_FLOAT && params[i].type != GRADC_DOUBLE) {
            return GRADC_BAD_ARGUMENT;
        }
    }
    return GRADC_OK;
}

/* Private: the sum of all state arrays in *bytes. */
static inline enum gradc_status gradc_optim_measure(const struct gradc_optim *optim, size_t *bytes)
{
    const size_t slots = optim->ops->slots(optim->options);
    size_t total = 0;
    size_t i;

    for (i = 0; i < optim->params_len; i++) {
        const size_t size = gradc_slot_size(&optim->params[i]);
        if (size == 0 && optim->params[i].len != 0) {
            return GRADC_NO_MEMORY;
        }
        if (slots != 0 && size > (SIZE_MAX - total) / slots) {
            return GRADC_NO_MEMORY;
        }
        total += slots * size;
    }
    *bytes = total;
    return GRADC_OK;
}

/* Starts an optimizer over `len` runs of parameters. The options and the runs stay the caller's and
 * must outlive it; options are read at every step, so a schedule simply writes into them (those
 * that decide on state, such as whether there is momentum, stay as they are). */
static inline enum gradc_status gradc_optim_init(struct gradc_optim *optim,
                                                 const struct gradc_optim_ops *ops,
                                                 const void *options,
                                                 const struct gradc_params *params, size_t len)
{
    enum gradc_status status;

    if (optim == NULL || ops == NULL || options == NULL) {
        return GRADC_BAD_ARGUMENT;
    }
    memset(optim, 0, sizeof *optim);
    status = gradc_params_check(params, len);
    if (status == GRADC_OK) {
        status = ops->check(options);
    }
    if (status != GRADC_OK) {
        return status;
    }
    optim->ops = ops;
    optim->options = options;
    optim->params = params;
    optim->params_len = len;
    return gradc_optim_measure(optim, &optim->state_size);
}

/* How many bytes of state the optimizer needs. */
static inline size_t gradc_optim_state_size(const struct gradc_optim *optim)
{
    return optim->state_size;
}

/* Forgets all steps: as after the start. */
static inline void gradc_optim_reset(struct gradc_optim *optim)
{
    if (optim->state != NULL) {
        memset(optim->state, 0, optim->state_size);
    }
    optim->steps = 0;
}

/* Gives back memory from gradc_optim_allocate. The parameters are left alone. */
static inline void gradc_optim_release(struct gradc_optim *optim)
{
    if (optim->owns_state) {
        optim->allocator.release(optim->allocator.context, optim->state);
    }
    optim->state = NULL;
    optim->owns_state = 0;
}

/* Makes the optimizer keep its state in the caller's buffer, which is aligned for double, must
 * outlive the optimizer, and is cleared. */
static inline enum gradc_status gradc_optim_use(struct gradc_optim *optim, void *buffer,
                                                size_t bytes)
{
    if (buffer == NULL && optim->state_size != 0) {
        return GRADC_BAD_ARGUMENT;
    }
    if (bytes < optim->state_size) {
        return GRADC_NO_MEMORY;
    }
    gradc_optim_release(optim);
    optim->state = (unsigned char *)buffer;
    gradc_optim_reset(optim);
    return GRADC_OK;
}

/* Private: the C library as an allocator. */
static inline void *gradc_allocate_malloc(void *context, size_t bytes)
{
    (void)context;
    return malloc(bytes);
}

static inline void gradc_release_malloc(void *context, void *memory)
{
    (void)context;
    free(memory);
}

/* Takes memory for the state from `allocator`, or from malloc where that is NULL; it is the
 * optimizer's until gradc_optim_release. */
static inline enum gradc_status gradc_optim_allocate(struct gradc_optim *optim,
                                                     const struct gradc_allocator *allocator)
{
    void *memory;

    gradc_optim_release(optim);
    optim->allocator.allocate = gradc_allocate_malloc;
    optim->allocator.release = gradc_release_malloc;
    if (allocator != NULL) {
        optim->allocator = *allocator;
    }
    if (optim->state_size == 0) {
        return GRADC_OK;
    }
    memory = optim->allocator.allocate(optim->allocator.context, optim->state_size);
    if (memory == NULL) {
        return GRADC_NO_MEMORY;
    }
    optim->state = (unsigned char *)memory;
    optim->owns_state = 1;
    gradc_optim_reset(optim);
    return GRADC_OK;
}

/* Sets all gradients to zero, as a generated function that adds to them wants it. */
static inline void gradc_optim_zero_grads(const struct gradc_optim *optim)
{
    size_t i;

    for (i = 0; i < optim->params_len; i++) {
        const struct gradc_params *params = &optim->params[i];
        if (params->len != 0) {
            memset(params->grads, 0, params->len * gradc_real_size(params->type));
        }
    }
}

/* Moves all parameters once, against the gradients that stand beside them. On failure nothing has
 * been moved. */
static inline enum gradc_status gradc_optim_step(struct gradc_optim *optim)
{
    unsigned char *at = optim->state;
    enum gradc_status status;
    size_t slots, i, slot;

    if (optim->ops == NULL) {
        return GRADC_BAD_ARGUMENT;
    }
    status = optim->ops->check(optim->options);
    if (status != GRADC_OK) {
        return status;
    }
    if (at == NULL && optim->state_size != 0) {
        return GRADC_NO_STATE;
    }
    slots = optim->ops->slots(optim->options);
    if (optim->state_size == 0 && slots != 0) {
        slots = 0; /* there are no parameters at all */
    }
    optim->steps++;
    for (i = 0; i < optim->params_len; i++) {
        void *arrays[GRADC_OPTIM_MAX_SLOTS] = {NULL, NULL, NULL, NULL};
        for (slot = 0; slot < slots; slot++) {
            arrays[slot] = at;
            at += gradc_slot_size(&optim->params[i]);
        }
        optim->ops->update(optim, &optim->params[i], arrays);
    }
    return GRADC_OK;
}

/* Gradient descent with momentum, after I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the
 * importance of initialization and momentum in deep learning", ICML 2013, equations 1 to 4:
 *
 *     v = momentum v - rate (g + decay w),    w += v
 *
 * With nesterov, w stands for the look-ahead point at which the gradient is taken, so that the move
 * becomes w += momentum v - rate (g + decay w) with the new v. */
struct gradc_sgd_options {
    double rate;     /* > 0 */
    double momentum; /* in [0, 1) */
    double decay;    /* >= 0: the factor of an L2 penalty's gradient */
    int nesterov;
};

/* clang-format off */
#define GRADC_SGD_DEFAULTS {0.01, 0.0, 0.0, 0}
/* clang-format on */

/* Adam, after D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * algorithm 1:
 *
 *     m = beta1 m + (1 - beta1) g,    v = beta2 v + (1 - beta2) g^2
 *     w -= rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *
 * Decay adds decay w to g; decoupled, it takes rate decay w off w instead (I. Loshchilov, F.
 * Hutter, "Decoupled weight decay regularization", ICLR 2019: AdamW). */
struct gradc_adam_options {
    double rate;         /* > 0 */
    double beta1, beta2; /* in [0, 1) */
    double epsilon;      /* > 0 */
    double decay;        /* >= 0 */
    int decoupled;
};

/* clang-format off */
#define GRADC_ADAM_DEFAULTS {0.001, 0.9, 0.999, 1e-8, 0.0, 0}
/* clang-format on */

/* Private: what a step of Adam has in common for all parameters. */
struct gradc_adam_step {
    double beta1, beta2, epsilon, decay, shrink;
    double rate;        /* with the bias correction of m */
    double v_corrected; /* 1 / (1 - beta2^t) */
};

/* Private: the loops over the numbers of a run, once for each real type. */
#define GRADC_OPTIM_KERNELS(real, suffix)                                                          \
    static inline void gradc_sgd_##suffix(const struct gradc_sgd_options *options,                 \
                                          const struct gradc_params *params, real *v)              \
    {                                                                                              \
        const real rate = (real)options->rate;                                                     \
        const real momentum = (real)options->momentum;                                             \
        const real decay = (real)options->decay;                                                   \
        const real *g = (const real *)params->grads;                                               \
        real *w = (real *)params->values;                                                          \
        size_t i;                                                                                  \
                                                                                                   \
        for (i = 0; i < params->len; i++) {                                                        \
            const real move = rate * (g[i] + decay * w[i]);                                        \
            if (v == NULL) {                                                                       \
                w[i] -= move;                                                                      \
                continue;                                                                          \
            }                                                                                      \
            v[i] = momentum * v[i] - move;                                                         \
            w[i] += options->nesterov ? momentum * v[i] - move : v[i];                             \
        }                                                                                          \
    }                                                                                              \
    static inline void gradc_adam_##suffix(const struct gradc_adam_step *step,                     \
                                           const struct gradc_params *params, real *m, real *v)    \
    {                                                                                              \
        const real beta1 = (real)step->beta1;                                                      \
        const real beta2 = (real)step->beta2;                                                      \
        const real rate = (real)step->rate;                                                        \
        const real epsilon = (real)step->epsilon;                                                  \
        const real *grads = (const real *)params->grads;                                           \
        real *w = (real *)params->values;                                                          \
        size_t i;                                                                                  \
                                                                                                   \
        for (i = 0; i < params->len; i++) {                                                        \
            const real g = grads[i] + (real)step->decay * w[i];                                    \
            m[i] = beta1 * m[i] + (1 - beta1) * g;                                                 \
            v[i] = beta2 * v[i] + (1 - beta2) * g * g;                                             \
            w[i] -= (real)step->shrink * w[i];                                                     \
            w[i] -= rate * m[i] / ((real)sqrt((double)v[i] * step->v_corrected) + epsilon);        \
        }                                                                                          \
    }

GRADC_OPTIM_KERNELS(float, float)
GRADC_OPTIM_KERNELS(double, double)
#undef GRADC_OPTIM_KERNELS

/* Private: gradient descent as an optimizer. */
static inline enum gradc_status gradc_sgd_check(const void *options)
{
    const struct gradc_sgd_options *o = (const struct gradc_sgd_options *)options;
    const int ok = o->rate > 0.0 && o->rate < HUGE_VAL && o->momentum >= 0.0 && o->momentum < 1.0 &&
                   o->decay >= 0.0 && o->decay < HUGE_VAL;

    return ok ? GRADC_OK : GRADC_BAD_ARGUMENT;
}

static inline size_t gradc_sgd_slots(const void *options)
{
    return ((const struct gradc_sgd_options *)options)->momentum > 0.0 ? 1 : 0;
}

static inline void gradc_sgd_update(const struct gradc_optim *optim,
                                    const struct gradc_params *params, void *const *slots)
{
    const struct gradc_sgd_options *options = (const struct gradc_sgd_options *)optim->options;

    if (params->type == GRADC_FLOAT) {
        gradc_sgd_float(options, params, (float *)slots[0]);
    } else {
        gradc_sgd_double(options, params, (double *)slots[0]);
    }
}

/* The method whose options are a struct gradc_sgd_options. */
static inline const struct gradc_optim_ops *gradc_sgd(void)
{
    static const struct gradc_optim_ops ops = {"sgd", gradc_sgd_check, gradc_sgd_slots,
                                               gradc_sgd_update};

    return &ops;
}

/* Private: Adam as an optimizer. */
static inline enum gradc_status gradc_adam_check(const void *options)
{
    const struct gradc_adam_options *o = (const struct gradc_adam_options *)options;
    const int ok = o->rate > 0.0 && o->rate < HUGE_VAL && o->beta1 >= 0.0 && o->beta1 < 1.0 &&
                   o->beta2 >= 0.0 && o->beta2 < 1.0 && o->epsilon > 0.0 && o->epsilon < HUGE_VAL &&
                   o->decay >= 0.0 && o->decay < HUGE_VAL;

    return ok ? GRADC_OK : GRADC_BAD_ARGUMENT;
}

static inline size_t gradc_adam_slots(const void *options)
{
    (void)options;
    return 2;
}

static inline void gradc_adam_update(const struct gradc_optim *optim,
                                     const struct gradc_params *params, void *const *slots)
{
    const struct gradc_adam_options *o = (const struct gradc_adam_options *)optim->options;
    const double t = (double)optim->steps;
    struct gradc_adam_step step;

    step.beta1 = o->beta1;
    step.beta2 = o->beta2;
    step.epsilon = o->epsilon;
    step.decay = o->decoupled ? 0.0 : o->decay;
    step.shrink = o->decoupled ? o->rate * o->decay : 0.0;
    step.rate = o->rate / (1.0 - pow(o->beta1, t));
    step.v_corrected = 1.0 / (1.0 - pow(o->beta2, t));
    if (params->type == GRADC_FLOAT) {
        gradc_adam_float(&step, params, (float *)slots[0], (float *)slots[1]);
    } else {
        gradc_adam_double(&step, params, (double *)slots[0], (double *)slots[1]);
    }
}

/* The method whose options are a struct gradc_adam_options. */
static inline const struct gradc_optim_ops *gradc_adam(void)
{
    static const struct gradc_optim_ops ops = {"adam", gradc_adam_check, gradc_adam_slots,
                                               gradc_adam_update};

    return &ops;
}

#endif
