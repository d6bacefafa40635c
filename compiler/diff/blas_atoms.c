/* Tokens, types and names of rules. Sizes are of the type that the call has them in, or 64 bits
 * wide where they meet a 64-bit number; literals become what they meet. */
#include "diff/blas_reader.h"
#include "support/fault.h"

#include <ctype.h>
#include <string.h>

_Noreturn void rule_malformed(const struct rule_reader *r)
{
    fault_raise(__FILE__, __LINE__, "rule '%s' is malformed at '%s'", r->start, r->at);
}

bool rule_accept(struct rule_reader *r, const char *token)
{
    while (*r->at == ' ')
        r->at++;
    size_t length = strlen(token);
    bool goes_on = isalpha((unsigned char)*token) && isalnum((unsigned char)r->at[length]);
    if (strncmp(r->at, token, length) != 0 || goes_on)
        return false;
    r->at += length;
    return true;
}

void rule_expect(struct rule_reader *r, const char *token)
{
    if (!rule_accept(r, token))
        rule_malformed(r);
}

void rule_take_name(struct rule_reader *r, char name[NAME_SIZE])
{
    size_t length = 0;
    while (*r->at == ' ')
        r->at++;
    while (isalnum((unsigned char)*r->at) && length + 1 < NAME_SIZE)
        name[length++] = *r->at++;
    name[length] = '\0';
    if (!length)
        rule_malformed(r);
}

/* ---- types */

const struct ir_type *rule_long_type(const struct rule_reader *r)
{
    return ir_type_scalar(r->b->module->types, IR_LONG);
}

struct ir_value *rule_truth(struct rule_reader *r, struct ir_value *v)
{
    if (ir_type_is_bool(v->type))
        return v;
    return ir_build_binary(r->b, IR_NE, v, ir_build_const(r->b, v->type, NO_TRANS));
}

struct ir_value *rule_adapted(struct rule_reader *r, struct ir_value *v, const struct ir_type *type)
{
    if (ir_type_is_ptr(type) || v->type == type)
        return v;
    if (ir_type_is_bool(type))
        return rule_truth(r, v);
    if (v->def && v->def->code == IR_CONST)
        return ir_type_is_real(type)
                   ? ir_build_real(r->b, type, (long double)v->def->attr.integer, NULL)
                   : ir_build_const(r->b, type, v->def->attr.integer);
    return ir_build_conv(r->b, v, type);
}

/* What a literal, a bool or a narrower number is made to meet. */
static const struct ir_type *common_type(const struct rule_reader *r, const struct ir_value *x,
                                         const struct ir_value *y)
{
    if (x->type == y->type || ir_type_is_bool(x->type) || ir_type_is_real(x->type) ||
        ir_type_is_ptr(x->type))
        return x->type;
    if (ir_type_is_bool(y->type) || ir_type_is_real(y->type) ||
        (x->def && x->def->code == IR_CONST))
        return y->type;
    return y->def && y->def->code == IR_CONST ? x->type : rule_long_type(r);
}

struct ir_value *rule_arithmetic(struct rule_reader *r, enum ir_opcode code, struct ir_value *x,
                                 struct ir_value *y)
{
    const struct ir_type *type = common_type(r, x, y);
    if (ir_type_is_ptr(type))
        return ir_build_ptradd(r->b, x, y);
    y = rule_adapted(r, y, type);
    return ir_build_binary(r->b, code, rule_adapted(r, x, type), y);
}

struct ir_value *rule_chosen(struct rule_reader *r, struct ir_value *condition, struct ir_value *x,
                             struct ir_value *y)
{
    const struct ir_type *type = common_type(r, x, y);
    y = rule_adapted(r, y, type);
    x = rule_adapted(r, x, type);
    return ir_build_select(r->b, rule_truth(r, condition), x, y);
}

struct ir_value *rule_number(struct rule_reader *r, int64_t value)
{
    return ir_build_const(r->b, rule_long_type(r), value);
}

/* ---- names */

const char *blas_operand_name(struct adjoint *a, const struct ir_blas *blas, uint32_t index)
{
    const char *name = blas->operands;
    for (; index; index--)
        name = strchr(name, ' ') + 1;
    return arena_printf(a->arena, "%.*s", (int)strcspn(name, " "), name);
}

uint32_t rule_find_operand(const struct rule_reader *r, const char *name, size_t length)
{
    const char *at = r->blas->operands;
    for (uint32_t i = 0; *at; i++) {
        size_t own = strcspn(at, " ");
        if (own == length && strncmp(at, name, length) == 0)
            return i;
        at += own + (at[own] == ' ');
    }
    return OPERANDS;
}

struct ir_value *rule_question(struct rule_reader *r, const char *name)
{
    static const struct {
        const char *name, *operand;
        int64_t answer;
    } questions[] = {{"row", "order", ROW_MAJOR},
                     {"lower", "uplo", LOWER},
                     {"unit", "diag", UNIT},
                     {"right", "side", RIGHT}};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(questions[i].name, name) != 0)
            continue;
        const char *operand = questions[i].operand;
        struct ir_value *v = r->scope->values[rule_find_operand(r, operand, strlen(operand))];
        return ir_build_binary(r->b, IR_EQ, v, ir_build_const(r->b, v->type, questions[i].answer));
    }
    return NULL;
}

static struct ir_value *constant(struct rule_reader *r, const char *name)
{
    static const struct {
        const char *name;
        int64_t value;
    } constants[] = {{"N", NO_TRANS}, {"T", TRANS}, {"L", LEFT}, {"R", RIGHT}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (strcmp(constants[i].name, name) == 0)
            return rule_number(r, constants[i].value);
    return NULL;
}

static struct ir_value *operand_value(struct rule_reader *r, const char *name)
{
    size_t length = strlen(name);
    uint32_t i = rule_find_operand(r, name, length);
    if (i < OPERANDS)
        return r->scope->values[i];
    i = rule_find_operand(r, name, length - 1);
    if (i == OPERANDS)
        return NULL;
    return name[length - 1] == '0' ? r->scope->before[i] : r->scope->after[i];
}

struct ir_value *rule_value_of(struct rule_reader *r, const char *name)
{
    for (unsigned i = 0; i < r->temporary_count; i++)
        if (strcmp(r->temporaries[i].name, name) == 0)
            return r->temporaries[i].value;
    struct ir_value *value = strcmp(name, "i") == 0   ? r->counter
                             : strcmp(name, "r") == 0 ? r->scope->result
                                                      : operand_value(r, name);
    if (!value)
        value = rule_question(r, name);
    if (!value)
        value = constant(r, name);
    if (!value)
        rule_malformed(r);
    return value;
}

struct ir_value *rule_dual_of(struct rule_reader *r, const char *name)
{
    uint32_t i = rule_find_operand(r, name, strlen(name));
    struct ir_value *dual = strcmp(name, "r") == 0 ? r->scope->result_adj
                            : i < OPERANDS         ? r->scope->duals[i]
                                                   : NULL;
    if (!dual)
        rule_malformed(r);
    return dual;
}
