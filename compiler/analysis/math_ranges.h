/* Ranges of the functions of math.h. */
#ifndef GRADC_ANALYSIS_MATH_RANGES_H
#define GRADC_ANALYSIS_MATH_RANGES_H

#include "analysis/interval.h"
#include "ir/ir.h"

/* The arguments of a function of one argument for which it has a real value. */
struct interval math_domain(enum ir_math math);

/* The values over arguments in these intervals, one for each argument of the function. */
struct interval math_range(enum ir_math math, const struct interval *arguments);

/* x raised to y. */
struct interval math_range_pow(struct interval x, struct interval y);

#endif
