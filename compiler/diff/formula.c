/* A recursive-descent reader that builds IR as it reads. */
#include "diff/formula.h"

#include "support/fault.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    long double value;
} constants[] = {
    {"LN2", 0.693147180559945309417232121458176568L},
    {"LN10", 2.302585092994045684017991454684364208L},
    {"TWO_OVER_SQRT_PI", 1.128379167095512573896158903121545172L},
};

struct reader {
    const struct formula_scope *scope;
    const char *start, *at;
};

static struct ir_value *read_conditional(struct reader *r);

_Noreturn static void malformed(const struct reader *r)
{
    fault_raise(__FILE__, __LINE__, "formula '%s' is malformed at '%s'", r->start, r->at);
}

static bool accept(struct reader *r, const char *token)
{
    while (*r->at == ' ')
        r->at++;
    size_t length = strlen(token);
    if (strncmp(r->at, token, length) != 0)
        return false;
    r->at += length;
    return true;
}

static void expect(struct reader *r, const char *token)
{
    if (!accept(r, token))
        malformed(r);
}

/* ---- building, with constants folded */

static struct ir_value *number(const struct reader *r, long double value)
{
    return ir_build_real(r->scope->b, r->scope->type, value, NULL);
}

static bool is_number(const struct ir_value *v)
{
    GRADC_ASSERT(v);
    return v->def && v->def->code == IR_REAL;
}

static long double number_of(const struct ir_value *v)
{
    GRADC_ASSERT(v);
    return v->def->attr.real->value;
}

/* Rounds once, to the type. */
static struct ir_value *folded(const struct reader *r, enum ir_opcode code, long double x,
                               long double y)
{
    switch (code) {
    case IR_ADD:
        return number(r, x + y);
    case IR_SUB:
        return number(r, x - y);
    case IR_MUL:
        return number(r, x * y);
    default:
        return NULL;
    }
}

/* A number as what its surroundings ask for. */
static struct ir_value *adapted(const struct reader *r, struct ir_value *v,
                                const struct ir_type *type)
{
    GRADC_ASSERT(v);
    if (v->type == type)
        return v;
    GRADC_ASSERT(is_number(v) && ir_type_is_integer(type));
    return ir_build_const(r->scope->b, type, (int64_t)number_of(v));
}

static struct ir_value *arithmetic(const struct reader *r, enum ir_opcode code, struct ir_value *x,
                                   struct ir_value *y)
{
    struct ir_value *constant =
        is_number(x) && is_number(y) ? folded(r, code, number_of(x), number_of(y)) : NULL;
    if (constant)
        return constant;
    const struct ir_type *type = is_number(x) ? y->type : x->type;
    y = adapted(r, y, type);
    return ir_build_binary(r->scope->b, code, adapted(r, x, type), y);
}

static struct ir_value *negated(const struct reader *r, struct ir_value *x)
{
    return is_number(x) ? number(r, -number_of(x)) : ir_build_unary(r->scope->b, IR_NEG, x);
}

static struct ir_value *compared(const struct reader *r, enum ir_opcode code, struct ir_value *x,
                                 struct ir_value *y)
{
    if (!is_number(x) || !is_number(y))
        return ir_build_binary(r->scope->b, code, x, y);
    long double a = number_of(x), b = number_of(y);
    bool truth = code == IR_EQ   ? a == b
                 : code == IR_LT ? a < b
                 : code == IR_LE ? a <= b
                 : code == IR_GT ? a > b
                                 : a >= b;
    return ir_build_bool(r->scope->b, truth);
}

static struct ir_value *called(const struct reader *r, enum ir_math math, struct ir_value **args)
{
    for (unsigned i = 0; i < ir_math_arity(math); i++) {
        enum ir_scalar scalar = ir_math_scalar(math, i + 1, r->scope->type->scalar);
        args[i] = adapted(r, args[i], ir_type_scalar(r->scope->b->module->types, scalar));
    }
    bool is_pow = math == IR_MATH_POW && is_number(args[1]);
    if (is_pow && number_of(args[1]) == 1.0L)
        return args[0];
    if (is_pow && number_of(args[1]) == 2.0L)
        return ir_build_binary(r->scope->b, IR_MUL, args[0], args[0]);
    return ir_build_math(r->scope->b, math, args);
}

/* ---- reading */

static struct ir_value *read_call(struct reader *r, const char *name)
{
    enum ir_math math;
    if (!ir_math_find(name, &math))
        malformed(r);
    struct ir_value *args[3] = {NULL};
    for (unsigned i = 0; i < ir_math_arity(math); i++) {
        if (i)
            expect(r, ",");
        args[i] = read_conditional(r);
    }
    expect(r, ")");
    return called(r, math, args);
}

static struct ir_value *read_name(struct reader *r)
{
    char name[32];
    size_t length = 0;
    while ((isalnum((unsigned char)*r->at) || *r->at == '_') && length + 1 < sizeof name)
        name[length++] = *r->at++;
    name[length] = '\0';
    if (accept(r, "("))
        return read_call(r, name);
    if (length == 1 && *name == 'd')
        return r->scope->d;
    if (length == 1 && strchr("xyzr", *name))
        return r->scope->value(r->scope->context, *name);
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (strcmp(constants[i].name, name) == 0)
            return number(r, constants[i].value);
    malformed(r);
}

static struct ir_value *read_primary(struct reader *r)
{
    if (accept(r, "(")) {
        struct ir_value *inner = read_conditional(r);
        expect(r, ")");
        return inner;
    }
    if (accept(r, "-"))
        return negated(r, read_primary(r));
    if (isdigit((unsigned char)*r->at)) {
        char *end;
        long double value = strtold(r->at, &end);
        r->at = end;
        return number(r, value);
    }
    if (!isalpha((unsigned char)*r->at))
        malformed(r);
    return read_name(r);
}

static struct ir_value *read_product(struct reader *r)
{
    struct ir_value *x = read_primary(r);
    for (;;) {
        if (accept(r, "*"))
            x = arithmetic(r, IR_MUL, x, read_primary(r));
        else if (accept(r, "/"))
            x = arithmetic(r, IR_DIV, x, read_primary(r));
        else
            return x;
    }
}

static struct ir_value *read_sum(struct reader *r)
{
    struct ir_value *x = read_product(r);
    for (;;) {
        if (accept(r, "+"))
            x = arithmetic(r, IR_ADD, x, read_product(r));
        else if (accept(r, "-"))
            x = arithmetic(r, IR_SUB, x, read_product(r));
        else
            return x;
    }
}

static struct ir_value *read_comparison(struct reader *r)
{
    static const struct {
        const char *token;
        enum ir_opcode code;
    } comparisons[] = {
        {"==", IR_EQ}, {"<=", IR_LE}, {">=", IR_GE}, {"<", IR_LT}, {">", IR_GT},
    };
    struct ir_value *x = read_sum(r);
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (accept(r, comparisons[i].token))
            return compared(r, comparisons[i].code, x, read_sum(r));
    return x;
}

static struct ir_value *read_conditional(struct reader *r)
{
    struct ir_value *condition = read_comparison(r);
    if (!accept(r, "?"))
        return condition;
    struct ir_value *if_true = read_conditional(r);
    expect(r, ":");
    struct ir_value *if_false = read_conditional(r);
    if (condition->def && condition->def->code == IR_CONST)
        return condition->def->attr.integer ? if_true : if_false;
    return ir_build_select(r->scope->b, condition, if_true, if_false);
}

struct ir_value *formula_build(const struct formula_scope *scope, const char *formula)
{
    struct reader r = {scope, formula, formula};
    struct ir_value *value = read_conditional(&r);
    if (*r.at)
        malformed(&r);
    return value;
}
