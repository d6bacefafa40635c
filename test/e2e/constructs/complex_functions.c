// The functions of complex.h, in all quadrants, beside their cuts, near their singularities and far
// out: values are the library's, bit for bit; first and second derivatives are those of the long
// double forms, by differences along the cuts.
// RUN: %check_grad %s
// RUN: FileCheck %s --input-file=%t.dir/f.grad.c
#include <complex.h>
#include <gradc/gradc.h>
#include <math.h>

// CHECK: #include <gradc/complex.h>
// CHECK-LABEL: double re_casin_grad(
// CHECK-DAG: gradc_re_casin(
// CHECK-DAG: gradc_im_casin_slope(
#define PARTS(name)                                                                                \
    GRADC_LOSS double re_##name(GRADC_WRT const double *w)                                         \
    {                                                                                              \
        double complex z;                                                                          \
        __real__ z = w[0];                                                                         \
        __imag__ z = w[1];                                                                         \
        return creal(name(z));                                                                     \
    }                                                                                              \
    GRADC_LOSS double im_##name(GRADC_WRT const double *w)                                         \
    {                                                                                              \
        double complex z;                                                                          \
        __real__ z = w[0];                                                                         \
        __imag__ z = w[1];                                                                         \
        return cimag(name(z));                                                                     \
    }
PARTS(casin)
PARTS(cacos)
PARTS(catan)
PARTS(casinh)
PARTS(cacosh)
PARTS(catanh)
PARTS(clog)
PARTS(csqrt)
PARTS(ctan)
PARTS(ctanh)
PARTS(cexp)
PARTS(csin)
PARTS(ccos)
PARTS(csinh)
PARTS(ccosh)
PARTS(cproj)

#ifndef __GRADC__
#include <stdio.h>
#include <string.h>

struct part {
    double (*value)(const double *w);
    double (*gradient)(const double *w, double *w_grad);
    double (*tangent)(const double *w, const double *w_dot, double *f_dot);
    double (*product)(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot);
};

struct function {
    const char *name;
    double complex (*f)(double complex z);
    long double complex (*wide)(long double complex z);
    long double complex along;    /* a unit step beside the cuts */
    long double complex singular; /* and at its negative */
    struct part parts[2];
};

#define DECLARED(name)                                                                             \
    double name##_grad(const double *w, double *w_grad);                                           \
    double name##_jvp(const double *w, const double *w_dot, double *f_dot);                        \
    double name##_hvp(const double *w, const double *w_dot, double *w_grad, double *w_grad_dot);
#define PART(name) {name, name##_grad, name##_jvp, name##_hvp}
#define BOTH(name) DECLARED(re_##name) DECLARED(im_##name)
#define ROW(name, along, singular)                                                                 \
    {                                                                                              \
        #name, name, name##l, along, singular,                                                     \
        {                                                                                          \
            PART(re_##name), PART(im_##name)                                                       \
        }                                                                                          \
    }
#define HALF_PI 1.57079632679489661923L
BOTH(casin)
BOTH(cacos)
BOTH(catan)
BOTH(casinh)
BOTH(cacosh)
BOTH(catanh)
BOTH(clog)
BOTH(csqrt)
BOTH(ctan)
BOTH(ctanh)
BOTH(cexp)
BOTH(csin)
BOTH(ccos)
BOTH(csinh)
BOTH(ccosh)
BOTH(cproj)

static const struct function functions[] = {
    ROW(casin, 1, 1),          ROW(cacos, 1, 1),  ROW(catan, I, I),
    ROW(casinh, I, I),         ROW(cacosh, 1, 1), ROW(catanh, 1, 1),
    ROW(clog, 1, 0),           ROW(csqrt, 1, 0),  ROW(ctan, 1, HALF_PI),
    ROW(ctanh, I, HALF_PI *I), ROW(cexp, 1, 5),   ROW(csin, 1, 5),
    ROW(ccos, 1, 5),           ROW(csinh, 1, 5),  ROW(ccosh, 1, 5),
    ROW(cproj, 1, 5), /* nowhere */
};

/* The first and second derivative, of sixth order. */
static void differences(const struct function *g, long double complex z, long double complex *first,
                        long double complex *second)
{
    const long double room = fminl(cabsl(z - g->singular), cabsl(z + g->singular));
    static const long double slopes[] = {0, 45, -9, 1}, bends[] = {-490, 270, -27, 2};
    const long double complex step = g->along * room * 0x1p-9L;
    *first = 0;
    *second = bends[0] * g->wide(z);
    for (int k = 1; k < 4; k++) {
        const long double complex ahead = g->wide(z + k * step), behind = g->wide(z - k * step);
        *first += slopes[k] * (ahead - behind);
        *second += bends[k] * (ahead + behind);
    }
    *first /= 60 * step;
    *second /= 180 * step * step;
}

static int is_off(double complex found, long double complex expected, long double tolerance,
                  long double size)
{
    return !(cabsl(found - expected) <= tolerance * size);
}

/* The gradient of Re f is the conjugate of f', that of Im f is i times it. */
static int check_part(const struct function *g, int k, const double *w, long double complex first,
                      long double complex second)
{
    const struct part *part = &g->parts[k];
    const long double complex turn = k ? I : 1, direction = 0.6L - 0.8L * I;
    const double dot[2] = {0.6, -0.8};
    double grad[2] = {0, 0}, dual[2] = {0, 0}, product[2] = {0, 0}, slope;
    const double value = part->value(w), again = part->gradient(w, grad);
    int bad = memcmp(&value, &again, sizeof value) != 0;
    const long double size = cabsl(first);

    first = turn * conjl(first);
    bad |= is_off(grad[0] + I * grad[1], first, 1e-11L, size) << 1;
    part->tangent(w, dot, &slope);
    bad |= is_off(slope, creall(first * conjl(direction)), 1e-11L, size) << 2;
    part->product(w, dot, dual, product);
    bad |= (memcmp(grad, dual, sizeof grad) != 0) << 3;
    bad |=
        is_off(product[0] + I * product[1], turn * conjl(second * direction), 1e-7L, cabsl(second) + 1e-6L * size)
           << 4;
    if (bad)
        printf("%s of %s at %.17g %+.17gi: %d\n", k ? "im" : "re", g->name, w[0], w[1], bad);
    return bad;
}

static int check_point(double x, double y)
{
    int bad = 0;
    for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++) {
        const struct function *g = &functions[i];
        long double complex first, second;
        const double w[2] = {x, y};
        double complex z;
        __real__ z = x;
        __imag__ z = y;
        differences(g, z, &first, &second);
        bad |= check_part(g, 0, w, first, second) | check_part(g, 1, w, first, second);
    }
    return bad;
}

/* Where differences see nothing any more: no overflow, and the leading term. */
static int check_far(const struct function *g, double x, double y, double complex expected)
{
    const double w[2] = {x, y};
    double grad[2] = {0, 0};
    g->parts[0].gradient(w, grad);
    if (!is_off(grad[0] - I * grad[1], expected, 1e-13L, cabsl(expected)))
        return 0;
    printf("%s far out at %g %+gi\n", g->name, x, y);
    return 1;
}

static int check_all_far(void)
{
    const double far = 0x1p600;
    int bad = 0;
    for (int k = 0; k < 4; k++) {
        const double x = k & 1 ? far : -far, y = k & 2 ? far : -far;
        bad |= check_far(&functions[2], x, y, 0) | check_far(&functions[5], x, y, 0);
        bad |= check_far(&functions[6], x, y, 0.5 / x - 0.5 / y * I);
        bad |= check_far(&functions[8], 0.3, y, 0) | check_far(&functions[9], x, 0.3, 0);
        bad |= check_far(&functions[8], 0.3, k & 2 ? 30 : -30,
                         4 * exp(-60) * (cos(0.6) + (k & 2 ? I : -I) * sin(0.6)));
    }
    return bad;
}

int main(void)
{
    static const double radii[] = {0.01, 0.3, 0.7, 0.95, 1.2, 1.7, 3.0, 40.0};
    static const double near[] = {1e-3, 1e-5};
    int bad = check_all_far();
    for (int quadrant = 0; quadrant < 4; quadrant++) {
        const double right = quadrant & 1 ? 1 : -1, up = quadrant & 2 ? 1 : -1;
        for (int i = 0; i < 8; i++) {
            for (double angle = 0.1; angle < 1.5; angle += 0.3)
                if (radii[i] * fmax(cos(angle), sin(angle)) <
                    3) /* tan has other poles, and fades */
                    bad |= check_point(right * radii[i] * cos(angle), up * radii[i] * sin(angle));
            if (radii[i] < 3) {
                bad |= check_point(right * radii[i], up * 1e-9); /* beside the cuts */
                bad |= check_point(right * 1e-9, up * radii[i]);
            }
        }
        for (int i = 0; i < 2; i++) {
            bad |= check_point(right * (1 + near[i]), up * near[i]);
            bad |= check_point(right * (1 - near[i]), up * near[i]);
            bad |= check_point(right * near[i], up * (1 + near[i]));
            bad |= check_point(right * near[i], up * (1 - near[i]));
        }
    }
    return bad;
}
#endif
