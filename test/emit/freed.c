// A pointer is not looked at once its memory has been freed, not even for having been NULL: where
// that is asked in the reverse sweep, the answer is kept instead.
// RUN: %gradc %s -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.c
// RUN: %cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -c %t.c -o %t.o
#include <gradc/gradc.h>
#include <stdlib.h>

// CHECK-LABEL: double cleaned_up_grad(
// CHECK: double *const [[FORCE:force[_0-9]*]] = calloc(
// CHECK: free([[FORCE]]);
// CHECK-NOT: {{[^_a-z0-9]}}[[FORCE]]{{[^_a-z0-9]}}
// CHECK: return
GRADC_LOSS double cleaned_up(GRADC_WRT double k, int n, int turns)
{
    double sum = -1.0, *x = malloc(n * sizeof *x);
    if (!x)
        return sum;
    double *force = calloc(n, sizeof *force);
    if (!force)
        goto end;
    for (int i = 0; i < n; i++)
        x[i] = 0.1 * i;
    for (int t = 0; t < turns; t++) {
        for (int i = 0; i < n; i++)
            force[i] = k * x[i] * x[i];
        for (int i = 0; i < n; i++)
            x[i] += force[i] * 0.1;
    }
    sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i];
end:
    free(force);
    free(x);
    return sum;
}
