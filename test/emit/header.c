// The header: declarations for C and C++, long ones in lines of at most 100 columns.
// RUN: %gradc %s -I%gradc_include -o %t.c && FileCheck %s --input-file=%t.h
// RUN: %clang -std=c99 -Wall -Wextra -Wpedantic -Werror -I%gradc_include -fsyntax-only %t.c
// RUN: echo '#include "%t.h"' > %t.cpp
// RUN: %clang -x c++ -Wall -Wextra -Wpedantic -Werror -I%gradc_include -fsyntax-only %t.cpp
#include <gradc/gradc.h>

struct model {
    double weights[4], bias;
};

// CHECK: extern "C" {
// CHECK: /* Returns what error_of_model returns, and adds its gradient
// CHECK: {{^}}double error_of_model_grad(const struct model *model, struct model *model_grad, int samples,
// CHECK-NEXT: {{^}}                           const double *inputs, const double *targets, double regularisation);
GRADC_LOSS double error_of_model(GRADC_WRT const struct model *restrict model, int samples,
                                 const double *restrict inputs, const double *targets,
                                 double regularisation)
{
    double sum = regularisation * model->bias * model->bias;
    for (int i = 0; i < samples; i++) {
        double r = model->weights[i % 4] * inputs[i] + model->bias - targets[i];
        sum += r * r;
    }
    return sum;
}
