/* Expressions: how each pure operation reads in C. */
#include "emit/context.h"

#include "support/fault.h"

#include <ctype.h>
#include <string.h>

/* Longer expressions are cut by a variable. */
enum { LONGEST = 72 };

struct c_value *value_of(struct emitter *e, const struct ir_value *v)
{
    return &e->values[v->id];
}

const char *enclosed(struct emitter *e, const char *text, enum binding binding, enum binding limit)
{
    return binding > limit ? arena_printf(e->arena, "(%s)", text) : text;
}

const char *value_text(struct emitter *e, const struct ir_value *v, enum binding limit)
{
    struct c_value *c = value_of(e, v);
    GRADC_ASSERT(c->text);
    c->pending = false;
    return enclosed(e, c->text, c->binding, limit);
}

const char *object_text(struct emitter *e, const struct ir_value *pointer)
{
    struct c_value *c = value_of(e, pointer);
    c->pending = false;
    if (c->object)
        return enclosed(e, c->object, c->object_binding, BIND_UNARY);
    return arena_printf(e->arena, "*%s", value_text(e, pointer, BIND_UNARY));
}

const char *address_text(struct emitter *e, const struct ir_value *pointer)
{
    const struct c_value *c = value_of(e, pointer);
    return c->object ? arena_printf(e->arena, "&%s", object_text(e, pointer))
                     : value_text(e, pointer, BIND_UNARY);
}

void set_name(struct emitter *e, const struct ir_value *v, const char *name)
{
    *value_of(e, v) = (struct c_value){.text = name, .binding = BIND_PRIMARY};
}

bool text_mentions(const char *text, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = text; (at = strstr(at, name)) != NULL; at += length) {
        bool starts = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        bool ends = !(isalnum((unsigned char)at[length]) || at[length] == '_');
        if (starts && ends)
            return true;
    }
    return false;
}

static bool is_simple(const char *text)
{
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '_')
            return false;
    return true;
}

void materialise(struct emitter *e, const struct ir_value *v)
{
    struct c_value *c = value_of(e, v);
    const char *text = c->text;
    const char *name = names_take(e->names, v->name);
    line(e, "%s = %s;", ir_declare(e->arena, v->type, name, true), text);
    set_name(e, v, name);
}

void settle_reads(struct emitter *e, const struct ir_op *op)
{
    size_t kept = 0;
    for (size_t i = 0; i < e->pending.len; i++) {
        const struct ir_value *v = e->pending.data[i];
        struct c_value *c = value_of(e, v);
        if (!c->pending)
            continue;
        bool is_operand = false;
        for (uint32_t k = 0; op && k < op->operand_count; k++)
            is_operand |= op->operands[k] == v;
        if (c->reads && !is_operand)
            materialise(e, v);
        else
            e->pending.data[kept++] = v;
    }
    e->pending.len = kept;
}

/* ---- operators */

struct operator
{
    const char *token;
    enum binding binding;
};

static const struct operator operators[IR_OPCODE_COUNT] = {
    [IR_ADD] = {"+", BIND_ADD},
    [IR_SUB] = {"-", BIND_ADD},
    [IR_MUL] = {"*", BIND_MUL},
    [IR_DIV] = {"/", BIND_MUL},
    [IR_REM] = {"%", BIND_MUL},
    [IR_AND] = {"&", BIND_AND},
    [IR_OR] = {"|", BIND_OR},
    [IR_XOR] = {"^", BIND_XOR},
    [IR_SHL] = {"<<", BIND_SHIFT},
    [IR_SHR] = {">>", BIND_SHIFT},
    [IR_EQ] = {"==", BIND_EQUALITY},
    [IR_NE] = {"!=", BIND_EQUALITY},
    [IR_LT] = {"<", BIND_RELATION},
    [IR_LE] = {"<=", BIND_RELATION},
    [IR_GT] = {">", BIND_RELATION},
    [IR_GE] = {">=", BIND_RELATION},
};

/* Compilers warn about operands whose binding readers may not know. */
static enum binding operand_limit(enum binding binding, bool is_right)
{
    if (binding == BIND_MUL || binding == BIND_ADD)
        return is_right ? (enum binding)(binding - 1) : binding;
    if (binding == BIND_RELATION || binding == BIND_EQUALITY)
        return BIND_ADD;
    return BIND_UNARY;
}

bool is_decayed(struct emitter *e, const struct ir_value *pointer)
{
    return value_of(e, pointer)->object && pointer->def && pointer->def->code == IR_ELEM;
}

const char *operand_text(struct emitter *e, const struct ir_value *v, enum binding limit)
{
    if (!is_decayed(e, v))
        return value_text(e, v, limit);
    value_of(e, v)->pending = false;
    return arena_printf(e->arena, "&%s", value_of(e, v)->object);
}

static struct c_value render_operator(struct emitter *e, const struct ir_op *op)
{
    const struct operator* o = & operators[op->code];
    const char *x = operand_text(e, op->operands[0], operand_limit(o->binding, false));
    const char *y = operand_text(e, op->operands[1], operand_limit(o->binding, true));
    if (op->operands[0]->type != op->operands[1]->type && ir_type_is_ptr(op->operands[0]->type))
        y = arena_printf(e->arena, "(%s)%s", ir_type_text(e->arena, op->operands[0]->type),
                         value_text(e, op->operands[1], BIND_UNARY));
    return (struct c_value){.text = arena_printf(e->arena, "%s %s %s", x, o->token, y),
                            .binding = o->binding};
}

static struct c_value render_prefix(struct emitter *e, const struct ir_op *op)
{
    const char *token = op->code == IR_NEG ? "-" : op->code == IR_NOT ? "~" : "!";
    const char *x = value_text(e, op->operands[0], BIND_UNARY);
    if (*x == *token)
        x = arena_printf(e->arena, "(%s)", x);
    return (struct c_value){.text = arena_printf(e->arena, "%s%s", token, x),
                            .binding = BIND_UNARY};
}

static bool is_bool_constant(const struct ir_value *v, int64_t wanted)
{
    return ir_type_is_bool(v->type) && v->def && v->def->code == IR_CONST &&
           v->def->attr.integer == wanted;
}

/* `x && y` for `x ? y : 0`, `x || y` for `x ? 1 : y`. */
static struct c_value render_logical(struct emitter *e, const struct ir_op *op, bool is_and)
{
    const char *x = value_text(e, op->operands[0], BIND_EQUALITY);
    const char *y = value_text(e, op->operands[is_and ? 1 : 2], BIND_EQUALITY);
    return (struct c_value){.text = arena_printf(e->arena, "%s %s %s", x, is_and ? "&&" : "||", y),
                            .binding = BIND_CONDITION};
}

static struct c_value render_select(struct emitter *e, const struct ir_op *op)
{
    bool is_and = is_bool_constant(op->operands[2], 0);
    if (is_and || is_bool_constant(op->operands[1], 1))
        return render_logical(e, op, is_and);
    const char *c = value_text(e, op->operands[0], BIND_RELATION);
    const char *x = value_text(e, op->operands[1], BIND_ADD);
    const char *y = value_text(e, op->operands[2], BIND_ADD);
    return (struct c_value){.text = arena_printf(e->arena, "%s ? %s : %s", c, x, y),
                            .binding = BIND_CONDITION};
}

/* ---- conversions */

static struct c_value render_conv(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *x = op->operands[0];
    const struct ir_type *to = ir_result(op)->type;
    if (ir_type_is_bool(to))
        return (struct c_value){.text =
                                    arena_printf(e->arena, "%s != 0", value_text(e, x, BIND_ADD)),
                                .binding = BIND_EQUALITY};
    if (ir_type_is_bool(x->type) && to->scalar == IR_INT) {
        enum binding binding = value_of(e, x)->binding;
        const char *text = value_text(e, x, BIND_CONDITION);
        /* As an operand of a comparison, compilers want to see that it is meant. */
        return (struct c_value){.text = text, .binding = *text == '!' ? BIND_EQUALITY : binding};
    }
    return (struct c_value){.text = arena_printf(e->arena, "(%s)%s", ir_type_text(e->arena, to),
                                                 value_text(e, x, BIND_UNARY)),
                            .binding = BIND_UNARY};
}

/* Whether C converts the pointer without a word. */
static bool converts(const struct ir_type *from, const struct ir_type *to)
{
    bool adds_const = from->elem == to->elem && !from->pointee_const &&
                      from->elem->kind != IR_TYPE_ARRAY && from->elem->kind != IR_TYPE_PTR;
    return adds_const || to->elem->kind == IR_TYPE_VOID;
}

static struct c_value render_ptrcast(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *x = op->operands[0];
    const struct ir_type *to = ir_result(op)->type;
    if (converts(x->type, to) && x->type->elem == to->elem) {
        struct c_value same = *value_of(e, x);
        value_of(e, x)->pending = same.pending = false;
        return same;
    }
    return (struct c_value){.text = arena_printf(e->arena, "(%s)%s", ir_type_text(e->arena, to),
                                                 value_text(e, x, BIND_UNARY)),
                            .binding = BIND_UNARY};
}

static struct c_value render_ptrtoint(struct emitter *e, const struct ir_op *op)
{
    return (struct c_value){.text = arena_printf(e->arena, "(unsigned long)%s",
                                                 value_text(e, op->operands[0], BIND_UNARY)),
                            .binding = BIND_UNARY};
}

static struct c_value render_stop(struct emitter *e, const struct ir_op *op)
{
    enum binding binding = value_of(e, op->operands[0])->binding;
    return (struct c_value){.text = value_text(e, op->operands[0], BIND_CONDITION),
                            .binding = binding};
}

/* ---- calls of math.h */

static struct c_value render_math(struct emitter *e, const struct ir_op *op)
{
    enum ir_scalar scalar = op->operands[ir_math_real_argument(op->attr.math)]->type->scalar;
    const char *suffix = scalar == IR_FLOAT ? "f" : scalar == IR_LDOUBLE ? "l" : "";
    struct text text = {.arena = e->arena};
    text_addf(&text, "%s%s(", ir_math_name(op->attr.math), suffix);
    for (uint32_t i = 0; i < op->operand_count; i++)
        text_addf(&text, "%s%s", i ? ", " : "", value_text(e, op->operands[i], BIND_CONDITION));
    text_add(&text, ")");
    return (struct c_value){.text = text.data, .binding = BIND_PRIMARY};
}

/* ---- constants */

static struct c_value literal(const char *text)
{
    return (struct c_value){.text = text,
                            .binding = strchr("-(", *text) ? BIND_UNARY : BIND_PRIMARY};
}

static struct c_value render_const(struct emitter *e, const struct ir_op *op)
{
    return literal(integer_text(e->arena, ir_result(op)->type, op->attr.integer));
}

static struct c_value render_real(struct emitter *e, const struct ir_op *op)
{
    return literal(
        real_text(e->arena, ir_result(op)->type, op->attr.real->value, op->attr.real->text));
}

static struct c_value render_null(struct emitter *e, const struct ir_op *op)
{
    return (struct c_value){
        .text = arena_printf(e->arena, "(%s)0", ir_type_text(e->arena, ir_result(op)->type)),
        .binding = BIND_UNARY};
}

static struct c_value render_string(struct emitter *e, const struct ir_op *op)
{
    (void)e;
    return (struct c_value){.text = op->attr.text, .binding = BIND_PRIMARY};
}

/* Whatever it is, it is zero here: reading an undetermined variable is undefined in C. */
static struct c_value render_undef(struct emitter *e, const struct ir_op *op)
{
    const struct ir_type *type = ir_result(op)->type;
    if (ir_type_is_ptr(type))
        return render_null(e, op);
    return literal(ir_type_is_real(type) ? real_text(e->arena, type, 0.0L, NULL)
                                         : integer_text(e->arena, type, 0));
}

typedef struct c_value (*renderer)(struct emitter *e, const struct ir_op *op);

static struct c_value render_tape_count(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *block = op->operands[0];
    const char *text = arena_printf(e->arena, "gradc_tape_count(%s, sizeof(%s))",
                                    value_text(e, block, BIND_CONDITION),
                                    ir_type_text(e->arena, block->type->elem));
    return (struct c_value){.text = text, .binding = BIND_PRIMARY};
}

static const renderer renderers[IR_OPCODE_COUNT] = {
    [IR_CONST] = render_const,
    [IR_REAL] = render_real,
    [IR_NULL] = render_null,
    [IR_UNDEF] = render_undef,
    [IR_STRING] = render_string,
    [IR_ADD] = render_operator,
    [IR_SUB] = render_operator,
    [IR_MUL] = render_operator,
    [IR_DIV] = render_operator,
    [IR_NEG] = render_prefix,
    [IR_REM] = render_operator,
    [IR_AND] = render_operator,
    [IR_OR] = render_operator,
    [IR_XOR] = render_operator,
    [IR_SHL] = render_operator,
    [IR_SHR] = render_operator,
    [IR_NOT] = render_prefix,
    [IR_EQ] = render_operator,
    [IR_NE] = render_operator,
    [IR_LT] = render_operator,
    [IR_LE] = render_operator,
    [IR_GT] = render_operator,
    [IR_GE] = render_operator,
    [IR_LNOT] = render_prefix,
    [IR_SELECT] = render_select,
    [IR_CONV] = render_conv,
    [IR_PTRCAST] = render_ptrcast,
    [IR_PTRTOINT] = render_ptrtoint,
    [IR_STOP] = render_stop,
    [IR_MATH] = render_math,
    [IR_THROUGH] = render_stop,
    [IR_GLOBAL] = render_global,
    [IR_ELEM] = render_elem,
    [IR_FIELD] = render_field,
    [IR_FUNC] = render_func,
    [IR_PTRADD] = render_ptradd,
    [IR_PTRDIFF] = render_ptrdiff,
    [IR_LOAD] = render_load,
    [IR_TAPE_COUNT] = render_tape_count,
};

/* ---- which values stay text */

static bool is_constant(const struct ir_op *op)
{
    return op->code == IR_CONST || op->code == IR_REAL || op->code == IR_NULL ||
           op->code == IR_STRING || op->code == IR_UNDEF || op->code == IR_GLOBAL ||
           op->code == IR_FUNC;
}

static bool is_address(const struct ir_op *op)
{
    return op->code == IR_ELEM || op->code == IR_FIELD || op->code == IR_PTRADD;
}

/* A pointer to a member without a tag has no type that a variable could be declared with. */
static bool must_stay(const struct ir_op *op)
{
    const struct ir_type *type = ir_result(op)->type;
    return is_address(op) && type->elem->kind == IR_TYPE_RECORD &&
           strstr(type->elem->record->c_name, " gradc_");
}

static bool is_used_once_here(const struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = ir_result(op);
    return e->uses[v->id] == 1 && e->user_regions[v->id] == op->region;
}

/* An address may be written several times, as long as it stays short: what it is made of gets names
 * first. */
static void name_parts(struct emitter *e, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *part = op->operands[i];
        const struct c_value *c = value_of(e, part);
        bool is_base = i == 0 && part->def && is_address(part->def);
        bool is_plain = is_base || c->object || c->binding == BIND_UNARY || is_simple(c->text);
        if (c->reads || !is_plain)
            materialise(e, part);
    }
}

static bool operands_read(struct emitter *e, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (value_of(e, op->operands[i])->reads)
            return true;
    return false;
}

void render_value(struct emitter *e, const struct ir_op *op)
{
    GRADC_ASSERT(renderers[op->code]);
    const struct ir_value *v = ir_result(op);
    bool once = is_used_once_here(e, op);
    bool stays = once || is_address(op) || is_constant(op);
    if (is_address(op) && (!once || must_stay(op)))
        name_parts(e, op);
    bool reads = operands_read(e, op);
    struct c_value c = renderers[op->code](e, op);
    c.reads |= reads;
    c.pending = once && !is_constant(op) && !must_stay(op);
    *value_of(e, v) = c;
    if (!stays || (strlen(c.text) > LONGEST && !is_address(op)))
        materialise(e, v);
    else if (c.pending)
        vec_push(e->arena, &e->pending, v);
}
