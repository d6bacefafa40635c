// Where a cache is there only because two of the caller's pointers may overlap.
// RUN: %gradc %s -I%gradc_include -o %t.c -Rmay-alias -verify
// RUN: %gradc %s -I%gradc_include -o %t.c 2>&1 | count 0
#include <gradc/gradc.h>

GRADC_LOSS double overlaps(GRADC_WRT const double *w, GRADC_WORK double *out, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        // expected-remark@+2 {{'w[i]' is cached because 'out[i]' may alias it}}
        // expected-note@+1 {{'restrict' on the two pointers would say that they do not overlap}}
        double x = w[i];
        out[i] = x * x * x; // expected-note {{'out[i]' is written here}}
        sum += out[i] * out[i];
    }
    return sum;
}

GRADC_LOSS double apart(GRADC_WRT const double *restrict w, GRADC_WORK double *restrict out, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double x = w[i];
        out[i] = x * x * x;
        sum += out[i] * out[i];
    }
    return sum;
}

GRADC_LOSS double same(GRADC_WRT double *w, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double x = w[i];
        w[i] = x * x * x;
        sum += w[i] * w[i];
    }
    return sum;
}
