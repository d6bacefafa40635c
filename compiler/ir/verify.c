/* Structure: links, counts, ids, terminators, and that every operand is visible where it is used.
 *
 * One walk in the order of execution. A value is visible from its definition to the end of the
 * region that defines it, nested regions included. Linear. */
#include "ir/verify.h"

#include "ir/verify_parts.h"
#include "support/fault.h"

#include <stdarg.h>
#include <stdio.h>

void ir_verify_complain(struct ir_verifier *v, const struct ir_op *op, const char *format, ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    v->ok = false;
    text_addf(v->report, "in @%s: ", v->func->name);
    if (op)
        text_addf(v->report, "%s (%u:%u:%u): ", ir_op_info(op)->name, op->loc.file, op->loc.line,
                  op->loc.column);
    text_addf(v->report, "%s\n", message);
}

/* Whether operands, results and regions are there as ops.def says. */
static bool check_counts(struct ir_verifier *v, const struct ir_op *op)
{
    const struct ir_op_info *info = ir_op_info(op);
    bool counts = (info->operands == IR_ANY || op->operand_count == (uint32_t)info->operands) &&
                  (info->results == IR_ANY || op->result_count == (uint32_t)info->results) &&
                  op->region_count == (uint32_t)info->regions;
    if (!counts) {
        ir_verify_complain(v, op, "%u operands, %u results, %u regions", op->operand_count,
                           op->result_count, op->region_count);
        return false;
    }
    bool whole = true;
    for (uint32_t i = 0; i < op->operand_count; i++)
        whole &= op->operands[i] && op->operands[i]->type;
    for (uint32_t i = 0; i < op->result_count; i++)
        whole &= op->results[i] && op->results[i]->type;
    for (uint32_t i = 0; i < op->region_count; i++)
        whole &= op->regions[i] && ir_terminator(op->regions[i]);
    if (!whole)
        ir_verify_complain(v, op, "an operand, result, type or terminator is missing");
    return whole;
}

static void check_operands(struct ir_verifier *v, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *value = op->operands[i];
        if (value->id >= v->func->value_count || v->visible[value->id] != value)
            ir_verify_complain(v, op, "operand %u ('%s', id %u) is not visible here", i,
                               value->name ? value->name : "", value->id);
    }
}

static void define(struct ir_verifier *v, const struct ir_op *op, const struct ir_value *value)
{
    if (value->id >= v->func->value_count || v->defined[value->id]) {
        ir_verify_complain(v, op, "id %u is out of range or used twice", value->id);
        return;
    }
    v->defined[value->id] = true;
    v->visible[value->id] = value;
}

static void define_results(struct ir_verifier *v, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->result_count; i++) {
        const struct ir_value *result = op->results[i];
        if (result->def != op || result->index != i || result->region != op->region)
            ir_verify_complain(v, op, "result %u has a wrong link", i);
        define(v, op, result);
    }
}

static void hide(struct ir_verifier *v, const struct ir_value *value)
{
    if (value->id < v->func->value_count && v->visible[value->id] == value)
        v->visible[value->id] = NULL;
}

static void hide_region(struct ir_verifier *v, const struct ir_region *region)
{
    for (size_t i = 0; i < region->args.len; i++)
        hide(v, region->args.data[i]);
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->result_count; i++)
            if (op->results[i])
                hide(v, op->results[i]);
    }
}

static void check_region(struct ir_verifier *v, const struct ir_region *region,
                         const struct ir_op *parent);

static void check_op(struct ir_verifier *v, const struct ir_op *op)
{
    if (!check_counts(v, op))
        return;
    check_operands(v, op);
    for (uint32_t i = 0; i < op->region_count; i++)
        check_region(v, op->regions[i], op);
    define_results(v, op);
    ir_verify_types(v, op);
}

static void check_links(struct ir_verifier *v, const struct ir_region *region,
                        const struct ir_op *op, const struct ir_op *prev)
{
    if (op->region != region || op->prev != prev || (!op->next && region->last != op))
        ir_verify_complain(v, op, "operation is linked wrongly");
    bool ends = op->code == IR_YIELD || op->code == IR_RETURN;
    if (ends != !op->next)
        ir_verify_complain(v, op, ends ? "terminator is not last" : "region has no terminator");
    if (ends && (op->code == IR_RETURN) != !region->op)
        ir_verify_complain(v, op, "wrong terminator");
}

static void check_region(struct ir_verifier *v, const struct ir_region *region,
                         const struct ir_op *parent)
{
    if (region->op != parent || region->func != v->func)
        ir_verify_complain(v, parent, "region is linked wrongly");
    for (size_t i = 0; i < region->args.len; i++) {
        const struct ir_value *arg = region->args.data[i];
        if (arg->def || arg->index != i || arg->region != region)
            ir_verify_complain(v, parent, "region argument %zu has a wrong link", i);
        define(v, parent, arg);
    }
    const struct ir_op *prev = NULL;
    IR_FOR_EACH_OP (op, region) {
        check_links(v, region, op, prev);
        check_op(v, op);
        prev = op;
    }
    hide_region(v, region);
}

static bool check_func(const struct ir_func *func, struct text *report, struct arena *scratch)
{
    struct ir_verifier v = {.func = func, .report = report, .ok = true};
    v.visible = ARENA_ARRAY(scratch, const struct ir_value *, (size_t)func->value_count + 1);
    v.defined = ARENA_ARRAY(scratch, bool, (size_t)func->value_count + 1);
    if (func->params.len != func->body->args.len)
        ir_verify_complain(&v, NULL, "%zu parameters, %zu values", func->params.len,
                           func->body->args.len);
    if (!ir_terminator(func->body))
        ir_verify_complain(&v, NULL, "the body has no terminator");
    else
        check_region(&v, func->body, NULL);
    return v.ok;
}

bool ir_verify(const struct ir_module *module, struct text *report)
{
    struct arena *scratch = arena_create();
    bool ok = true;
    for (size_t i = 0; i < module->funcs.len; i++)
        ok &= check_func(module->funcs.data[i], report, scratch);
    arena_destroy(scratch);
    return ok;
}

void ir_verify_or_fault(const struct ir_module *module, const char *pass)
{
    struct arena *scratch = arena_create();
    struct text report = {.arena = scratch};
    if (!ir_verify(module, &report))
        fault_raise(__FILE__, __LINE__, "IR is invalid after %s: %s", pass, report.data);
    arena_destroy(scratch);
}
