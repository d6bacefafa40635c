// Volatile numbers that are not active: each access happens once, in order, in the forward sweep.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
// RUN: FileCheck %s --input-file=%t.dir/f.grad.c
#include "check_gradient.h"

#include <math.h>

struct device {
    int id;
    volatile unsigned status, data[2];
};

volatile int stopped;
static struct device device = {1, 0, {3, 4}};
struct device *port = &device;
volatile double gain = 1.5;

static int poll(volatile int *flag, const volatile double *level)
{
    *flag = *flag + 1;
    return *flag > 9 || *level > 2.0;
}

// CHECK-DAG: extern volatile int stopped;
// CHECK-DAG: extern volatile double gain;
// CHECK-LABEL: double f_grad(
// CHECK: for (
// CHECK: const int [[OLD:.*]] = *(volatile int *)&stopped;
// CHECK-NEXT: *(volatile int *)&stopped = [[OLD]] + 1;
// CHECK-NEXT: *(volatile int *)&stopped
// CHECK: const double [[GAIN:.*]] = *(const volatile double *)
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    volatile double last = 0.0;
    volatile int counts[2];
    double sum = 0.0;

    stopped = 0;
    counts[0] = 2;
    for (int i = 0; i < 3; i++) {
        if (poll(&stopped, &gain))
            break;
        port->status = (unsigned)i;
        sum += sin(w[i] * gain) * (i + counts[0]) * port->data[i & 1];
        port->status |= 4;
        last += 1.0;
        (void)port->status;
    }
    return sum * last * stopped;
}

CHECK_GRADIENT(3, {0.3, 0.5, 0.6}, {-0.2, 0.7, 0.1}, {1.1, -0.4, 0.5})
