/* Complex numbers: values are pairs of reals, memory is records of two. */
#ifndef GRADC_FRONTEND_COMPLEX_H
#define GRADC_FRONTEND_COMPLEX_H

#include "frontend/lower.h"

/* Parts that are surely 0 are NULL, but not both. */
struct complex_parts {
    struct ir_value *re, *im;
};

/* The record of two parts of a real type. */
const struct ir_type *lower_complex_type(struct lower_state *l, enum ir_scalar scalar);

bool lower_is_complex(struct value value);
struct value lower_complex_value(struct lower_state *l, struct complex_parts parts);
/* Of a real number, itself and 0. */
struct complex_parts lower_complex_parts(struct value value);
struct value lower_complex_load(struct lower_state *l, struct ir_value *addr);
/* Gives what the object then holds. */
struct value lower_complex_store(struct lower_state *l, struct place place, struct value value,
                                 CXCursor at);

struct ir_value *lower_complex_real(struct lower_state *l, struct value value);
struct ir_value *lower_complex_imag(struct lower_state *l, struct value value);
struct ir_value *lower_complex_truth(struct lower_state *l, struct value value);
/* From or to a complex type. */
struct value lower_complex_convert(struct lower_state *l, struct value value, CXType to,
                                   CXCursor at);

/* Of a complex number and any other. */
struct value lower_complex_arithmetic(struct lower_state *l, enum CXBinaryOperatorKind kind,
                                      struct value left, struct value right, CXCursor at);
struct ir_value *lower_complex_compare(struct lower_state *l, bool is_equal, struct value left,
                                       struct value right);
struct value lower_complex_unary(struct lower_state *l, enum CXUnaryOperatorKind kind,
                                 struct value operand, CXCursor at);
struct value lower_imaginary_literal(struct lower_state *l, CXCursor expr);

/* Calls of complex.h (complex_call.c). False when the callee is not one of its functions. */
bool lower_complex_call(struct lower_state *l, const char *name, CXCursor call,
                        struct value *result);

/* Arithmetic on reals of one type, in which NULL is 0. */
struct ir_value *complex_mul(struct lower_state *l, struct ir_value *x, struct ir_value *y);
struct ir_value *complex_add(struct lower_state *l, struct ir_value *x, struct ir_value *y);
struct ir_value *complex_sub(struct lower_state *l, struct ir_value *x, struct ir_value *y);
struct ir_value *complex_neg(struct lower_state *l, struct ir_value *x);
struct complex_parts complex_product(struct lower_state *l, struct complex_parts x,
                                     struct complex_parts y);

#endif
