#include "activation.h"

#include <gradc/gradc.h>
#include <math.h>

/* Another one of this name is in dense.c and in several_files.c, with other values. */
static const double table[] = {1.25, 0.5};
static int helper(int i)
{
    return 1 - i;
}

double damped(double x);
double library(double x);

GRADC_VJP(library)
void library_vjp(double x, double *x_grad, double seed)
{
    *x_grad += cos(x) * seed;
}

GRADC_JVP(library)
double library_jvp(double x, double x_dot, double *dot)
{
    *dot = cos(x) * x_dot;
    return sin(x);
}

double library(double x)
{
    return sin(x);
}

double activation(double x)
{
    static double last; /* written before it is read, whenever this runs */

    last = x * table[helper(1)];
    return tanh(last) * table[helper(0)];
}

double damped(double x)
{
    return x / (table[0] + x * x) + library(x);
}
