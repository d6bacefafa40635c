/* What generated files need of _Float16. Header-only. Valid in C99 and C++, where the compiler has
 * _Float16; elsewhere it declares nothing. */
#ifndef GRADC_HALF_H
#define GRADC_HALF_H

#ifdef __FLT16_MANT_DIG__

/* The value of an expression of type _Float16 that was computed in float, where it is converted to
 * float: clang rounds it, gcc does not. */
static inline float gradc_unroundedf(float x)
{
#ifdef __clang__
    __extension__ const _Float16 rounded = (_Float16)x;
    return (float)rounded;
#else
    return x;
#endif
}

#endif
#endif
