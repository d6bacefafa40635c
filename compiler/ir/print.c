/* Printing functions.
 *
 * One operation a line, operands by name. Every operation prints the types of its results after
 * its name, comparisons excepted, which yield bool. Objects (slots, allocations) print the type of
 * the object instead of that of the pointer. Values are named in the order in which they print, so
 * that the text depends on the IR alone. */
#include "ir/print.h"

#include "ir/build.h"
#include "ir/print_atoms.h"
#include "support/fault.h"

#include <string.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

/* How many values have had a hint so far. */
struct hint {
    UT_hash_handle hh;
    const char *text;
    unsigned count;
};

struct printer {
    const struct ir_print_options *options;
    struct text *out;
    const struct ir_func *func;
    const char **names; /* by value id */
    struct hint *hints;
    unsigned unnamed;
    int depth;
};

void ir_print_type(const struct ir_type *type, struct text *out)
{
    switch (type->kind) {
    case IR_TYPE_VOID:
        text_add(out, "void");
        break;
    case IR_TYPE_SCALAR:
        text_add(out, ir_scalar_name(type->scalar));
        break;
    case IR_TYPE_PTR:
        text_add(out, type->pointee_const ? "ptr<const " : "ptr<");
        ir_print_type(type->elem, out);
        text_addc(out, '>');
        break;
    case IR_TYPE_ARRAY:
        text_addf(out, "[%llu x ", (unsigned long long)type->extent);
        ir_print_type(type->elem, out);
        text_addc(out, ']');
        break;
    case IR_TYPE_RECORD:
        ir_print_symbol('@', type->record->name, out);
        break;
    case IR_TYPE_FUNC:
        text_add(out, "fn ");
        ir_print_quoted(type->c_declarator, out);
        break;
    }
}

static struct hint *hint_entry(struct printer *p, const char *text, size_t len)
{
    struct hint *found;
    HASH_FIND(hh, p->hints, text, len, found);
    if (!found) {
        found = ARENA_NEW(p->out->arena, struct hint);
        found->text = arena_strndup(p->out->arena, text, len);
        HASH_ADD_KEYPTR(hh, p->hints, found->text, len, found);
    }
    return found;
}

static const char *make_name(struct printer *p, const struct ir_value *value)
{
    size_t len = value->name ? ir_hint_length(value->name) : 0;
    if (!len)
        return arena_printf(p->out->arena, "%%%u", p->unnamed++);
    struct hint *hint = hint_entry(p, value->name, len);
    struct text name = {.arena = p->out->arena};
    const char *unique =
        hint->count ? arena_printf(p->out->arena, "%s.%u", hint->text, hint->count) : hint->text;
    hint->count++;
    ir_print_symbol('%', unique, &name);
    return name.data;
}

static void print_definition(struct printer *p, const struct ir_value *value)
{
    if (value->id >= p->func->value_count) {
        text_addf(p->out, "%%<bad id %u>", value->id);
        return;
    }
    p->names[value->id] = make_name(p, value);
    text_add(p->out, p->names[value->id]);
}

static void print_use(struct printer *p, const struct ir_value *value)
{
    bool known = value && value->id < p->func->value_count && p->names[value->id];
    text_add(p->out, known ? p->names[value->id] : "%<undefined>");
}

static void print_uses(struct printer *p, struct ir_value **values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        text_add(p->out, i ? ", " : " ");
        print_use(p, values[i]);
    }
}

static void indent(struct printer *p)
{
    for (int i = 0; i < p->depth; i++)
        text_add(p->out, "  ");
}

static void print_op(struct printer *p, const struct ir_op *op);

/* " {", the operations and "}"; the line is not ended. */
static void print_block(struct printer *p, const struct ir_region *region, struct src_loc loc)
{
    text_add(p->out, " {");
    ir_print_loc_comment(loc, p->options, p->out);
    text_addc(p->out, '\n');
    p->depth++;
    IR_FOR_EACH_OP (op, region)
        print_op(p, op);
    p->depth--;
    indent(p);
    text_addc(p->out, '}');
}

static void print_results(struct printer *p, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->result_count; i++) {
        if (i)
            text_add(p->out, ", ");
        print_definition(p, op->results[i]);
    }
    if (op->result_count)
        text_add(p->out, " = ");
}

static void print_if(struct printer *p, const struct ir_op *op)
{
    text_add(p->out, "if");
    for (uint32_t i = 0; i < op->result_count; i++) {
        text_add(p->out, i ? ", " : " ");
        ir_print_type(op->results[i]->type, p->out);
    }
    print_uses(p, op->operands, 1);
    ir_print_op_loc(op, p->options, p->out);
    print_block(p, op->regions[0], op->loc);
    text_add(p->out, " else");
    print_block(p, op->regions[1], (struct src_loc){0});
}

static void print_carried(struct printer *p, const struct ir_op *op)
{
    const struct ir_region *body = op->regions[0];
    for (uint32_t i = 1; i < body->args.len; i++) {
        text_add(p->out, i == 1 ? " carry (" : ", ");
        print_definition(p, body->args.data[i]);
        text_add(p->out, ": ");
        ir_print_type(body->args.data[i]->type, p->out);
        text_add(p->out, " = ");
        print_use(p, op->operands[ir_loop_first_carried(op) + i - 1]);
    }
    if (body->args.len > 1)
        text_addc(p->out, ')');
}

static void print_counter(struct printer *p, const struct ir_op *op)
{
    const struct ir_value *counter = ir_loop_counter(op);
    text_add(p->out, op->code == IR_FOR ? "for " : "while ");
    print_definition(p, counter);
    text_add(p->out, ": ");
    ir_print_type(counter->type, p->out);
}

static void print_loop(struct printer *p, const struct ir_op *op)
{
    static const char *const preds[] = {"lt", "le", "gt", "ge"};
    print_counter(p, op);
    if (op->code == IR_FOR) {
        text_add(p->out, " =");
        print_uses(p, op->operands, 1);
        text_addf(p->out, " %s", preds[op->attr.loop.pred]);
        print_uses(p, op->operands + 1, 1);
        text_add(p->out, " step");
        print_uses(p, op->operands + 2, 1);
        if (op->attr.loop.reverse)
            text_add(p->out, " reverse");
    }
    print_carried(p, op);
    ir_print_op_loc(op, p->options, p->out);
    print_block(p, op->regions[0], op->loc);
}

/* The attribute as it stands between the result type and the operands. */
static void print_attr(struct printer *p, const struct ir_op *op)
{
    switch (ir_op_info(op)->attr) {
    case IR_ATTR_INTEGER:
        text_addc(p->out, ' ');
        ir_print_integer(op->attr.integer, op->results[0]->type, p->out);
        break;
    case IR_ATTR_REAL:
        text_addc(p->out, ' ');
        ir_print_real(op->attr.real->value, op->results[0]->type, p->out);
        break;
    case IR_ATTR_TEXT:
        text_addc(p->out, ' ');
        ir_print_quoted(op->attr.text, p->out);
        break;
    case IR_ATTR_GLOBAL:
        text_addc(p->out, ' ');
        ir_print_symbol('@', op->attr.global->name, p->out);
        break;
    case IR_ATTR_CALLEE:
        text_addc(p->out, ' ');
        ir_print_symbol('@', op->attr.callee->name, p->out);
        break;
    case IR_ATTR_STACK:
        text_addf(p->out, " #%u", op->attr.stack);
        break;
    default:
        break;
    }
}

/* The source's spelling of a real constant, where it tells more than the value does. */
static void print_spelling(struct printer *p, const struct ir_op *op)
{
    if (!op->attr.real->text)
        return;
    struct text plain = {.arena = p->out->arena};
    ir_print_real(op->attr.real->value, op->results[0]->type, &plain);
    if (strcmp(plain.data, op->attr.real->text) == 0)
        return;
    text_addc(p->out, ' ');
    ir_print_quoted(op->attr.real->text, p->out);
}

/* The name of a field where it identifies the field, else its number. */
static void print_field(struct printer *p, const struct ir_op *op)
{
    const struct ir_type *type = op->operands[0]->type->elem;
    const struct ir_record *record = type ? type->record : NULL;
    unsigned field = op->attr.field, first = 0;
    if (!record || field >= record->field_count || !record->fields[field].name[0]) {
        text_addf(p->out, ", #%u", field);
        return;
    }
    while (strcmp(record->fields[first].name, record->fields[field].name) != 0)
        first++;
    text_add(p->out, ", ");
    if (first == field)
        ir_print_symbol('.', record->fields[field].name, p->out);
    else
        text_addf(p->out, "#%u", field);
}

static bool is_comparison(enum ir_opcode code)
{
    return (code >= IR_EQ && code <= IR_GE) || code == IR_LNOT;
}

static bool makes_object(const struct ir_op *op)
{
    return ir_op_info(op)->effect == IR_EFFECT_ALLOC;
}

static void print_result_type(struct printer *p, const struct ir_op *op)
{
    if (!op->result_count || is_comparison(op->code))
        return;
    const struct ir_type *type = op->results[0]->type;
    text_addc(p->out, ' ');
    if (makes_object(op) && ir_type_is_ptr(type)) {
        text_add(p->out, type->pointee_const ? "const " : "");
        type = type->elem;
    }
    ir_print_type(type, p->out);
}

static void print_plain(struct printer *p, const struct ir_op *op)
{
    bool is_math = op->code == IR_MATH;
    text_add(p->out, is_math ? ir_math_name(op->attr.math) : ir_op_info(op)->name);
    print_result_type(p, op);
    print_attr(p, op);
    if (op->code == IR_CALL) {
        text_addc(p->out, '(');
        for (uint32_t i = 0; i < op->operand_count; i++) {
            text_add(p->out, i ? ", " : "");
            print_use(p, op->operands[i]);
        }
        text_addc(p->out, ')');
    } else {
        text_add(p->out, makes_object(op) && op->operand_count ? "," : "");
        print_uses(p, op->operands, op->operand_count);
    }
    if (op->code == IR_REAL)
        print_spelling(p, op);
    if (op->code == IR_FIELD)
        print_field(p, op);
    ir_print_op_loc(op, p->options, p->out);
    ir_print_loc_comment(op->loc, p->options, p->out);
}

static void print_op(struct printer *p, const struct ir_op *op)
{
    indent(p);
    print_results(p, op);
    if (op->code == IR_IF)
        print_if(p, op);
    else if (op->code == IR_FOR || op->code == IR_WHILE)
        print_loop(p, op);
    else
        print_plain(p, op);
    text_addc(p->out, '\n');
}

static void print_flag(struct printer *p, bool is_set, const char *name)
{
    if (is_set)
        text_addf(p->out, " %s", name);
}

static void print_quoted_flag(struct printer *p, const char *name, const char *value)
{
    if (!value)
        return;
    text_addf(p->out, " %s ", name);
    ir_print_quoted(value, p->out);
}

static void print_extent(struct printer *p, const struct ir_extent *extent)
{
    switch (extent->kind) {
    case IR_EXTENT_NUMBER:
        text_addf(p->out, "%lld", (long long)extent->number);
        break;
    case IR_EXTENT_PARAM:
        print_use(p, p->func->body->args.data[extent->param]);
        break;
    case IR_EXTENT_BINARY:
        text_addf(p->out, "%s(", ir_op_infos[extent->code].name);
        print_extent(p, extent->x);
        text_add(p->out, ", ");
        print_extent(p, extent->y);
        text_addc(p->out, ')');
        break;
    }
}

static void print_param(struct printer *p, const struct ir_param *param,
                        const struct ir_value *value)
{
    print_definition(p, value);
    text_add(p->out, ": ");
    ir_print_type(value->type, p->out);
    print_flag(p, param->is_wrt, "wrt");
    print_flag(p, param->is_const, "fixed");
    print_flag(p, param->is_out, "out");
    print_flag(p, param->is_work, "work");
    print_flag(p, param->is_restrict, "restrict");
    print_flag(p, param->is_by_value, "by_value");
    print_flag(p, param->is_result, "result");
    print_flag(p, param->is_grad, "grad");
    print_quoted_flag(p, "decl", param->c_decl);
    print_quoted_flag(p, "grad_decl", param->c_grad_decl);
    if (param->extent) {
        text_add(p->out, " extent ");
        print_extent(p, param->extent);
    }
    ir_print_contract(param->contract, p->out);
    ir_print_loc(param->loc, p->options, p->out);
}

static void print_params(struct printer *p)
{
    const struct ir_func *func = p->func;
    text_addc(p->out, '(');
    for (size_t i = 0; i < func->body->args.len; i++) {
        static const struct ir_param none = {0};
        const struct ir_param *param = i < func->params.len ? &func->params.data[i] : &none;
        text_add(p->out, i ? ", " : "");
        print_param(p, param, func->body->args.data[i]);
    }
    text_addc(p->out, ')');
}

void ir_print_func(const struct ir_func *func, const struct ir_print_options *options,
                   struct text *out)
{
    struct printer p = {.options = options, .out = out, .func = func};
    p.names = ARENA_ARRAY(out->arena, const char *, func->value_count + 1);
    text_add(out, "func ");
    ir_print_symbol('@', func->name, out);
    print_params(&p);
    text_add(out, " -> ");
    ir_print_type(func->result, out);
    print_flag(&p, func->is_static, "static");
    print_flag(&p, func->is_inline, "inline");
    print_flag(&p, func->is_included, "included");
    print_flag(&p, func->is_loss, "loss");
    print_flag(&p, func->is_derivative, "derivative");
    print_flag(&p, func->is_part, "part");
    print_quoted_flag(&p, "summary", func->summary);
    if (func->stack_count)
        text_addf(out, " stacks %u", func->stack_count);
    ir_print_loc(func->loc, options, out);
    print_block(&p, func->body, func->loc);
    text_addc(out, '\n');
    HASH_CLEAR(hh, p.hints);
}
