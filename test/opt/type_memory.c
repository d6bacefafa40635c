// Memory that a function of the unit allocates as bytes has the type that it is converted to.
// RUN: %gradc %s -I%gradc_include --loss=typed --wrt=w --pass=inline,type-memory | FileCheck %s
// RUN: %gradc %s -I%gradc_include --loss=twice,hidden,recursive --wrt=w -o %t.c -verify
#include <gradc/gradc.h>

#include <stdlib.h>

struct __attribute__((packed)) packed {
    char tag;
    double value;
};

static void *bytes(size_t size)
{
    void *memory = malloc(size);

    // expected-error@-2 {{cannot differentiate an allocation whose type is not known}}
    if (!memory)
        exit(1);
    return memory;
}

// CHECK: record @packed struct "struct packed" size 9
// CHECK-LABEL: func @typed(
// CHECK: [[N:%[0-9]+]] = conv u64 %n
// CHECK: [[P:%memory[.0-9]*]] = malloc f64, [[N]]
// CHECK: ptrcast ptr<void> [[P]]
// CHECK: [[U:%[0-9]+]] = const u64 9
// CHECK: [[C:%[0-9]+]] = div u64 {{%[0-9]+}}, [[U]]
// CHECK: malloc @packed, [[C]]
double typed(double w, int n)
{
    double *p = bytes((size_t)n * sizeof *p);
    struct packed *q = bytes((size_t)n);

    p[0] = w;
    q->value = w;
    return p[0] * q->value;
}

double twice(double w)
{
    void *memory = bytes(2 * sizeof(double)); // expected-note {{in call to 'bytes' here}}
    double *p = memory;
    float *q = (float *)memory;

    p[0] = w;
    return p[0] * q[3];
}

struct box {
    void *kept;
};

static void *zeros(size_t count)
{
    return calloc(count, 1); // expected-error {{cannot differentiate an allocation whose type is not known}}
}

double hidden(double w)
{
    struct box box = {zeros(sizeof(double))}; // expected-note {{in call to 'zeros' here}}
    double *p = box.kept;

    p[0] = w;
    return p[0] * w;
}

static void *deep(int n)
{
    return n ? deep(n - 1) : malloc(8); // expected-error {{cannot differentiate an allocation whose type is not known}}
}

double recursive(double w)
{
    double *p = deep(3);

    p[0] = w;
    return p[0] * w;
}
