/* Statements of rules: recursive descent that emits IR as it reads. */
#include "diff/blas_reader.h"
#include "support/fault.h"

#include <ctype.h>
#include <string.h>

static void read_statement(struct rule_reader *r);

static void read_into(struct rule_reader *r, struct ir_region *region)
{
    struct ir_builder outer = adjoint_enter(r->scope->a, region);
    read_statement(r);
    ir_build_yield(r->b, NULL, 0);
    *r->b = outer;
}

static void read_if(struct rule_reader *r)
{
    struct ir_op *choice = ir_build_if(r->b, rule_truth(r, rule_expression(r)));
    rule_expect(r, ")");
    read_into(r, choice->regions[0]);
    if (rule_accept(r, "else")) {
        read_into(r, choice->regions[1]);
        return;
    }
    struct ir_builder outer = adjoint_enter(r->scope->a, choice->regions[1]);
    ir_build_yield(r->b, NULL, 0);
    *r->b = outer;
}

static void read_for(struct rule_reader *r)
{
    struct ir_value *count = rule_adapted(r, rule_expression(r), rule_long_type(r));
    rule_expect(r, ")");
    struct ir_value *one = rule_number(r, 1);
    struct ir_op *loop = ir_build_for(r->b, rule_number(r, 0), count, one, IR_PRED_LT);
    struct ir_value *outer = r->counter;
    r->counter = ir_loop_counter(loop);
    r->counter->name = "i";
    read_into(r, loop->regions[0]);
    r->counter = outer;
}

static void read_new(struct rule_reader *r)
{
    unsigned index = r->temporary_count++;
    GRADC_ASSERT(index < TEMPORARIES);
    rule_take_name(r, r->temporaries[index].name);
    rule_expect(r, "[");
    const struct ir_type *elements = ir_type_scalar(r->b->module->types, IR_ULONG);
    struct ir_value *count = rule_adapted(r, rule_expression(r), rule_long_type(r));
    rule_expect(r, "]");
    bool is_copy = rule_accept(r, "=");
    struct ir_value *t = ir_build_alloc(r->b, is_copy ? IR_TAPE_ALLOC : IR_TAPE_ZALLOC, r->real,
                                        ir_build_conv(r->b, count, elements));
    if (is_copy)
        ir_build_copy(r->b, IR_COPY, t, rule_expression(r), count);
    r->temporaries[index].value = t;
}

/* name' += e */
static void read_sum_up(struct rule_reader *r, const char *name)
{
    rule_expect(r, "+=");
    struct ir_value *x = rule_adapted(r, rule_expression(r), r->real);
    struct ir_value *slot = r->scope->result_tan;
    if (strcmp(name, "r") == 0)
        ir_build_store(r->b, slot, ir_build_binary(r->b, IR_ADD, ir_build_load(r->b, slot), x));
    else
        adjoint_add(r->scope->a, r->scope->call->operands[rule_find_operand(r, name, strlen(name))],
                    x);
}

/* What follows name'. */
static void read_assignment(struct rule_reader *r, const char *name)
{
    if (!rule_accept(r, "[")) {
        read_sum_up(r, name);
        return;
    }
    struct ir_value *offset = rule_expression(r);
    struct ir_value *place = ir_build_ptradd(r->b, rule_dual_of(r, name), offset);
    rule_expect(r, "]");
    bool adds = rule_accept(r, "+=");
    if (!adds)
        rule_expect(r, "=");
    struct ir_value *x = rule_adapted(r, rule_expression(r), r->real);
    if (adds)
        ir_build_accum(r->b, place, x);
    else
        ir_build_store(r->b, place, x);
}

static void read_list(struct rule_reader *r)
{
    do
        read_statement(r);
    while (rule_accept(r, ";"));
}

static void read_statement(struct rule_reader *r)
{
    if (rule_accept(r, "if")) {
        rule_expect(r, "(");
        read_if(r);
    } else if (rule_accept(r, "for")) {
        rule_expect(r, "(");
        read_for(r);
    } else if (rule_accept(r, "new")) {
        read_new(r);
    } else {
        const char *start = r->at;
        char name[NAME_SIZE];
        rule_take_name(r, name);
        if (rule_accept(r, "'")) {
            read_assignment(r, name);
            return;
        }
        r->at = start;
        (void)rule_expression(r);
    }
}

/* ---- the whole */

static struct rule_reader reader_of(const struct blas_scope *scope, const char *text)
{
    const struct ir_op *call = scope->call;
    struct rule_reader r = {.scope = scope,
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
    struct rule_reader r = reader_of(scope, rule);
    read_list(&r);
    if (*r.at)
        rule_malformed(&r);
}

struct ir_value *blas_rule_value(const struct blas_scope *scope, const char *expression)
{
    struct rule_reader r = reader_of(scope, expression);
    struct ir_value *value = rule_expression(&r);
    if (*r.at)
        rule_malformed(&r);
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
