/* _Float16.
 *
 * Where the target has no arithmetic of its own for it, as x86-64 without AVX512-FP16, compilers
 * compute in float (C11 5.2.4.2.2: with more precision than the type has), and round where C says
 * so: assignments, casts, arguments, results. So an expression of type _Float16 that has not been
 * rounded is a float here. Compilers do not agree on what such a value is where it is converted to
 * another type, compared, chosen by ?:, or where a literal is an operand: gcc takes the float,
 * clang rounds it. IR_MATH_UNROUNDED is what the compiler of the output makes of it. */
#include "frontend/half.h"

#include "ir/real.h"

bool half_is(struct lower_state *l, CXCursor expr)
{
    return cursor_type_kind(lower_cursor_type(l, expr)) == CXType_Float16;
}

static bool is_unrounded(struct lower_state *l, CXCursor expr, const struct ir_value *v)
{
    return v && v->type->kind == IR_TYPE_SCALAR && v->type->scalar == IR_FLOAT && half_is(l, expr);
}

/* No compiler can make another number of it. */
static bool is_half_already(struct lower_state *l, const struct ir_value *v)
{
    const struct ir_type *half = ir_type_scalar(l->types, IR_HALF);
    const struct ir_op *def = v->def;
    if (def && def->code == IR_REAL)
        return ir_real_rounded(def->attr.real->value, half) == def->attr.real->value;
    return def && ((def->code == IR_MATH && def->attr.math == IR_MATH_UNROUNDED) ||
                   (def->code == IR_CONV && def->operands[0]->type == half));
}

struct value half_settled(struct lower_state *l, CXCursor expr, struct value value)
{
    if (is_unrounded(l, expr, value.v) && !is_half_already(l, value.v))
        value.v = ir_build_math(&l->b, IR_MATH_UNROUNDED, &value.v);
    return value;
}

struct ir_value *half_rounded(struct lower_state *l, CXCursor expr, struct ir_value *v)
{
    return is_unrounded(l, expr, v) ? ir_build_conv(&l->b, v, ir_type_scalar(l->types, IR_HALF))
                                    : v;
}
