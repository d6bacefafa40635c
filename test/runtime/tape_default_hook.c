/* By default a failed allocation prints a line and aborts.
 *
 * RUN: %cc -std=c99 -I%gradc_include %s -o %t
 * RUN: not --crash %t 2>&1 | FileCheck %s
 * CHECK: gradc: tape size overflows
 * CHECK-NOT: returned
 */
#include <gradc/tape.h>

int main(void)
{
    gradc_tape tape = GRADC_TAPE_INIT;
    double *a = gradc_tape_alloc(&tape, (size_t)-1, sizeof *a);

    printf("returned %g\n", a[0]);
    return 0;
}
