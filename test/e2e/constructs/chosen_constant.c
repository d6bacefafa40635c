// A pointer that is chosen between active memory and memory that happens to be constant.
// RUN: %check_grad %s
// RUN: %check_grad %s --strategy=store
#include "check_gradient.h"

struct state {
    double v[2], x;
};

GRADC_LOSS double f(GRADC_WRT const double *w)
{
    struct state st = {{w[1], w[0]}, 0.5};
    double y = w[0] * w[1], *p = &st.x;

    p = w[0] > 0.2 ? &y : p;
    return w[0] * *p + y * st.v[1] * st.x;
}

CHECK_GRADIENT(2, {0.3, 0.5}, {-0.2, 0.7}, {1.1, -0.4}, {0.9, 1.3})
