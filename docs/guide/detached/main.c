#include "repaired.grad.h"

#include <stdio.h>

int main(void)
{
    static const double x[3] = {-1.0, 0.5, 2.0}, teacher[3] = {-0.9, 0.1, 0.95};
    const double w[2] = {0.3, -0.1};
    double far[2] = {0.0, 0.0}, odd[2] = {0.0, 0.0};

    distill_grad(w, far, 3, x, teacher);
    surprise_grad(w, odd, 3, x);
    printf("distill: %.4f %.4f\nsurprise: %.4f %.4f\n", far[0], far[1], odd[0], odd[1]);
    return 0;
}
