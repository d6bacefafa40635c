#include "repaired.grad.h"

#include <stdio.h>

/* Gradient descent on a line that does not go through the origin: y = 2 x + 3. */
int main(void)
{
    static const double x[4] = {0.0, 1.0, 2.0, 3.0}, y[4] = {3.0, 5.0, 7.0, 9.0};
    double w[1] = {0.0};
    double loss = 0.0;

    reset(0.0);
    for (int step = 0; step < 2000; step++) {
        double w_grad[1] = {0.0};
        bias_grad = 0.0;
        loss = mse_grad(w, w_grad, 4, x, y);
        w[0] -= 0.05 * w_grad[0];
        bias -= 0.05 * bias_grad;
    }
    printf("w %.3f, bias %.3f, loss %.6f\n", w[0], bias, loss);
    return 0;
}
