/* Expressions of rules: recursive descent that emits IR as it reads. */
#include "diff/blas_reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct ir_value *read_argument(struct rule_reader *r)
{
    struct ir_value *v = rule_expression(r);
    (void)rule_accept(r, ",");
    return v;
}

/* first + (count - 1) * step, or nothing where there is none of them */
static struct ir_value *span(struct rule_reader *r, struct ir_value *first, struct ir_value *count,
                             struct ir_value *step)
{
    const struct ir_type *type = rule_long_type(r);
    struct ir_value *one = ir_build_const(r->b, type, 1);
    struct ir_value *more = rule_arithmetic(r, IR_SUB, rule_adapted(r, count, type), one);
    struct ir_value *way = rule_arithmetic(r, IR_MUL, more, rule_adapted(r, step, type));
    struct ir_value *length = rule_arithmetic(r, IR_ADD, rule_adapted(r, first, type), way);
    struct ir_value *zero = ir_build_const(r->b, first->type, 0);
    struct ir_value *some = ir_build_binary(r->b, IR_GT, first, zero);
    struct ir_value *any =
        ir_build_binary(r->b, IR_GT, count, ir_build_const(r->b, count->type, 0));
    struct ir_value *none = rule_number(r, 0);
    return ir_build_select(r->b, some, ir_build_select(r->b, any, length, none), none);
}

static struct ir_value *absolute(struct rule_reader *r, struct ir_value *x)
{
    struct ir_value *negative = ir_build_binary(r->b, IR_LT, x, ir_build_const(r->b, x->type, 0));
    return ir_build_select(r->b, negative, ir_build_unary(r->b, IR_NEG, x), x);
}

static struct ir_value *read_count(struct rule_reader *r, const char *name)
{
    struct ir_value *x = read_argument(r);
    if (strcmp(name, "abs") == 0)
        return absolute(r, x);
    struct ir_value *y = read_argument(r);
    if (strcmp(name, "vec") == 0) {
        struct ir_value *step = absolute(r, y);
        return span(r, ir_build_const(r->b, x->type, 1), x, step);
    }
    struct ir_value *row = rule_question(r, "row"), *ld = read_argument(r);
    struct ir_value *lines = rule_chosen(r, row, x, y);
    return span(r, rule_chosen(r, row, y, x), lines, ld);
}

static const struct ir_type *parameter_type(const struct rule_reader *r, char kind)
{
    if (kind == IR_KIND_REAL)
        return r->real;
    if (kind == IR_KIND_READ || kind == IR_KIND_WRITTEN)
        return ir_type_ptr(r->b->module->types, r->real, false);
    return kind == 'i' ? r->size : r->choice;
}

/* A call of a routine, behind its opening parenthesis; NULL when it returns nothing. */
static struct ir_value *read_call(struct rule_reader *r, const struct ir_blas *blas)
{
    struct ir_value *args[OPERANDS];
    uint32_t count = (uint32_t)strlen(blas->kinds);
    for (uint32_t i = 0; i < count; i++)
        args[i] = rule_adapted(r, read_argument(r), parameter_type(r, blas->kinds[i]));
    struct ir_callee *callee = ARENA_NEW(r->b->module->arena, struct ir_callee);
    const char *form = r->real->scalar == IR_FLOAT ? "s" : "d";
    callee->name = arena_printf(r->b->module->arena, "cblas_%s%s", form, blas->name);
    callee->loc = r->scope->call->attr.callee->loc;
    ir_blas_attach(callee);
    bool is_void = strchr(blas->kinds, IR_KIND_WRITTEN);
    const struct ir_type *result = is_void ? ir_type_void(r->b->module->types) : r->real;
    struct ir_op *call = ir_build_call(r->b, callee, args, count, result);
    return is_void ? NULL : ir_result(call);
}

static struct ir_value *read_name(struct rule_reader *r)
{
    char name[NAME_SIZE];
    rule_take_name(r, name);
    if (rule_accept(r, "'"))
        return rule_dual_of(r, name);
    if (!rule_accept(r, "("))
        return rule_value_of(r, name);
    const struct ir_blas *blas = ir_blas_find(name, strlen(name));
    struct ir_value *value = blas ? read_call(r, blas) : read_count(r, name);
    rule_expect(r, ")");
    return value;
}

static struct ir_value *read_literal(struct rule_reader *r)
{
    char *end;
    long double value = strtold(r->at, &end);
    bool is_integer = !memchr(r->at, '.', (size_t)(end - r->at));
    r->at = end;
    return is_integer ? rule_number(r, (int64_t)value) : ir_build_real(r->b, r->real, value, NULL);
}

static struct ir_value *read_primary(struct rule_reader *r)
{
    struct ir_value *value;
    if (rule_accept(r, "(")) {
        value = rule_expression(r);
        rule_expect(r, ")");
    } else {
        value = isdigit((unsigned char)*r->at) ? read_literal(r) : read_name(r);
    }
    while (value && rule_accept(r, "[")) {
        value = ir_build_load(r->b, ir_build_ptradd(r->b, value, rule_expression(r)));
        rule_expect(r, "]");
    }
    return value;
}

static struct ir_value *read_unary(struct rule_reader *r)
{
    if (rule_accept(r, "-")) {
        struct ir_value *x = read_unary(r);
        return x->def && x->def->code == IR_CONST ? rule_number(r, -x->def->attr.integer)
                                                  : ir_build_unary(r->b, IR_NEG, x);
    }
    if (rule_accept(r, "!"))
        return ir_build_unary(r->b, IR_LNOT, rule_truth(r, read_unary(r)));
    if (!rule_accept(r, "~"))
        return read_primary(r);
    struct ir_value *x = read_unary(r);
    struct ir_value *trans = ir_build_const(r->b, x->type, TRANS);
    struct ir_value *no_trans = ir_build_const(r->b, x->type, NO_TRANS);
    return ir_build_select(r->b, rule_truth(r, x), no_trans, trans);
}

static struct ir_value *read_product(struct rule_reader *r)
{
    struct ir_value *x = read_unary(r);
    for (;;) {
        if (rule_accept(r, "*"))
            x = rule_arithmetic(r, IR_MUL, x, read_unary(r));
        else if (rule_accept(r, "/"))
            x = rule_arithmetic(r, IR_DIV, x, read_unary(r));
        else
            return x;
    }
}

static struct ir_value *read_sum(struct rule_reader *r)
{
    struct ir_value *x = read_product(r);
    for (;;) {
        if (rule_accept(r, "+"))
            x = rule_arithmetic(r, IR_ADD, x, read_product(r));
        else if (rule_accept(r, "-"))
            x = rule_arithmetic(r, IR_SUB, x, read_product(r));
        else
            return x;
    }
}

struct ir_value *rule_expression(struct rule_reader *r)
{
    static const struct {
        const char *token;
        enum ir_opcode code;
    } comparisons[] = {{"==", IR_EQ}, {"<", IR_LT}, {">", IR_GT}};
    struct ir_value *x = read_sum(r);
    for (size_t i = 0; x && i < sizeof comparisons / sizeof *comparisons; i++)
        if (rule_accept(r, comparisons[i].token))
            x = rule_arithmetic(r, comparisons[i].code, x, read_sum(r));
    if (!rule_accept(r, "?"))
        return x;
    struct ir_value *if_true = rule_expression(r);
    rule_expect(r, ":");
    return rule_chosen(r, x, if_true, rule_expression(r));
}
