// A call of a function that gradc knows nothing about.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

extern double magic(double); // expected-note 2 {{'magic' is declared here}}

GRADC_LOSS double missing(GRADC_WRT double a)
{
    return magic(a * a); // expected-error {{no derivative for function 'magic' called with active argument}}
}

static double twice(double a)
{
    // expected-error@+1 {{no derivative for function 'magic' called with active argument}}
    return 2.0 * magic(a);
}

GRADC_LOSS double within(GRADC_WRT double a)
{
    return twice(a); // expected-note {{in call to 'twice' here}}
}

// Inactive calls are left alone, and so is printing.
GRADC_LOSS double inactive(GRADC_WRT double a, double x)
{
    printf("%g\n", a);
    return magic(x) * a;
}

double sum_of(int n, ...) // expected-note {{'sum_of' is declared here}}
{
    va_list list;
    va_start(list, n);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += va_arg(list, double);
    va_end(list);
    return sum;
}

GRADC_LOSS double variable_arguments(GRADC_WRT double w)
{
    return sum_of(2, w, 1.0); // expected-error {{no derivative for function 'sum_of' called with active argument}}
}

// A near miss: it only tells.
void tell(const char *format, ...)
{
    puts(format);
}

GRADC_LOSS double told(GRADC_WRT double w)
{
    tell("%g", w);
    return w * sum_of(1, 2.0);
}
