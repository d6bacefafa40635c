// Active values that are written out and read back in.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -verify
// RUN: %gradc %s -I%gradc_include -fsyntax-only -Wno-gradient-through-io -Wno-missing-gradient-path 2>&1 | count 0
#include <gradc/gradc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct record {
    char text[32];
    double value;
};

GRADC_LOSS double text(GRADC_WRT double price)
{
    char line[32];

    // expected-note@+1 {{written here by 'snprintf'}}
    snprintf(line, sizeof line, "%.2f", price);
    // expected-warning@+2 {{active value written as text and read back loses its gradient}}
    // expected-note@+1 {{keep the value in memory as a real, or write 'gradc_stop' of it}}
    return atof(line) * price;
}

GRADC_LOSS double file(GRADC_WRT double a, FILE *f)
{
    double b = 0.0;

    // expected-note@+1 {{written here by 'fprintf'}}
    fprintf(f, "%.17g\n", a);
    rewind(f);
    // expected-warning@+2 {{active value written to a file and read back loses its gradient}}
    // expected-note@+1 {{keep the value in memory as a real, or write 'gradc_stop' of it}}
    fscanf(f, "%lf", &b);
    return a * b;
}

GRADC_LOSS double bytes(GRADC_WRT const double *w, FILE *f)
{
    double copy[4];
    double sum = 0.0;

    // expected-note@+1 {{written here by 'fwrite'}}
    fwrite(w, sizeof *w, 4, f);
    rewind(f);
    // expected-warning@+2 {{active value written to a file and read back loses its gradient}}
    // expected-note@+1 {{keep the value in memory as a real, or write 'gradc_stop' of it}}
    fread(copy, sizeof *copy, 4, f);
    for (int i = 0; i < 4; i++)
        sum += w[i] * copy[i];
    return sum;
}

static void save(double x, char *to)
{
    // expected-note@+1 {{written here by 'sprintf'}}
    sprintf(to, "%g", x);
}

static double load(const char *from)
{
    // expected-warning@+2 {{active value written as text and read back loses its gradient}}
    // expected-note@+1 {{keep the value in memory as a real, or write 'gradc_stop' of it}}
    return strtod(from, NULL);
}

GRADC_LOSS double call(GRADC_WRT double a)
{
    char line[32];

    save(a, line);
    // expected-note@+1 {{in call to 'load' here}}
    return a + load(line);
}

GRADC_LOSS double field(GRADC_WRT double a)
{
    struct record r;

    r.value = a;
    // expected-note@+1 {{written here by 'sprintf'}}
    sprintf(r.text, "%f", r.value);
    // expected-warning@+2 {{active value written as text and read back loses its gradient}}
    // expected-note@+1 {{keep the value in memory as a real, or write 'gradc_stop' of it}}
    return r.value * atof(r.text);
}

// expected-note@+1 {{expanded from macro 'PARSE'}}
#define PARSE(text) strtod(text, NULL)

GRADC_LOSS double macro(GRADC_WRT double a)
{
    char line[32];

    // expected-note@+1 {{written here by 'sprintf'}}
    sprintf(line, "%f", a);
    // expected-warning@+2 {{active value written as text and read back loses its gradient}}
    // expected-note@+1 {{keep the value in memory as a real, or write 'gradc_stop' of it}}
    return a + PARSE(line);
}

// Nothing comes back.
GRADC_LOSS double printed(GRADC_WRT double a)
{
    char line[64];

    snprintf(line, sizeof line, "a = %g", a);
    puts(line);
    fprintf(stderr, "%g\n", a);
    return a * a;
}

// What comes back is of no account.
GRADC_LOSS double unused(GRADC_WRT double a)
{
    char line[32];

    sprintf(line, "%g", a);
    printf("%g\n", atof(line));
    return a * a;
}

GRADC_LOSS double inactive(GRADC_WRT double a, double y)
{
    char line[32];

    sprintf(line, "%g", y);
    return a * atof(line);
}

GRADC_LOSS double other_text(GRADC_WRT double a, const char *option)
{
    char line[32];

    sprintf(line, "%g", a);
    puts(line);
    return a * atof(option);
}

// Meant.
GRADC_LOSS double stopped(GRADC_WRT double a)
{
    char line[32];

    sprintf(line, "%.2f", gradc_stop(a));
    return a * atof(line);
}

GRADC_LOSS double held(GRADC_WRT double a, GRADC_WRT GRADC_CONST double b)
{
    char line[32];

    sprintf(line, "%.2f", b);
    return a * atof(line);
}

// Where it is the only way, the error says so, and this is not said a second time.
// expected-error@+1 {{loss 'only_way' has no gradient path to parameter 'a'}}
GRADC_LOSS double only_way(GRADC_WRT double a)
{
    char line[32];

    // expected-note@+2 {{(1) goes through 'snprintf' here; text carries no derivative}}
    // expected-note@+1 {{keep the value in memory as a real, or mark 'a' GRADC_CONST}}
    snprintf(line, sizeof line, "%.2f", a);
    return atof(line); // expected-note {{(2) the loss depends on 'a' only through 'line'}}
}
