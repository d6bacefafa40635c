// _Float16: the same loss in _Float16, mixed with float and double, and in double. Values are the
// compiler's bit for bit, gcc's and clang's, which do not round in the same places; the gradient is
// that in double but for rounding.
// RUN: %check_grad %s -w
// RUN: %check_grad %s -w --strategy=store
// RUN: FileCheck %s --input-file=%t.dir/f.grad.h
#include "check_gradient.h"

#include <math.h>
#include <string.h>

/* Literals of each type, by their own spelling. */
#define HALF_narrow 0.5f16
#define HALF_wide 0.5
#define TENTH_narrow 0.1f16
#define TENTH_wide 0.1
#define SEVEN_narrow 0.7f16
#define SEVEN_wide 0.7
#define THOUSAND_narrow 0x1.f4p9f16
#define THOUSAND_wide 1000.0
#define THREE_narrow 0.3f16
#define THREE_wide 0.3

#define LOSSES(half, name)                                                                \
    struct layer_##name {                                                                          \
        half weight[3], bias;                                                                      \
        float scale;                                                                               \
    };                                                                                             \
    static const half table_##name[3] = {HALF_##name, TENTH_##name, 0.3f};                        \
                                                                                                   \
    static half relu_##name(half x)                                                                \
    {                                                                                              \
        return x > 0 ? x : x * TENTH_##name;                                                       \
    }                                                                                              \
                                                                                                   \
    static half blend_##name(half a, half b, half t)                                               \
    {                                                                                              \
        return a * (1 - t) + b * t;                                                                \
    }                                                                                              \
                                                                                                   \
    static float forward_##name(const struct layer_##name *l, const half *x, int n)                \
    {                                                                                              \
        half sum = l->bias, copy[3];                                                               \
        float wide = 0.0f;                                                                         \
        memcpy(copy, x, sizeof copy);                                                              \
        for (int i = 0; i < 3; i++) {                                                              \
            sum += l->weight[i] * copy[i];                                                         \
            wide += l->weight[i] * x[i] * l->scale;                                                \
            wide *= copy[i] * x[i] + SEVEN_##name;                                                 \
        }                                                                                          \
        sum = relu_##name(sum) + relu_##name(-sum * n);                                            \
        return wide * sum + sum * n + (n ? sum * x[0] : x[1]);                                     \
    }                                                                                              \
                                                                                                   \
    static double mixed_##name(half a, half b, double d, int n)                                    \
    {                                                                                              \
        volatile half kept = a * b + TENTH_##name;                                                 \
        double sum = a * b + d, other = (double)(a * b - kept);                                    \
        half c = a;                                                                                \
        c++;                                                                                       \
        c /= b * b + 1;                                                                            \
        c -= n;                                                                                    \
        sum += (a, a * b) + (c = a * b) * b + ({ half t = a; t * b; }) * d;                        \
        sum += sinf(a * c) * (float)(n * a) + table_##name[n & 1] * a * d + sqrt(a * a + 1);       \
        sum += (n + a) * b + +(-(a * b)) * c + _Generic(a, float: 1.0, default: a * b);            \
        if (a * b > c * c || !(a * b) || a * b != c)                                               \
            sum += other * (half)n + (half)(a * b) * b;                                            \
        return sum + (int)(a * THOUSAND_##name) + blend_##name(a, b, THREE_##name);                \
    }                                                                                              \
                                                                                                   \
    GRADC_LOSS double name(GRADC_WRT const half *w)                                                \
    {                                                                                              \
        struct layer_##name l = {{w[0], w[1] * w[0], table_##name[1]}, w[1], 0.7f};                \
        const half x[3] = {w[1], SEVEN_##name, w[0] - w[1]};                                       \
        return forward_##name(&l, x, 3) * mixed_##name(w[0], w[1], 0.3, 3);                        \
    }

// CHECK: double narrow_grad(const _Float16 *w, _Float16 *w_grad);
LOSSES(_Float16, narrow)
LOSSES(double, wide)

#ifndef __GRADC__
double wide_grad(const double *w, double *w_grad);
double narrow_grad(const _Float16 *w, _Float16 *w_grad);
double narrow_jvp(const _Float16 *w, const _Float16 *w_dot, double *narrow_dot);

static double value(const double *w)
{
    const _Float16 h[2] = {w[0], w[1]};
    return narrow(h);
}

static double gradient(const double *w, double *w_grad)
{
    const _Float16 h[2] = {w[0], w[1]};
    _Float16 h_grad[2] = {0, 0};
    const double result = narrow_grad(h, h_grad);
    w_grad[0] += h_grad[0];
    w_grad[1] += h_grad[1];
    return result;
}

static double tangent(const double *w, const double *w_dot, double *f_dot)
{
    const _Float16 h[2] = {w[0], w[1]}, h_dot[2] = {w_dot[0], w_dot[1]};
    return narrow_jvp(h, h_dot, f_dot);
}

/* Points are numbers of _Float16. */
int main(void)
{
    static const double points[] = {0.375, 0.75, -0.5, 0.625, 1.25, -0.375, 0.875, 1.125};
    const struct check_subject subject = {value, gradient, wide_grad, 3e-2, 2, tangent, 0, 0};
    return check_gradient(&subject, points, 4);
}
#endif
