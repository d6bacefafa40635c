/* What the parts of folding share. */
#ifndef GRADC_OPT_FOLD_H
#define GRADC_OPT_FOLD_H

#include "ir/build.h"

/* Holds every value of every integer type, and their sums and most products. */
__extension__ typedef __int128 wide;

bool fold_is_integer(const struct ir_value *v, int64_t *bits);
/* The value of `bits` in a type: wrapped for unsigned types, false where a signed one overflows. */
bool fold_fits(const struct ir_type *type, wide value, int64_t *bits);
wide fold_exact(const struct ir_type *type, int64_t bits);

/* ---- fold_address.c: what takes the place of the operation's result; NULL: nothing does */

struct ir_value *fold_ptradd(struct ir_builder *b, const struct ir_op *op);
struct ir_value *fold_ptrcast(struct ir_builder *b, const struct ir_op *op);

#endif
