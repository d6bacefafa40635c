// Which loops run backward as they run forward: those for sums whose adjoint is known before them.
// RUN: %gradc %s -I%gradc_include -o - | FileCheck %s
#include <gradc/gradc.h>
#include <math.h>

// A fit and its penalty are one sum.
// CHECK-LABEL: double penalised_grad(
// CHECK-COUNT-2: for (int
// CHECK-NOT: for (int
// CHECK: return
GRADC_LOSS double penalised(GRADC_WRT const double *w, const double *x, int n)
{
    double loss = 0.0;
    for (int i = 0; i < n; i++)
        loss += w[i] * w[i] * x[i];
    for (int i = 0; i < n; i++)
        loss += 0.01 * fabs(w[i]);
    return loss / n;
}

// The adjoint of the sum is half of 1 / sqrt(sum).
// CHECK-LABEL: double length_grad(
// CHECK: for (int i = 0; i < n; i++)
// CHECK: sqrt
// CHECK: for (int i = n - 1; i >= 0; i--)
// CHECK: return
GRADC_LOSS double length(GRADC_WRT const double *w, int n)
{
    double sum = 1.0;
    for (int i = 0; i < n; i++)
        sum += w[i] * w[i];
    return sqrt(sum);
}

// A turn needs the one before it.
// CHECK-LABEL: double chain_grad(
// CHECK: for (int i = 0; i < n; i++)
// CHECK: for (int i = n - 1; i >= 0; i--)
// CHECK: return
GRADC_LOSS double chain(GRADC_WRT const double *w, int n)
{
    double state = w[0];
    for (int i = 0; i < n; i++)
        state = sin(state) + w[i];
    return state;
}

// What a turn leaves in memory is read later.
// CHECK-LABEL: double kept_grad(
// CHECK: for (int i = 0; i < 40; i++)
// CHECK: for (int i = 0; i < 40; i++)
// CHECK: for (int i = 40 - 1; i >= 0; i--)
// CHECK: return
GRADC_LOSS double kept(GRADC_WRT const double *w)
{
    double terms[40], sum = 0.0, mix = 0.0;
    for (int i = 0; i < 40; i++) {
        terms[i] = exp(w[i]);
        sum += terms[i];
    }
    for (int i = 0; i < 40; i++)
        mix += terms[i] * terms[39 - i];
    return sum + mix;
}
