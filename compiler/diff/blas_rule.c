/* A recursive-descent reader of rules that emits IR as it reads. Sizes are of the type that the
 * call has them in, or 64 bits wide where they meet a 64-bit number; literals become what they
 * meet. */
#include "diff/blas_rule.h"

#include "support/fault.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 16, TEMPORARIES = 4, OPERANDS = 16 };

/* Of the enumerations of CBLAS. */
enum { ROW_MAJOR = 101, NO_TRANS = 111, TRANS = 112, LOWER = 122, UNIT = 132, LEFT = 141, RIGHT };

struct reader {
    const struct blas_scope *scope;
    const struct ir_blas *blas;
    struct ir_builder *b;
    const struct ir_type *real, *size, *choice; /* choice: of the enumerations */
    const char *start, *at;
    struct {
        char name[NAME_SIZE];
        struct ir_value *value;
    } temporaries[TEMPORARIES];
    unsigned temporary_count;
    struct ir_value *counter;
};

_Noreturn static void malformed(const struct reader *r)
{
    fault_raise(__FILE__, __LINE__, "rule '%s' is malformed at '%s'", r->start, r->at);
}

static bool accept(struct reader *r, const char *token)
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

static void expect(struct reader *r, const char *token)
{
    if (!accept(r, token))
        malformed(r);
}

static void take_name(struct reader *r, char name[NAME_SIZE])
{
    size_t length = 0;
    while (*r->at == ' ')
        r->at++;
    while (isalnum((unsigned char)*r->at) && length + 1 < NAME_SIZE)
        name[length++] = *r->at++;
    name[length] = '\0';
    if (!length)
        malformed(r);
}

/* ---- types */

static const struct ir_type *long_type(const struct reader *r)
{
    return ir_type_scalar(r->b->module->types, IR_LONG);
}

/* A transpose is true where it transposes. */
static struct ir_value *truth(struct reader *r, struct ir_value *v)
{
    if (ir_type_is_bool(v->type))
        return v;
    return ir_build_binary(r->b, IR_NE, v, ir_build_const(r->b, v->type, NO_TRANS));
}

static struct ir_value *adapted(struct reader *r, struct ir_value *v, const struct ir_type *type)
{
    if (ir_type_is_ptr(type) || v->type == type)
        return v;
    if (ir_type_is_bool(type))
        return truth(r, v);
    if (v->def && v->def->code == IR_CONST)
        return ir_type_is_real(type)
                   ? ir_build_real(r->b, type, (long double)v->def->attr.integer, NULL)
                   : ir_build_const(r->b, type, v->def->attr.integer);
    return ir_build_conv(r->b, v, type);
}

/* What a literal, a bool or a narrower number is made to meet. */
static const struct ir_type *common_type(const struct reader *r, const struct ir_value *x,
                                         const struct ir_value *y)
{
    if (x->type == y->type || ir_type_is_bool(x->type) || ir_type_is_real(x->type) ||
        ir_type_is_ptr(x->type))
        return x->type;
    if (ir_type_is_bool(y->type) || ir_type_is_real(y->type) ||
        (x->def && x->def->code == IR_CONST))
        return y->type;
    return y->def && y->def->code == IR_CONST ? x->type : long_type(r);
}

static struct ir_value *arithmetic(struct reader *r, enum ir_opcode code, struct ir_value *x,
                                   struct ir_value *y)
{
    const struct ir_type *type = common_type(r, x, y);
    if (ir_type_is_ptr(type))
        return ir_build_ptradd(r->b, x, y);
    return ir_build_binary(r->b, code, adapted(r, x, type), adapted(r, y, type));
}

static struct ir_value *chosen(struct reader *r, struct ir_value *condition, struct ir_value *x,
                               struct ir_value *y)
{
    const struct ir_type *type = common_type(r, x, y);
    return ir_build_select(r->b, truth(r, condition), adapted(r, x, type), adapted(r, y, type));
}

static struct ir_value *number(struct reader *r, int64_t value)
{
    return ir_build_const(r->b, long_type(r), value);
}

/* ---- names */

const char *blas_operand_name(struct adjoint *a, const struct ir_blas *blas, uint32_t index)
{
    const char *name = blas->operands;
    for (; index; index--)
        name = strchr(name, ' ') + 1;
    return arena_printf(a->arena, "%.*s", (int)strcspn(name, " "), name);
}

/* The operand that has the first `length` characters of `name` for a name; OPERANDS: none. */
static uint32_t find_operand(const struct reader *r, const char *name, size_t length)
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

static struct ir_value *question(struct reader *r, const char *name)
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
        struct ir_value *v = r->scope->values[find_operand(r, operand, strlen(operand))];
        return ir_build_binary(r->b, IR_EQ, v, ir_build_const(r->b, v->type, questions[i].answer));
    }
    return NULL;
}

static struct ir_value *constant(struct reader *r, const char *name)
{
    static const struct {
        const char *name;
        int64_t value;
    } constants[] = {{"N", NO_TRANS}, {"T", TRANS}, {"L", LEFT}, {"R", RIGHT}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (strcmp(constants[i].name, name) == 0)
            return number(r, constants[i].value);
    return NULL;
}

static struct ir_value *operand_value(struct reader *r, const char *name)
{
    size_t length = strlen(name);
    uint32_t i = find_operand(r, name, length);
    if (i < OPERANDS)
        return r->scope->values[i];
    i = find_operand(r, name, length - 1);
    if (i == OPERANDS)
        return NULL;
    return name[length - 1] == '0' ? r->scope->before[i] : r->scope->after[i];
}

static struct ir_value *value_of(struct reader *r, const char *name)
{
    for (unsigned i = 0; i < r->temporary_count; i++)
        if (strcmp(r->temporaries[i].name, name) == 0)
            return r->temporaries[i].value;
    struct ir_value *value = strcmp(name, "i") == 0   ? r->counter
                             : strcmp(name, "r") == 0 ? r->scope->result
                                                      : operand_value(r, name);
    if (!value)
        value = question(r, name);
    if (!value)
        value = constant(r, name);
    if (!value)
        malformed(r);
    return value;
}

static struct ir_value *dual_of(struct reader *r, const char *name)
{
    uint32_t i = find_operand(r, name, strlen(name));
    struct ir_value *dual = strcmp(name, "r") == 0 ? r->scope->result_adj
                            : i < OPERANDS         ? r->scope->duals[i]
                                                   : NULL;
    if (!dual)
        malformed(r);
    return dual;
}

/* ---- expressions */

static struct ir_value *read_conditional(struct reader *r);

static struct ir_value *read_argument(struct reader *r)
{
    struct ir_value *v = read_conditional(r);
    (void)accept(r, ",");
    return v;
}

/* first + (count - 1) * step, or nothing where there is none of them */
static struct ir_value *span(struct reader *r, struct ir_value *first, struct ir_value *count,
                             struct ir_value *step)
{
    const struct ir_type *type = long_type(r);
    struct ir_value *more =
        arithmetic(r, IR_SUB, adapted(r, count, type), ir_build_const(r->b, type, 1));
    struct ir_value *length = arithmetic(r, IR_ADD, adapted(r, first, type),
                                         arithmetic(r, IR_MUL, more, adapted(r, step, type)));
    struct ir_value *zero = ir_build_const(r->b, first->type, 0);
    struct ir_value *some = ir_build_binary(r->b, IR_GT, first, zero);
    struct ir_value *any =
        ir_build_binary(r->b, IR_GT, count, ir_build_const(r->b, count->type, 0));
    struct ir_value *none = number(r, 0);
    return ir_build_select(r->b, some, ir_build_select(r->b, any, length, none), none);
}

static struct ir_value *absolute(struct reader *r, struct ir_value *x)
{
    struct ir_value *negative = ir_build_binary(r->b, IR_LT, x, ir_build_const(r->b, x->type, 0));
    return ir_build_select(r->b, negative, ir_build_unary(r->b, IR_NEG, x), x);
}

static struct ir_value *read_count(struct reader *r, const char *name)
{
    struct ir_value *x = read_argument(r);
    if (strcmp(name, "abs") == 0)
        return absolute(r, x);
    struct ir_value *y = read_argument(r);
    if (strcmp(name, "vec") == 0)
        return span(r, ir_build_const(r->b, x->type, 1), x, absolute(r, y));
    struct ir_value *row = question(r, "row"), *ld = read_argument(r);
    return span(r, chosen(r, row, y, x), chosen(r, row, x, y), ld);
}

static const struct ir_type *parameter_type(const struct reader *r, char kind)
{
    if (kind == IR_KIND_REAL)
        return r->real;
    if (kind == IR_KIND_READ || kind == IR_KIND_WRITTEN)
        return ir_type_ptr(r->b->module->types, r->real, false);
    return kind == 'i' ? r->size : r->choice;
}

/* A call of a routine, behind its opening parenthesis; NULL when it returns nothing. */
static struct ir_value *read_call(struct reader *r, const struct ir_blas *blas)
{
    struct ir_value *args[OPERANDS];
    uint32_t count = (uint32_t)strlen(blas->kinds);
    for (uint32_t i = 0; i < count; i++)
        args[i] = adapted(r, read_argument(r), parameter_type(r, blas->kinds[i]));
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

static struct ir_value *read_name(struct reader *r)
{
    char name[NAME_SIZE];
    take_name(r, name);
    if (accept(r, "'"))
        return dual_of(r, name);
    if (!accept(r, "("))
        return value_of(r, name);
    const struct ir_blas *blas = ir_blas_find(name, strlen(name));
    struct ir_value *value = blas ? read_call(r, blas) : read_count(r, name);
    expect(r, ")");
    return value;
}

static struct ir_value *read_literal(struct reader *r)
{
    char *end;
    long double value = strtold(r->at, &end);
    bool is_integer = !memchr(r->at, '.', (size_t)(end - r->at));
    r->at = end;
    return is_integer ? number(r, (int64_t)value) : ir_build_real(r->b, r->real, value, NULL);
}

static struct ir_value *read_primary(struct reader *r)
{
    struct ir_value *value;
    if (accept(r, "(")) {
        value = read_conditional(r);
        expect(r, ")");
    } else {
        value = isdigit((unsigned char)*r->at) ? read_literal(r) : read_name(r);
    }
    while (value && accept(r, "[")) {
        value = ir_build_load(r->b, ir_build_ptradd(r->b, value, read_conditional(r)));
        expect(r, "]");
    }
    return value;
}

static struct ir_value *read_unary(struct reader *r)
{
    if (accept(r, "-")) {
        struct ir_value *x = read_unary(r);
        return x->def && x->def->code == IR_CONST ? number(r, -x->def->attr.integer)
                                                  : ir_build_unary(r->b, IR_NEG, x);
    }
    if (accept(r, "!"))
        return ir_build_unary(r->b, IR_LNOT, truth(r, read_unary(r)));
    if (!accept(r, "~"))
        return read_primary(r);
    struct ir_value *x = read_unary(r);
    return ir_build_select(r->b, truth(r, x), ir_build_const(r->b, x->type, NO_TRANS),
                           ir_build_const(r->b, x->type, TRANS));
}

static struct ir_value *read_product(struct reader *r)
{
    struct ir_value *x = read_unary(r);
    for (;;) {
        if (accept(r, "*"))
            x = arithmetic(r, IR_MUL, x, read_unary(r));
        else if (accept(r, "/"))
            x = arithmetic(r, IR_DIV, x, read_unary(r));
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

static struct ir_value *read_conditional(struct reader *r)
{
    static const struct {
        const char *token;
        enum ir_opcode code;
    } comparisons[] = {{"==", IR_EQ}, {"<", IR_LT}, {">", IR_GT}};
    struct ir_value *x = read_sum(r);
    for (size_t i = 0; x && i < sizeof comparisons / sizeof *comparisons; i++)
        if (accept(r, comparisons[i].token))
            x = arithmetic(r, comparisons[i].code, x, read_sum(r));
    if (!accept(r, "?"))
        return x;
    struct ir_value *if_true = read_conditional(r);
    expect(r, ":");
    return chosen(r, x, if_true, read_conditional(r));
}

/* ---- statements */

static void read_statement(struct reader *r);

static void read_into(struct reader *r, struct ir_region *region)
{
    struct ir_builder outer = adjoint_enter(r->scope->a, region);
    read_statement(r);
    ir_build_yield(r->b, NULL, 0);
    *r->b = outer;
}

static void read_if(struct reader *r)
{
    struct ir_op *choice = ir_build_if(r->b, truth(r, read_conditional(r)));
    expect(r, ")");
    read_into(r, choice->regions[0]);
    if (accept(r, "else")) {
        read_into(r, choice->regions[1]);
        return;
    }
    struct ir_builder outer = adjoint_enter(r->scope->a, choice->regions[1]);
    ir_build_yield(r->b, NULL, 0);
    *r->b = outer;
}

static void read_for(struct reader *r)
{
    struct ir_value *count = adapted(r, read_conditional(r), long_type(r));
    expect(r, ")");
    struct ir_op *loop = ir_build_for(r->b, number(r, 0), count, number(r, 1), IR_PRED_LT);
    struct ir_value *outer = r->counter;
    r->counter = ir_loop_counter(loop);
    r->counter->name = "i";
    read_into(r, loop->regions[0]);
    r->counter = outer;
}

static void read_new(struct reader *r)
{
    unsigned index = r->temporary_count++;
    GRADC_ASSERT(index < TEMPORARIES);
    take_name(r, r->temporaries[index].name);
    expect(r, "[");
    const struct ir_type *elements = ir_type_scalar(r->b->module->types, IR_ULONG);
    struct ir_value *count = adapted(r, read_conditional(r), long_type(r));
    expect(r, "]");
    bool is_copy = accept(r, "=");
    struct ir_value *t = ir_build_alloc(r->b, is_copy ? IR_TAPE_ALLOC : IR_TAPE_ZALLOC, r->real,
                                        ir_build_conv(r->b, count, elements));
    if (is_copy)
        ir_build_copy(r->b, IR_COPY, t, read_conditional(r), count);
    r->temporaries[index].value = t;
}

/* name' += e */
static void read_sum_up(struct reader *r, const char *name)
{
    expect(r, "+=");
    struct ir_value *x = adapted(r, read_conditional(r), r->real);
    struct ir_value *slot = r->scope->result_tan;
    if (strcmp(name, "r") == 0)
        ir_build_store(r->b, slot, ir_build_binary(r->b, IR_ADD, ir_build_load(r->b, slot), x));
    else
        adjoint_add(r->scope->a, r->scope->call->operands[find_operand(r, name, strlen(name))], x);
}

/* What follows name'. */
static void read_assignment(struct reader *r, const char *name)
{
    if (!accept(r, "[")) {
        read_sum_up(r, name);
        return;
    }
    struct ir_value *place = ir_build_ptradd(r->b, dual_of(r, name), read_conditional(r));
    expect(r, "]");
    bool adds = accept(r, "+=");
    if (!adds)
        expect(r, "=");
    struct ir_value *x = adapted(r, read_conditional(r), r->real);
    if (adds)
        ir_build_accum(r->b, place, x);
    else
        ir_build_store(r->b, place, x);
}

static void read_list(struct reader *r)
{
    do
        read_statement(r);
    while (accept(r, ";"));
}

static void read_statement(struct reader *r)
{
    if (accept(r, "if")) {
        expect(r, "(");
        read_if(r);
    } else if (accept(r, "for")) {
        expect(r, "(");
        read_for(r);
    } else if (accept(r, "new")) {
        read_new(r);
    } else {
        const char *start = r->at;
        char name[NAME_SIZE];
        take_name(r, name);
        if (accept(r, "'")) {
            read_assignment(r, name);
            return;
        }
        r->at = start;
        (void)read_conditional(r);
    }
}

/* ---- the whole */

static struct reader reader_of(const struct blas_scope *scope, const char *text)
{
    const struct ir_op *call = scope->call;
    struct reader r = {.scope = scope,
                       .blas = call->attr.callee->blas,
                       .b = &scope->a->b,
                       .start = text,
                       .at = text};
    for (uint32_t i = 0; i < call->operand_count; i++) {
        const struct ir_type *type = call->operands[i]->type;
        if (ir_type_is_ptr(type))
            r.real = type->elem;
        else if (r.blas->kinds[i] == 'i')
            r.size = type;
        else if (r.blas->kinds[i] != IR_KIND_REAL)
            r.choice = type;
    }
    return r;
}

void blas_rule_run(const struct blas_scope *scope, const char *rule)
{
    struct reader r = reader_of(scope, rule);
    read_list(&r);
    if (*r.at)
        malformed(&r);
}

struct ir_value *blas_rule_value(const struct blas_scope *scope, const char *expression)
{
    struct reader r = reader_of(scope, expression);
    struct ir_value *value = read_conditional(&r);
    if (*r.at)
        malformed(&r);
    return value;
}

bool blas_rule_mentions(const char *rule, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(rule, name); at; at = strstr(at + 1, name)) {
        bool begins = at == rule || !isalnum((unsigned char)at[-1]);
        if (begins && !isalnum((unsigned char)at[length]) && at[length] != '\'')
            return true;
    }
    return false;
}
