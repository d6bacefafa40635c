// Deep nests of loops and branches with values that cross them in both directions.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

#include <math.h>

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    double a = w[0], b = w[1], c = 0.0, sum = 0.0;

    for (int i = 0; i < 3; i++) {
        double d = a * b, e = c;
        int j = 0;
        while (j < 4 - i) {
            double g = d * d + e;
            if (g > 0.3) {
                for (int k = 0; k < j; k++) {
                    const double h = sin(g) * a;
                    if ((k + j) % 2) {
                        e = h * e + d;
                        int left = 4;
                        do {
                            g = g * 0.5 + h * h * b;
                        } while (g > 0.5 && left-- > 0);
                    } else {
                        d -= h * 0.1 * g;
                    }
                    c += h * d * e;
                }
            } else {
                a = a * 0.9 + g;
                if (j == 2)
                    break;
            }
            sum += g * a;
            j += 1 + (d > 1.0);
        }
        b = b * cos(c) + e * 0.1;
        sum += a * b * d;
    }
    return sum + c;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3}, {-0.6, -0.8})
