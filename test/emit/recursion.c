// A function that calls itself: its parts, and who owns the stacks that they share.
// RUN: %gradc %s -I%gradc_include --mode=grad,jvp -o %t.c
// RUN: FileCheck %s --input-file=%t.c
// RUN: FileCheck %s --input-file=%t.h --check-prefix=HEADER
// HEADER-NOT: power__
#include <gradc/gradc.h>

static double power(double x, int n)
{
    return n == 0 ? 1.0 : x * power(x, n - 1);
}

// CHECK: static double power__fwd(double x, int n, gradc_tape *tape, gradc_stack *stacks){{$}}
// CHECK-NEXT: {
// CHECK: t_4 = power__fwd(x, n - 1, tape, stacks);
// CHECK: gradc_stack_push(&stacks[0], &t, sizeof t);
// CHECK: return

// CHECK: static void power__rev(double *x_grad, double power_adj, gradc_tape *tape, gradc_stack *stacks){{$}}
// CHECK-NEXT: {
// CHECK: gradc_stack_pop(&stacks[0], &t, sizeof t);
// CHECK: power__rev(&m, x * power_adj, tape, stacks);
// CHECK: *x_grad += x_adj;

// CHECK: double f_grad(
// CHECK: gradc_tape tape = GRADC_TAPE_INIT;
// CHECK-NEXT: gradc_stack stacks[3] = {GRADC_STACK_INIT};
// CHECK: power__fwd(t, 2, &tape, stacks);
// CHECK: power__rev(&m, t * t_4, &tape, stacks);
// CHECK: gradc_tape_release(&tape);
// CHECK-NEXT: gradc_stack_release(&stacks[0]);
// CHECK-NEXT: gradc_stack_release(&stacks[1]);
// CHECK-NEXT: gradc_stack_release(&stacks[2]);

// CHECK: static double power__tan(double x, double x_tan, int n, double *power_tan){{$}}
// CHECK-NEXT: {
// CHECK: power__tan(x, x_tan, n - 1, &m);
GRADC_LOSS double f(GRADC_WRT const double *w)
{
    return power(w[0], 3) * w[1];
}
