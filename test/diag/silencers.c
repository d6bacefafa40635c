// What is meant can be said: GRADC_CONST, gradc_stop, a flag for one diagnostic or a group.
// RUN: %gradc %s -I%gradc_include -fsyntax-only -DHELD=GRADC_CONST 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -DHELD= -Wno-missing-gradient-path -Wno-parameter-unused 2>&1 | count 0
// RUN: %gradc %s -I%gradc_include -fsyntax-only -DHELD= -Wno-missing-gradient 2>&1 | count 0
// RUN: not %gradc %s -I%gradc_include -fsyntax-only -DHELD= 2>&1 | FileCheck %s
// RUN: %gradc %s -I%gradc_include -fsyntax-only -DHELD= -Wno-error=missing-gradient-path 2>&1 | FileCheck %s --check-prefix=WARN
#include <gradc/gradc.h>

// CHECK: error: loss 'cut' has no gradient path to parameter 'y' [-Wmissing-gradient-path]
// WARN: warning: loss 'cut' has no gradient path to parameter 'y' [-Wmissing-gradient-path]
GRADC_LOSS double cut(GRADC_WRT double x, GRADC_WRT HELD double y)
{
    return x * (int)y;
}

// CHECK: warning: parameter 'y' never influences loss 'unused'; its gradient is always zero [-Wparameter-unused]
// WARN: warning: parameter 'y' never influences
GRADC_LOSS double unused(GRADC_WRT double x, GRADC_WRT HELD double y)
{
    return x * x;
}
// CHECK: 1 warning and 1 error generated.

// A path beside the stopped one is all that it takes.
GRADC_LOSS double stopped(GRADC_WRT double x)
{
    return gradc_stop(x) * x;
}
