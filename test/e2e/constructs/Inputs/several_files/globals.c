#include <gradc/gradc.h>
#include <math.h>

GRADC_WRT double weights[2] = {1.0, 2.0};

void set_weights(const double *w);
double along(double x);

void set_weights(const double *w)
{
    weights[0] = w[0];
    weights[1] = w[1];
}

static double scale(double x)
{
    return sin(x) * x;
}

GRADC_VJP(scale)
static void scale_vjp(double x, double *x_grad, double seed)
{
    *x_grad += seed * (sin(x) + x * cos(x));
}

double along(double x)
{
    double unused = 0.0;

    if (x > 100.0)
        scale_vjp(x, &unused, 1.0);
    return x * weights[0] * weights[0] + scale(x * weights[1]);
}
