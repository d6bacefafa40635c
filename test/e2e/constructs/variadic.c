// Functions of the unit that take a variable number of arguments, and nothing active comes back from.
// RUN: %check_grad %s
#include "check_gradient.h"

#include <stdarg.h>

int reported;
GRADC_CONST double weight = 1.0;
static int reports;

void report(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    reported += va_arg(list, int);
    va_end(list);
    reports++;
}

/* Changes what the loss reads later. */
void reweigh(int count, ...)
{
    va_list list;
    va_start(list, count);
    weight = 0.0;
    for (int i = 0; i < count; i++)
        weight += va_arg(list, double);
    va_end(list);
}

double mean(int count, ...)
{
    va_list list;
    double sum = 0.0;
    va_start(list, count);
    for (int i = 0; i < count; i++)
        sum += va_arg(list, double);
    va_end(list);
    return sum / count;
}

static double root(double x, int n)
{
    if (n < 0) {
        report("bad n: %d", n);
        return 0.0;
    }
    if (x > 1.0)
        report("%d: x is %g", n, x);
    return x * x * mean(2, 1.0, 2.0);
}

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double sum = 0.0;
    void (*say)(const char *, ...) = report;

    for (int i = -1; i < 3; i++) {
        reweigh(2, 0.5 * i, 1.0);
        sum += root(w[0] + i, i) * weight * w[1];
        say("%d", i);
    }
    reweigh(1, 3.0);
    return sum * weight;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4})
