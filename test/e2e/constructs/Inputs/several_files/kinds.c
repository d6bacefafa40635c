#include <complex.h>
#include <gradc/gradc.h>

typedef struct {
    double v;
} model;

struct parts {
    double a;
    struct {
        double x;
        union {
            double u, v;
        };
    };
    struct {
        double q;
    } named;
    int : 3;
    int k : 5;
};

double fixed[4] = {1.0, 2.0, 3.0, 4.0};

inline double shared(double x)
{
    return x * x;
}

extern inline double shared(double x);

static const struct {
    double a;
    int b;
} table[] = {{1.5, 2}, {.b = 3}};

union view {
    double d;
    double e[1];
};

static const double *pick(int i)
{
    static const double t[] = {3.0, 4.0};

    return &t[i];
}

static double custom(double x)
{
    return x * x * x;
}

static double custom_slope(double x)
{
    return 3.0 * x * x;
}

static double complex rotate(double complex z)
{
    return z * z + I;
}

double of_parts(const struct parts *p)
{
    const struct parts other = {.x = 3.0, .v = p->v * p->a, .named.q = p->named.q};

    return p->x * other.u * other.named.q * p->k * other.x;
}

double helper(double x)
{
    return x * table[1].b;
}

double kinds(double x, const model *model, int i)
{
    struct local {
        double q;
    } local = {x * model->v};
    union view view;
    double complex z = rotate(x + 2.0 * I);

    view.d = local.q;
    return view.e[0] * *pick(i) * table[i].b + custom(x) * custom_slope(x) + creal(z) * cimag(z) +
           shared(x);
}
