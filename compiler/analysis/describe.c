/* Rebuilds C expressions from addresses, as far as names go. */
#include "analysis/describe.h"

#include <inttypes.h>

enum { DEEPEST = 12 };

static void add_place(struct text *out, const struct ir_value *address, int depth);

static const struct ir_value *without_conversions(const struct ir_value *value)
{
    while (value->def && (value->def->code == IR_CONV || value->def->code == IR_PTRCAST) &&
           !value->name)
        value = value->def->operands[0];
    return value;
}

static bool is_sum(const struct ir_op *def)
{
    return def && (def->code == IR_ADD || def->code == IR_SUB);
}

/* Whether an index is short arithmetic on names and constants. */
static bool is_sayable(const struct ir_value *index, int depth)
{
    enum { DEEPEST_SUM = 3 };
    index = without_conversions(index);
    const struct ir_op *def = index->def;
    if (index->name || !def || def->code == IR_CONST)
        return index->name || def;
    return (is_sum(def) || def->code == IR_MUL) && depth < DEEPEST_SUM &&
           is_sayable(def->operands[0], depth + 1) && is_sayable(def->operands[1], depth + 1);
}

static void add_operand(struct text *out, const struct ir_value *value, bool needs_brackets);

static void add_arithmetic(struct text *out, const struct ir_value *index)
{
    index = without_conversions(index);
    const struct ir_op *def = index->def;
    if (index->name) {
        text_add(out, index->name);
    } else if (def->code == IR_CONST) {
        text_addf(out, "%" PRId64, def->attr.integer);
    } else {
        bool is_product = def->code == IR_MUL;
        add_operand(out, def->operands[0], is_product);
        text_add(out, is_product ? " * " : def->code == IR_ADD ? " + " : " - ");
        add_operand(out, def->operands[1], def->code != IR_ADD);
    }
}

static void add_operand(struct text *out, const struct ir_value *value, bool needs_brackets)
{
    value = without_conversions(value);
    needs_brackets &= !value->name && is_sum(value->def);
    text_add(out, needs_brackets ? "(" : "");
    add_arithmetic(out, value);
    text_add(out, needs_brackets ? ")" : "");
}

static void add_index(struct text *out, const struct ir_value *index)
{
    text_addc(out, '[');
    if (is_sayable(index, 0))
        add_arithmetic(out, index);
    else
        text_add(out, "...");
    text_addc(out, ']');
}

/* An expression for a pointer that is no address of a part. */
static void add_pointer(struct text *out, const struct ir_value *pointer, int depth)
{
    const struct ir_op *def = pointer->def;
    if (def && def->code == IR_LOAD)
        add_place(out, def->operands[0], depth);
    else if (def && def->code == IR_GLOBAL)
        text_add(out, ir_global_shown(def->attr.global));
    else
        text_add(out, pointer->name ? pointer->name : "...");
}

/* Whether the address is that of a named object or of a part: then no '*' goes before it. */
static bool is_place(const struct ir_value *address)
{
    if (!address->def)
        return false;
    switch (address->def->code) {
    case IR_ELEM:
    case IR_PTRADD:
    case IR_FIELD:
    case IR_GLOBAL:
    case IR_SLOT:
        return true;
    default:
        return false;
    }
}

static void add_field(struct text *out, const struct ir_op *op, int depth)
{
    const struct ir_value *base = without_conversions(op->operands[0]);
    const char *name = op->operands[0]->type->elem->record->fields[op->attr.field].name;
    if (is_place(base))
        add_place(out, base, depth);
    else
        add_pointer(out, base, depth);
    if (*name)
        text_addf(out, "%s%s", is_place(base) ? "." : "->", name);
}

/* A variable that points to an element. */
static bool is_named(const struct ir_value *pointer)
{
    return pointer->name && pointer->def &&
           (pointer->def->code == IR_ELEM || pointer->def->code == IR_PTRADD);
}

static bool is_constant(const struct ir_value *index)
{
    return index->def && index->def->code == IR_CONST;
}

/* An element so far from another one of the same array. */
static void add_walk(struct text *out, const struct ir_op *walk, int depth)
{
    const struct ir_op *start = without_conversions(walk->operands[0])->def;
    const struct ir_value *from = without_conversions(start->operands[1]);
    const struct ir_value *by = without_conversions(walk->operands[1]);
    add_place(out, start->operands[0], depth + 1);
    if (is_constant(from) && is_constant(by))
        text_addf(out, "[%" PRId64 "]",
                  (int64_t)((uint64_t)from->def->attr.integer + (uint64_t)by->def->attr.integer));
    else if (is_constant(from) && !from->def->attr.integer)
        add_index(out, by);
    else if (is_constant(by) && !by->def->attr.integer)
        add_index(out, from);
    else
        text_add(out, "[...]");
}

/* The element or field, or what a pointer of that name stands for when it is indexed. */
static void add_place(struct text *out, const struct ir_value *address, int depth)
{
    address = without_conversions(address);
    const struct ir_op *def = address->def;
    const struct ir_op *start =
        def && def->operand_count ? without_conversions(def->operands[0])->def : NULL;
    if (depth > DEEPEST) {
        text_add(out, "...");
    } else if (depth && is_named(address)) {
        text_add(out, address->name);
    } else if (def && def->code == IR_PTRADD && start && start->code == IR_ELEM &&
               !is_named(def->operands[0])) {
        add_walk(out, def, depth);
    } else if (def && (def->code == IR_ELEM || def->code == IR_PTRADD)) {
        add_place(out, def->operands[0], depth + 1);
        add_index(out, def->operands[1]);
    } else if (def && def->code == IR_FIELD) {
        add_field(out, def, depth + 1);
    } else {
        add_pointer(out, address, depth + 1);
    }
}

const char *describe_place(struct arena *arena, const struct ir_value *address)
{
    struct text out = {.arena = arena};
    address = without_conversions(address);
    if (!is_place(address))
        text_addc(&out, '*');
    add_place(&out, address, 0);
    return text_string(&out);
}

const char *describe_value(struct arena *arena, const struct ir_value *value)
{
    if (value->name)
        return value->name;
    if (value->def && value->def->code == IR_LOAD)
        return describe_place(arena, value->def->operands[0]);
    return NULL;
}

const char *describe_type(struct arena *arena, const struct ir_type *type)
{
    switch (type->kind) {
    case IR_TYPE_VOID:
        return "void";
    case IR_TYPE_SCALAR:
        return ir_scalar_spelling(type->scalar);
    case IR_TYPE_RECORD:
        return type->record->c_name;
    case IR_TYPE_PTR: {
        const char *to = describe_type(arena, cells_content_type(type->elem));
        bool is_ptr = cells_content_type(type->elem)->kind == IR_TYPE_PTR;
        return arena_printf(arena, "%s%s%s*", type->pointee_const && !is_ptr ? "const " : "", to,
                            is_ptr ? "" : " ");
    }
    case IR_TYPE_ARRAY:
        return arena_printf(arena, "%s[%llu]", describe_type(arena, type->elem),
                            (unsigned long long)type->extent);
    case IR_TYPE_FUNC:
        return "function";
    }
    return "";
}
