/* Reading and rounding. The compiler that builds gradc need not have _Float16. */
#include "ir/real.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* IEEE 754 binary16: 11 digits, of which the last is worth 2^-24 at least. */
static long double rounded_to_half(long double value)
{
    enum { DIGITS = 11, LEAST_EXPONENT = -24 };
    const long double max = 65504;
    int exponent;
    if (!isfinite(value))
        return value;
    (void)frexpl(value, &exponent);
    exponent = exponent - DIGITS > LEAST_EXPONENT ? exponent - DIGITS : LEAST_EXPONENT;
    value = ldexpl(rintl(ldexpl(value, -exponent)), exponent);
    return fabsl(value) > max ? copysignl(INFINITY, value) : value;
}

long double ir_real_rounded(long double value, const struct ir_type *type)
{
    switch (type->scalar) {
    case IR_HALF:
        return rounded_to_half(value);
    case IR_FLOAT:
        return (float)value;
    case IR_DOUBLE:
        return (double)value;
    default:
        return value;
    }
}

long double ir_real_parse(const char *text, const struct ir_type *type, char **end)
{
    switch (type->scalar) {
    case IR_FLOAT:
        return strtof(text, end);
    case IR_DOUBLE:
        return strtod(text, end);
    default:
        return ir_real_rounded(strtold(text, end), type);
    }
}

int ir_real_digits(const struct ir_type *type)
{
    switch (type->scalar) {
    case IR_HALF:
        return 5;
    case IR_FLOAT:
        return FLT_DECIMAL_DIG;
    case IR_DOUBLE:
        return DBL_DECIMAL_DIG;
    default:
        return LDBL_DECIMAL_DIG;
    }
}
