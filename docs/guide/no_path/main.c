#include "repaired.grad.h"

#include <stdio.h>

/* Gradient descent until the samples are apart; the boundary is near 1.5. */
int main(void)
{
    static const double x[4] = {0.0, 1.0, 2.0, 3.0};
    static const int label[4] = {0, 0, 1, 1};
    double w = 0.0, b = 0.0, loss = 0.0;

    for (int step = 0; step < 1000; step++) {
        double w_grad = 0.0, b_grad = 0.0;
        loss = wrong_grad(&w, &w_grad, b, &b_grad, 4, x, label);
        w -= 0.5 * w_grad;
        b -= 0.5 * b_grad;
    }
    printf("boundary %.2f, loss %.4f\n", -b / w, loss);
    return 0;
}
