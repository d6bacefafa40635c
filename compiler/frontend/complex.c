/* Complex numbers.
 *
 * In memory a complex number is a record of its two parts, which C guarantees it to be laid out as;
 * as a value it is a pair of reals. So the rules of reals are all that derivatives need: the
 * adjoint of x + iy is the complex number of the adjoints of x and y.
 *
 * A part that is surely 0 because a real number or I stands there is not computed with: what is
 * infinite times it is left out, as if C had imaginary numbers (C17, annex G). Quotients are
 * computed by the plain formula, without scaling. */
#include "frontend/complex.h"

#include "frontend/link.h"
#include "support/fault.h"

/* ---- types */

const struct ir_type *lower_complex_type(struct lower_state *l, enum ir_scalar scalar)
{
    static const char *const names[] = {"complex_float", "complex_double", "complex_long_double"};
    static const char *const spellings[] = {"float _Complex", "double _Complex",
                                            "long double _Complex"};
    GRADC_ASSERT(scalar >= IR_FLOAT && scalar <= IR_LDOUBLE);
    const struct ir_type **known = &l->link->complexes[scalar - IR_FLOAT];
    if (*known)
        return *known;
    *known =
        ir_type_record(l->types, names[scalar - IR_FLOAT], spellings[scalar - IR_FLOAT], false);
    struct ir_record *record = (*known)->record;
    record->is_complex = record->is_complete = true;
    record->field_count = 2;
    record->fields = ARENA_ARRAY(l->module->arena, struct ir_field, 2);
    record->fields[0].name = "re";
    record->fields[1].name = "im";
    record->fields[0].type = record->fields[1].type = ir_type_scalar(l->types, scalar);
    vec_push(l->arena, &l->link->named_records, *known);
    vec_push(l->module->arena, &l->module->records, *known);
    return *known;
}

/* ---- values */

bool lower_is_complex(struct value value)
{
    return value.vla && value.vla->complex;
}

struct value lower_complex_value(struct lower_state *l, struct complex_parts parts)
{
    struct complex_parts *kept = ARENA_NEW(l->arena, struct complex_parts);
    struct vla *mark = ARENA_NEW(l->arena, struct vla);
    *kept = parts;
    mark->complex = kept;
    return (struct value){parts.re ? parts.re : parts.im, mark};
}

struct complex_parts lower_complex_parts(struct value value)
{
    return lower_is_complex(value) ? *value.vla->complex : (struct complex_parts){value.v, NULL};
}

static const struct ir_type *part_type(struct complex_parts z)
{
    GRADC_ASSERT(z.re || z.im);
    return z.re ? z.re->type : z.im->type;
}

static struct ir_value *part_at(struct lower_state *l, struct ir_value *addr, unsigned index)
{
    return ir_build_load(&l->b, ir_build_field(&l->b, addr, index));
}

struct value lower_complex_load(struct lower_state *l, struct ir_value *addr)
{
    struct complex_parts z = {part_at(l, addr, 0), part_at(l, addr, 1)};
    return lower_complex_value(l, z);
}

struct value lower_complex_store(struct lower_state *l, struct place place, struct value value,
                                 CXCursor at)
{
    struct complex_parts z = lower_complex_parts(value);
    struct ir_value **parts[] = {&z.re, &z.im};
    const struct ir_type *type = place.addr->type->elem->record->fields[0].type;
    for (unsigned i = 0; i < 2; i++) {
        struct ir_value *part = *parts[i] ? *parts[i] : lower_real(l, type, 0);
        part = lower_rounded(l, place, lower_coerce(l, part, type, at));
        lower_store_at(l, ir_build_field(&l->b, place.addr, i), part, at);
        *parts[i] = *parts[i] ? part : NULL;
    }
    return lower_complex_value(l, z);
}

/* ---- conversions */

/* I is a float, whose value every real type has. */
static struct ir_value *part_as(struct lower_state *l, struct ir_value *part,
                                const struct ir_type *type)
{
    const struct ir_op *def = part ? part->def : NULL;
    if (def && def->code == IR_REAL && part->type->scalar < type->scalar)
        return lower_real(l, type, def->attr.real->value);
    return part ? ir_build_conv(&l->b, part, type) : NULL;
}

static struct complex_parts with_scalar(struct lower_state *l, struct complex_parts z,
                                        enum ir_scalar scalar)
{
    const struct ir_type *type = ir_type_scalar(l->types, scalar);
    return (struct complex_parts){part_as(l, z.re, type), part_as(l, z.im, type)};
}

static struct ir_value *zero_part(struct lower_state *l, struct complex_parts z)
{
    const struct ir_type *type = part_type(z);
    return ir_type_is_real(type) ? lower_real(l, type, 0) : ir_build_const(&l->b, type, 0);
}

struct ir_value *lower_complex_real(struct lower_state *l, struct value value)
{
    struct complex_parts z = lower_complex_parts(value);
    return z.re ? z.re : zero_part(l, z);
}

struct ir_value *lower_complex_imag(struct lower_state *l, struct value value)
{
    struct complex_parts z = lower_complex_parts(value);
    return z.im ? z.im : zero_part(l, z);
}

struct ir_value *lower_complex_truth(struct lower_state *l, struct value value)
{
    struct complex_parts z = lower_complex_parts(value);
    struct ir_value *re = z.re ? lower_truth(l, z.re) : NULL;
    struct ir_value *im = z.im ? lower_truth(l, z.im) : NULL;
    if (!re || !im)
        return re ? re : im;
    return ir_build_select(&l->b, re, ir_build_bool(&l->b, true), im);
}

struct value lower_complex_convert(struct lower_state *l, struct value value, CXType to,
                                   CXCursor at)
{
    CXType plain = cursor_plain_type(to);
    if (plain.kind == CXType_Complex) {
        enum ir_scalar scalar = lower_type(l, plain, at)->record->fields[0].type->scalar;
        return lower_complex_value(l, with_scalar(l, lower_complex_parts(value), scalar));
    }
    const struct ir_type *type = lower_type(l, plain, at);
    if (ir_type_is_bool(type))
        return (struct value){lower_complex_truth(l, value), NULL};
    return (struct value){lower_coerce(l, lower_complex_real(l, value), type, at), NULL};
}

/* ---- arithmetic, in which NULL is 0 */

struct ir_value *complex_mul(struct lower_state *l, struct ir_value *x, struct ir_value *y)
{
    return x && y ? ir_build_binary(&l->b, IR_MUL, x, y) : NULL;
}

static struct ir_value *div0(struct lower_state *l, struct ir_value *x, struct ir_value *y)
{
    return x ? ir_build_binary(&l->b, IR_DIV, x, y) : NULL;
}

struct ir_value *complex_add(struct lower_state *l, struct ir_value *x, struct ir_value *y)
{
    if (!x || !y)
        return x ? x : y;
    return ir_build_binary(&l->b, IR_ADD, x, y);
}

struct ir_value *complex_neg(struct lower_state *l, struct ir_value *x)
{
    return x ? ir_build_unary(&l->b, IR_NEG, x) : NULL;
}

struct ir_value *complex_sub(struct lower_state *l, struct ir_value *x, struct ir_value *y)
{
    if (!x || !y)
        return x ? x : complex_neg(l, y);
    return ir_build_binary(&l->b, IR_SUB, x, y);
}

/* (a + ib) (c + id) = ac - bd + i (ad + bc) */
struct complex_parts complex_product(struct lower_state *l, struct complex_parts x,
                                     struct complex_parts y)
{
    struct ir_value *bd = complex_mul(l, x.im, y.im);
    struct ir_value *re = complex_sub(l, complex_mul(l, x.re, y.re), bd);
    struct ir_value *bc = complex_mul(l, x.im, y.re);
    return (struct complex_parts){re, complex_add(l, complex_mul(l, x.re, y.im), bc)};
}

/* (a + ib) / (c + id) = (a + ib) (c - id) / (c^2 + d^2) */
static struct complex_parts quotient(struct lower_state *l, struct complex_parts x,
                                     struct complex_parts y)
{
    if (!y.im)
        return (struct complex_parts){div0(l, x.re, y.re), div0(l, x.im, y.re)};
    if (!y.re)
        return (struct complex_parts){div0(l, x.im, y.im), complex_neg(l, div0(l, x.re, y.im))};
    struct ir_value *square = complex_mul(l, y.im, y.im);
    square = complex_add(l, complex_mul(l, y.re, y.re), square);
    y.im = complex_neg(l, y.im);
    struct complex_parts z = complex_product(l, x, y);
    return (struct complex_parts){div0(l, z.re, square), div0(l, z.im, square)};
}

static void to_common_scalar(struct lower_state *l, struct complex_parts *x,
                             struct complex_parts *y)
{
    enum ir_scalar a = part_type(*x)->scalar, b = part_type(*y)->scalar;
    enum ir_scalar common = a > b ? a : b;
    *x = with_scalar(l, *x, common);
    *y = with_scalar(l, *y, common);
}

struct value lower_complex_arithmetic(struct lower_state *l, enum CXBinaryOperatorKind kind,
                                      struct value left, struct value right, CXCursor at)
{
    struct complex_parts x = lower_complex_parts(left), y = lower_complex_parts(right), z;
    if (part_type(x)->kind != IR_TYPE_SCALAR || part_type(y)->kind != IR_TYPE_SCALAR)
        lower_refuse(l, at, "this operator");
    to_common_scalar(l, &x, &y);
    switch (kind) {
    case CXBinaryOperator_Add:
        z = (struct complex_parts){complex_add(l, x.re, y.re), complex_add(l, x.im, y.im)};
        break;
    case CXBinaryOperator_Sub:
        z = (struct complex_parts){complex_sub(l, x.re, y.re), complex_sub(l, x.im, y.im)};
        break;
    case CXBinaryOperator_Mul:
        z = complex_product(l, x, y);
        break;
    case CXBinaryOperator_Div:
        z = quotient(l, x, y);
        break;
    default:
        lower_refuse(l, at, "this operator on complex numbers");
    }
    return lower_complex_value(l, z);
}

/* Whether both parts are equal, or not. */
struct ir_value *lower_complex_compare(struct lower_state *l, bool is_equal, struct value left,
                                       struct value right)
{
    struct complex_parts x = lower_complex_parts(left), y = lower_complex_parts(right);
    to_common_scalar(l, &x, &y);
    left = lower_complex_value(l, x);
    right = lower_complex_value(l, y);
    struct ir_value *part = lower_complex_real(l, right);
    struct ir_value *re = ir_build_binary(&l->b, IR_EQ, lower_complex_real(l, left), part);
    part = lower_complex_imag(l, right);
    struct ir_value *im = ir_build_binary(&l->b, IR_EQ, lower_complex_imag(l, left), part);
    struct ir_value *both = ir_build_select(&l->b, re, im, ir_build_bool(&l->b, false));
    return is_equal ? both : ir_build_unary(&l->b, IR_LNOT, both);
}

struct value lower_complex_unary(struct lower_state *l, enum CXUnaryOperatorKind kind,
                                 struct value operand, CXCursor at)
{
    struct complex_parts z = lower_complex_parts(operand);
    switch (kind) {
    case CXUnaryOperator_Minus:
        return lower_complex_value(
            l, (struct complex_parts){complex_neg(l, z.re), complex_neg(l, z.im)});
    case CXUnaryOperator_Not:
        return lower_complex_value(l, (struct complex_parts){z.re, complex_neg(l, z.im)});
    case CXUnaryOperator_Real:
        return (struct value){lower_complex_real(l, operand), NULL};
    case CXUnaryOperator_Imag:
        return (struct value){lower_complex_imag(l, operand), NULL};
    default:
        lower_refuse(l, at, "this operator on complex numbers");
    }
}

/* 2.0i */
struct value lower_imaginary_literal(struct lower_state *l, CXCursor expr)
{
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, expr), expr);
    if (kids.len != 1)
        lower_refuse(l, expr, "this literal");
    struct ir_value *im = lower_scalar(l, kids.data[0]);
    im = ir_build_conv(&l->b, im, type->record->fields[1].type);
    return lower_complex_value(l, (struct complex_parts){NULL, im});
}
