// Sizes, which are taken to be at least 1: what the caller gives, also where it has been copied.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct config {
    int size, count;
};

struct model {
    struct config config;
    double scale;
};

static double norm(const double *x, int size)
{
    double sum = 0.0;
    for (int i = 0; i < size; i++)
        sum += x[i] * x[i];
    sum /= size;
    sum += 1e-5;
    // expected-warning@+3 {{argument of 'sqrt' may be negative; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'sum' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(sum, 1e-12)', or guard it by an 'if'}}
    return 1.0 / sqrt(sum);
}

GRADC_LOSS double given(GRADC_WRT const double *x, const struct config *config)
{
    return norm(x, config->size);
}

GRADC_LOSS double copied(GRADC_WRT const double *x, struct config config)
{
    struct model m;
    m.config = config;
    m.scale = 2.0;
    const struct config *c = &m.config;
    return norm(x, c->size) * m.scale;
}

GRADC_LOSS double copied_bytes(GRADC_WRT const double *x, const struct config *config)
{
    struct model m;
    memcpy(&m.config, config, sizeof m.config);
    return norm(x, m.config.size);
}

GRADC_LOSS double stored(GRADC_WRT const double *x, int n)
{
    struct model m;
    m.config.size = n;
    return norm(x, m.config.size);
}

/* What is computed may be anything. */

GRADC_LOSS double difference(GRADC_WRT const double *x, int n, int k)
{
    struct model m;
    m.config.size = n - k;
    // expected-note@+1 {{in call to 'norm' here}}
    return norm(x, m.config.size);
}

GRADC_LOSS double read_in(GRADC_WRT const double *x, const char *text)
{
    struct config c;
    double sum = 0.0;
    if (sscanf(text, "%d", &c.size) != 1)
        return x[0];
    for (int i = 0; i < c.size; i++)
        sum += x[i] * x[i];
    sum = sum / c.size + 1e-5;
    // expected-warning@+3 {{argument of 'sqrt' may be negative; the loss and its gradient would be NaN}}
    // expected-note@+2 {{'sum' is in [-inf, inf]}}
    // expected-note@+1 {{clip it, as in 'fmax(sum, 1e-12)', or guard it by an 'if'}}
    return sqrt(sum);
}
