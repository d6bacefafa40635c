// What keeps derivatives from being put into a matrix, and what does not.
// RUN: rm -rf %t && split-file %s %t
// RUN: %gradc %t/extents.c -I%gradc_include -o %t/out.c --mode=jacobian -verify
// RUN: %gradc %t/hessian.c -I%gradc_include -o %t/out.c --mode=hessian -verify
// RUN: %gradc %t/pointers.c -I%gradc_include -o %t/out.c --mode=jacobian -verify
// RUN: %gradc %t/again.c -I%gradc_include -o %t/out.c --mode=jacobian -verify
// RUN: %gradc %t/global.c -I%gradc_include -o %t/out.c --mode=hessian -verify
// RUN: not test -e %t/out.c
// RUN: %gradc %t/fine.c -I%gradc_include -o %t/out.c --mode=jacobian,hessian -verify
// RUN: %gradc %t/again.c -I%gradc_include -o %t/out.c --mode=jacobian --width=20 --direction=forward

//--- extents.c
#include <gradc/gradc.h>
#include <string.h>
// expected-error@+2 {{cannot differentiate 'x' as a part of a matrix: how many elements it leads to is not declared}}
// expected-note@+1 {{declare it as an array: 'x[n]', where n is a number or an integer parameter before 'x'}}
GRADC_LOSS double plain(GRADC_WRT const double *x, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

// expected-error@+2 {{cannot differentiate 'y' as a part of a matrix: how many elements it leads to is not declared}}
// expected-note@+1 {{declare it as an array: 'y[n]'}}
GRADC_LOSS void output(GRADC_WRT const double x[3], GRADC_OUT double *y)
{
    for (int i = 0; i < 3; i++)
        y[i] = x[i] * x[0];
}

/* Elements after the first one are reached in other ways, too. */
// expected-error@+2 {{cannot differentiate 'x' as a part of a matrix: how many elements}}
// expected-note@+1 {{declare it as an array}}
GRADC_LOSS double copied(GRADC_WRT const double *x)
{
    double y[2];
    memcpy(y, x, sizeof y);
    return y[0] * y[1];
}

/* What is no sum, product or quotient of parameters and numbers tells nothing. */
int length(int n);
// expected-error@+2 {{cannot differentiate 'x' as a part of a matrix: how many elements}}
// expected-note@+1 {{declare it as an array}}
GRADC_LOSS double computed(int n, GRADC_WRT const double x[length(n)])
{
    return x[n] * x[0];
}

// expected-error@+2 {{cannot differentiate 'x' as a part of a matrix: how many elements}}
// expected-note@+1 {{declare it as an array}}
GRADC_LOSS double wraps(unsigned n, GRADC_WRT const double x[n - 1])
{
    return x[n - 2] * x[0];
}

//--- hessian.c
#include <gradc/gradc.h>
// expected-error@+6 {{cannot differentiate 'work' as a part of a matrix: how many elements it leads to is not declared}}
// expected-note@+5 {{declare it as an array}}
// expected-error@+4 {{cannot differentiate 'work_adj' as a part of a matrix: how many elements it leads to is not declared}}
// expected-note@+3 {{declare it as an array}}
// expected-error@+2 {{cannot differentiate 'count' as a part of a matrix: how many elements it leads to is not declared}}
// expected-note@+1 {{declare it as an array}}
GRADC_LOSS double f(GRADC_WRT const double x[10], GRADC_WORK double *work, int *count)
{
    for (int i = 0; i < 10; i++)
        work[i] = x[i] * x[i];
    count[1]++;
    return work[2] * work[1];
}

//--- pointers.c
#include <gradc/gradc.h>
struct model {
    int *kind;
    double *weights;
};
// expected-error@+1 {{cannot differentiate 'm' as a part of a matrix: it holds pointers to reals}}
GRADC_LOSS double f(GRADC_WRT const struct model *m)
{
    return m->weights[0] * m->weights[1];
}

//--- again.c
#include <gradc/gradc.h>
#include <stdlib.h>
struct box {
    int *count;
};
GRADC_LOSS double draws(GRADC_WRT const double x[20])
{
    // expected-error@+1 {{cannot differentiate a function that may get something else each time into a matrix: it is run several times}}
    return x[rand() % 20];
}
static int pick(int n)
{
    // expected-error@+1 {{cannot differentiate a function that may get something else each time into a matrix: it is run several times}}
    return n == 0 ? rand() : pick(n - 1) / 2;
}
GRADC_LOSS double picks(GRADC_WRT const double x[20])
{
    return x[pick(3) % 20] * x[pick(2) % 20];
}
double measured(int channel);
GRADC_LOSS double measures(GRADC_WRT const double x[20])
{
    // expected-error@+1 {{cannot differentiate a function that may get something else each time into a matrix: it is run several times}}
    return x[0] * x[1] * measured(3);
}
GRADC_LOSS double counts(GRADC_WRT const double x[20], struct box *box)
{
    // expected-error@+1 {{cannot differentiate a function that writes to memory behind pointers in memory into a matrix: it is run several times}}
    ++*box->count;
    return x[0] * x[1];
}
GRADC_LOSS double frees(GRADC_WRT const double x[20], int *p)
{
    const int k = *p;
    // expected-error@+1 {{cannot differentiate a function that frees memory of its caller's into a matrix: it is run several times}}
    free(p);
    return x[k] * x[1];
}

//--- global.c
#include <gradc/gradc.h>
GRADC_WRT double weight;
// expected-error@+1 {{cannot differentiate a Hessian with respect to a global}}
GRADC_LOSS double f(GRADC_WRT double x)
{
    return weight * x * x;
}

//--- fine.c
// expected-no-diagnostics
#include <gradc/gradc.h>
#include <stdio.h>
struct model {
    double weights[3];
    int *kinds;
};
enum { N = 4 };
/* One object is behind a pointer that is never moved; a single run may do what it likes. */
GRADC_LOSS double f(GRADC_WRT const struct model *m, GRADC_WRT const double *bias)
{
    printf("%d\n", m->kinds[2]);
    return m->weights[0] * m->weights[1] * *bias;
}
/* What nothing comes back from may be called again. */
void report(const char *what, ...);
GRADC_LOSS double tells(GRADC_WRT const double x[20], int n)
{
    if (n < 0)
        report("%d\n", n);
    return x[0] * x[1] * n;
}
GRADC_LOSS double sizes(unsigned long n, int m, GRADC_WRT const double x[N * (n + 1) / sizeof(float)][m])
{
    double sum = 0.0;
    for (unsigned long i = 0; i < n; i++)
        sum += x[i][0] * x[i][0];
    return sum;
}
