// A static variable counts as a constant only where no way to change it can be seen: each of these
// is changed, or may be, somewhere in the unit.
// RUN: %gradc %s -I%gradc_include -o %t.c -verify -ferror-limit=0
#include <gradc/gradc.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct box {
    double *kept;
    double inside[2];
};

static double by_name[2];      // expected-note 1+ {{declared here}}
static double by_pointer[2];   // expected-note 1+ {{declared here}}
static double by_callee[2];    // expected-note 1+ {{declared here}}
static double by_field[2];     // expected-note 1+ {{declared here}}
static double by_initial[2];   // expected-note 1+ {{declared here}}
static double by_result[2];    // expected-note 1+ {{declared here}}
static double by_address[2];   // expected-note 1+ {{declared here}}
static double by_library[2];   // expected-note 1+ {{declared here}}
static double by_returned[2];  // expected-note 1+ {{declared here}}
static double by_number[2];    // expected-note 1+ {{declared here}}
static double by_copy[2];      // expected-note 1+ {{declared here}}
static double by_union[2];     // expected-note 1+ {{declared here}}
static double by_pointers[2];  // expected-note 1+ {{declared here}}
static double by_call[2];      // expected-note 1+ {{declared here}}
static struct box by_member;   // expected-note 1+ {{declared here}}
static double by_increment;    // expected-note 1+ {{declared here}}
static double by_choice[2];    // expected-note 1+ {{declared here}}
static double by_linkage[2];   // expected-note 1+ {{declared here}}
static double by_unit[2];      // expected-note 1+ {{declared here}}
static double by_handing[2];   // expected-note 1+ {{declared here}}
static double by_caller[2];    // expected-note 1+ {{declared here}}

struct handed {
    double *kept;
};
struct called {
    double *kept;
};

double *shared = by_linkage;
void hand_out(const struct handed *handed);

double *give_away(void)
{
    return by_unit;
}

void give_to(struct called *called)
{
    called->kept = by_caller;
}

void tell(void)
{
    struct handed handed = {by_handing};
    hand_out(&handed);
}

static struct box initial = {.kept = by_initial};
static double *table[2];
union either {
    double *one;
    float *other;
};

static double *give(void)
{
    return by_result;
}

static void fill(double *to, int n)
{
    while (n--)
        *to++ = n;
}

static void through(double **to)
{
    **to = 1.0;
}

char *find_in(const void *where);

void change(struct box *box, void (*callback)(double *), int i)
{
    double *p = by_pointer + 1, *q = by_address, *r = by_copy, *s;
    union either either = {by_union};

    by_name[0] = 1.0;
    p[-1] = 2.0;
    fill(by_callee, 2);
    box->kept = by_field;
    box->kept[0] = 3.0;
    *initial.kept += 1.0;
    give()[1] = 4.0;
    through(&q);
    fread(by_library, sizeof(double), 2, stdin);
    *(double *)(void *)find_in(by_returned) = 1.0;
    *(double *)((uintptr_t)by_number + 8) = 5.0;
    memcpy(&s, &r, sizeof s);
    *s = 6.0;
    *either.other = 1.0F;
    table[i] = by_pointers;
    *table[1] = 7.0;
    callback(by_call);
    by_member.inside[1] = 8.0;
    by_increment++;
    *(i ? by_choice : p) = 9.0;
}

GRADC_LOSS double f(GRADC_WRT double x)
{
    double sum = x * by_name[0]; // expected-error {{static 'by_name' cannot be shared}}

    sum += x * by_pointer[0];       // expected-error {{static 'by_pointer' cannot be shared}}
    sum += x * by_callee[0];        // expected-error {{static 'by_callee' cannot be shared}}
    sum += x * by_field[0];         // expected-error {{static 'by_field' cannot be shared}}
    sum += x * by_initial[0];       // expected-error {{static 'by_initial' cannot be shared}}
    sum += x * by_result[0];        // expected-error {{static 'by_result' cannot be shared}}
    sum += x * by_address[0];       // expected-error {{static 'by_address' cannot be shared}}
    sum += x * by_library[0];       // expected-error {{static 'by_library' cannot be shared}}
    sum += x * by_returned[0];      // expected-error {{static 'by_returned' cannot be shared}}
    sum += x * by_number[0];        // expected-error {{static 'by_number' cannot be shared}}
    sum += x * by_copy[0];          // expected-error {{static 'by_copy' cannot be shared}}
    sum += x * by_union[0];         // expected-error {{static 'by_union' cannot be shared}}
    sum += x * by_pointers[0];      // expected-error {{static 'by_pointers' cannot be shared}}
    sum += x * by_call[0];          // expected-error {{static 'by_call' cannot be shared}}
    sum += x * by_member.inside[0]; // expected-error {{static 'by_member' cannot be shared}}
    sum += x * by_linkage[0];       // expected-error {{static 'by_linkage' cannot be shared}}
    sum += x * by_unit[0];          // expected-error {{static 'by_unit' cannot be shared}}
    sum += x * by_handing[0];       // expected-error {{static 'by_handing' cannot be shared}}
    sum += x * by_caller[0];        // expected-error {{static 'by_caller' cannot be shared}}
    sum += x * by_choice[0];        // expected-error {{static 'by_choice' cannot be shared}}
    return sum * by_increment;      // expected-error {{static 'by_increment' cannot be shared}}
}
