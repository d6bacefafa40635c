#include <gradc/gradc.h>

GRADC_LOSS double clean(GRADC_WRT double x)
{
    return x * x;
}
