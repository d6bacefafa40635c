#include <gradc/gradc.h>

GRADC_LOSS double cut(GRADC_WRT double x, GRADC_WRT double y)
{
    return x * (int)y;
}

GRADC_LOSS double unused(GRADC_WRT double x, GRADC_WRT double y)
{
    return x * x;
}
