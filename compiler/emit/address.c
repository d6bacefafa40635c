/* Addresses, and what lies at them: names, subscripts, members. A pointer is rendered together with
 * the object that it points to, so that `*&x` is never written. */
#include "emit/context.h"

static struct c_value address_of(struct emitter *e, const char *object)
{
    return (struct c_value){.text = arena_printf(e->arena, "&%s", object),
                            .binding = BIND_UNARY,
                            .object = object,
                            .object_binding = BIND_PRIMARY};
}

/* Pointers do not say that what they point to is volatile: where it is accessed, that is said. */
static struct c_value as_volatile(struct emitter *e, const struct ir_op *op, struct c_value c,
                                  bool is_volatile)
{
    if (!is_volatile)
        return c;
    c.text = arena_printf(e->arena, "(%s)%s", ir_type_text(e->arena, ir_result(op)->type), c.text);
    c.binding = BIND_UNARY;
    c.is_volatile = true;
    return c;
}

struct c_value render_global(struct emitter *e, const struct ir_op *op)
{
    return as_volatile(e, op, address_of(e, op->attr.global->name), op->attr.global->is_volatile);
}

struct c_value render_func(struct emitter *e, const struct ir_op *op)
{
    (void)e;
    return (struct c_value){.text = op->attr.callee->name, .binding = BIND_PRIMARY};
}

static bool is_zero(const struct ir_value *v)
{
    return v->def && v->def->code == IR_CONST && v->def->attr.integer == 0;
}

/* The array that a pointer points to, before a subscript or member. */
static const char *object_prefix(struct emitter *e, const struct ir_value *pointer)
{
    struct c_value *c = value_of(e, pointer);
    c->pending = false;
    if (c->object)
        return enclosed(e, c->object, c->object_binding, BIND_PRIMARY);
    return arena_printf(e->arena, "(*%s)", value_text(e, pointer, BIND_UNARY));
}

struct c_value render_elem(struct emitter *e, const struct ir_op *op)
{
    const char *array = object_prefix(e, op->operands[0]);
    const char *index = value_text(e, op->operands[1], BIND_CONDITION);
    struct c_value c = address_of(e, arena_printf(e->arena, "%s[%s]", array, index));
    if (is_zero(op->operands[1]))
        c.text = array, c.binding = BIND_PRIMARY;
    return as_volatile(e, op, c, value_of(e, op->operands[0])->is_volatile);
}

/* A part of a complex number, which is laid out as an array of two. */
static struct c_value render_part(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *base = op->operands[0];
    const struct ir_type *part = ir_result(op)->type->elem;
    const char *text =
        arena_printf(e->arena, "((%s%s *)%s)[%u]", base->type->pointee_const ? "const " : "",
                     ir_type_text(e->arena, part), value_text(e, base, BIND_UNARY), op->attr.field);
    return address_of(e, text);
}

struct c_value render_field(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *base = op->operands[0];
    const struct ir_field *member = &base->type->elem->record->fields[op->attr.field];
    const char *field = member->name;
    struct c_value *c = value_of(e, base);
    if (base->type->elem->record->is_complex)
        return render_part(e, op);
    if (!*field) { /* the members of an anonymous one are the enclosing one's */
        struct c_value same = *c;
        c->pending = false;
        return same;
    }
    bool is_volatile = member->is_volatile || (c->object && c->is_volatile);
    const char *object =
        c->object ? arena_printf(e->arena, "%s.%s", object_prefix(e, base), field)
                  : arena_printf(e->arena, "%s->%s", value_text(e, base, BIND_PRIMARY), field);
    return as_volatile(e, op, address_of(e, object), is_volatile);
}

struct c_value render_ptradd(struct emitter *e, const struct ir_op *op)
{
    /* an array's name would stand for the array, whose bounds the sum may leave on purpose */
    const char *base = operand_text(e, op->operands[0], BIND_ADD);
    const char *prefix = is_decayed(e, op->operands[0])
                             ? arena_printf(e->arena, "(%s)", base)
                             : value_text(e, op->operands[0], BIND_PRIMARY);
    struct c_value c = {.text = base, .binding = value_of(e, op->operands[0])->binding};
    if (!is_zero(op->operands[1])) {
        const char *offset = value_text(e, op->operands[1], BIND_MUL);
        bool is_less = *offset == '-' && offset[1] >= '0' && offset[1] <= '9';
        c.text = arena_printf(e->arena, "%s %s %s", base, is_less ? "-" : "+", offset + is_less);
        c.binding = BIND_ADD;
    } else if (is_decayed(e, op->operands[0])) {
        c.binding = BIND_UNARY;
    }
    c.object =
        arena_printf(e->arena, "%s[%s]", prefix, value_text(e, op->operands[1], BIND_CONDITION));
    c.object_binding = BIND_PRIMARY;
    return c;
}

struct c_value render_ptrdiff(struct emitter *e, const struct ir_op *op)
{
    return (struct c_value){.text = arena_printf(e->arena, "%s - %s",
                                                 value_text(e, op->operands[0], BIND_ADD),
                                                 value_text(e, op->operands[1], BIND_MUL)),
                            .binding = BIND_ADD};
}

struct c_value render_load(struct emitter *e, const struct ir_op *op)
{
    const char *text = object_text(e, op->operands[0]);
    return (struct c_value){
        .text = text, .binding = *text == '*' ? BIND_UNARY : BIND_PRIMARY, .reads = true};
}
