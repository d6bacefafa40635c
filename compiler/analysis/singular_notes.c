/* The notes of the singular diagnostics. */
#include "analysis/singular_state.h"

#include "analysis/describe.h"
#include "source/call_text.h"

#include <string.h>

enum { FARTHEST = 16 };

static const struct ir_value *active_operand(struct singular *s, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (loss_flow_is_varied(s->flow, op->operands[i]))
            return op->operands[i];
    return NULL;
}

/* The operand that a value's uncertainty comes from: an active one, unless all those are surely
 * positive and another one is not. */
static const struct ir_value *open_operand(struct singular *s, const struct ir_op *op)
{
    const struct interval positive = interval_above(interval_point(0), false);
    const struct ir_value *other = NULL;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *operand = op->operands[i];
        if (operand->type->kind != IR_TYPE_SCALAR ||
            interval_within(ranges_of(s->ranges, operand), positive))
            continue;
        if (loss_flow_is_varied(s->flow, operand))
            return operand;
        other = other ? other : operand;
    }
    return other ? other : active_operand(s, op);
}

typedef const struct ir_value *choose_operand(struct singular *s, const struct ir_op *op);

static const struct ir_value *origin_by(struct singular *s, const struct ir_value *value,
                                        choose_operand *choose)
{
    for (int i = 0; i < FARTHEST && value; i++) {
        const struct ir_op *def = value->def;
        if (!def)
            return value->region == s->flow->loss->body ? value : NULL;
        if (def->code == IR_LOAD)
            return value;
        value = ir_op_is_pure(def) ? choose(s, def) : NULL;
    }
    return NULL;
}

/* The load or parameter that a value is computed from; NULL where that is a long way. */
static const struct ir_value *origin_of(struct singular *s, const struct ir_value *value)
{
    const struct ir_value *origin = origin_by(s, value, open_operand);
    return origin ? origin : origin_by(s, value, active_operand);
}

static struct src_loc place_of(const struct singular *s, const struct ir_value *origin)
{
    return origin->def ? origin->def->loc : s->flow->loss->params.data[origin->index].loc;
}

static const char *name_of(struct singular *s, const struct ir_value *origin)
{
    return origin->def ? describe_place(s->flow->arena, origin->def->operands[0]) : origin->name;
}

static const char *range_text(struct singular *s, const struct ir_value *value)
{
    struct text text = {.arena = s->flow->arena};
    interval_print(ranges_of(s->ranges, value), &text);
    return text_string(&text);
}

/* The name of a value; a field that was loaded is named with what it is a field of. */
static const char *value_name(struct singular *s, const struct ir_value *value)
{
    const struct ir_op *address =
        value->def && value->def->code == IR_LOAD ? value->def->operands[0]->def : NULL;
    if (address && address->code == IR_FIELD)
        return describe_place(s->flow->arena, value->def->operands[0]);
    return describe_value(s->flow->arena, value);
}

void singular_note_range(struct singular *s, struct diag *d, const struct ir_op *op,
                         uint32_t operand)
{
    const struct ir_value *value = op->operands[operand];
    const struct ir_value *origin = origin_of(s, value);
    const char *range = range_text(s, value), *name = value_name(s, value);
    const char *shown = name                 ? arena_printf(s->flow->arena, "'%s'", name)
                        : op->code == IR_DIV ? "the divisor"
                                             : "the argument";
    const char *source = origin ? name_of(s, origin) : NULL;
    if (source && (!name || strcmp(source, name) != 0))
        diag_note(d, place_of(s, origin), "%s is in %s; it comes from '%s' here", shown, range,
                  source);
    else
        diag_note(d, origin ? place_of(s, origin) : op->loc, "%s is in %s", shown, range);
    loss_flow_note_calls(d, op);
}

/* `clip` with its letters replaced; see singular.def. */
static const char *clipped(struct singular *s, const char *clip, const char *argument,
                           const struct ir_type *type)
{
    static const struct {
        enum ir_scalar scalar;
        const char *suffix, *small;
    } types[] = {{IR_FLOAT, "f", "1e-6f"}, {IR_DOUBLE, "", "1e-12"}, {IR_LDOUBLE, "l", "1e-12L"}};
    size_t t = 0;
    while (t < 2 && types[t].scalar != type->scalar)
        t++;
    struct text text = {.arena = s->flow->arena};
    for (const char *c = clip; *c; c++) {
        const char letter[] = {*c, '\0'};
        text_add(&text, *c == '$'   ? argument
                        : *c == '@' ? types[t].suffix
                        : *c == '~' ? types[t].small
                                    : letter);
    }
    return text_string(&text);
}

/* 0, or what stands for it: nobody who compares with another constant means the singularity. */
static bool is_about_zero(const struct ir_value *limit)
{
    limit = singular_unconverted(limit);
    const struct ir_op *def = limit->def;
    if (!def || !ir_value_is_literal(limit))
        return false;
    return def->code == IR_REAL ? fabsl(def->attr.real->value) <= 1e-3L : def->attr.integer == 0;
}

/* The gradient that comes back out of the other branch is 0, and 0 times infinity is NaN. */
void singular_note_late_guard(struct singular *s, struct diag *d, const struct ir_op *op)
{
    const struct uses *uses = &s->flow->uses;
    const struct ir_value *result = ir_result(op);
    for (uint32_t i = uses->first[result->id]; i < uses->first[result->id + 1]; i++) {
        const struct ir_op *use = uses->ops[i];
        const struct ir_value *limit = ir_op_is_comparison(use) ? use->operands[1] : NULL;
        if (op->code != IR_MATH || !limit || !is_about_zero(limit))
            continue;
        diag_note(d, use->loc, "this comes too late; compare the argument of '%s' instead",
                  ir_math_name(op->attr.math));
        return;
    }
}

void singular_note_clip(struct singular *s, struct diag *d, const struct ir_op *op,
                        uint32_t operand, const char *clip)
{
    const struct ir_type *type = op->operands[operand]->type;
    struct call_argument argument;
    if (!clip) {
        diag_note(d, op->loc, "guard it by an 'if' that excludes 0");
    } else if (op->code == IR_MATH &&
               call_text_argument(diag_files(s->flow->engine), op->loc, ir_math_name(op->attr.math),
                                  operand, &argument)) {
        const char *text = arena_strndup(s->flow->arena, argument.text.data, argument.text.len);
        const char *fixed = clipped(s, clip, text, type);
        diag_note(d, argument.begin, "clip it, as in '%s', or guard it by an 'if'", fixed);
        diag_fixit(d, argument.begin, argument.end, fixed);
    } else {
        const char *name = value_name(s, op->operands[operand]);
        diag_note(d, op->loc, "clip it, as in '%s', or guard it by an 'if'",
                  clipped(s, clip, name ? name : "x", type));
    }
}

/* A declaration that could hold, or holds, a promise. */
struct promiser {
    const char *name;
    struct src_loc loc;
    const struct ir_contract *contract;
};

static struct promiser parameter_promiser(const struct singular *s, const struct ir_value *value)
{
    const struct ir_param *param = &s->flow->loss->params.data[value->index];
    if (param->is_work) /* whose content on entry is nobody's business */
        return (struct promiser){0};
    return (struct promiser){value->name, param->loc, param->contract};
}

static struct promiser cell_promiser(const struct singular *s, const struct cell *cell)
{
    if (cell->kind == CELL_POINTEE)
        cell = cell->parent;
    if (cell->kind == CELL_OBJECT && !cell->origin->def)
        return parameter_promiser(s, cell->origin);
    if (cell->kind != CELL_FIELD)
        return (struct promiser){0};
    const struct ir_record *record = cell->parent->type->record;
    if (record->is_complex) /* whose parts no declaration names */
        return (struct promiser){0};
    const struct ir_field *field = &record->fields[cell->field];
    return (struct promiser){field->name, field->loc, field->contract};
}

/* The declaration of what a value comes from; without a name where that has none. */
static struct promiser promiser_of(const struct singular *s, const struct ir_value *origin)
{
    if (!origin)
        return (struct promiser){0};
    if (!origin->def)
        return parameter_promiser(s, origin);
    const cell_list *cells = cells_of(s->flow->graph.cells, origin->def->operands[0]);
    return cells->len ? cell_promiser(s, cells->data[0]) : (struct promiser){0};
}

const struct ir_contract *singular_contract_of(struct singular *s, const struct ir_value *value)
{
    return promiser_of(s, origin_of(s, value)).contract;
}

void singular_note_promise(struct singular *s, struct diag *d, const struct ir_value *value)
{
    const struct ir_value *origin = origin_of(s, value);
    struct promiser promiser = promiser_of(s, origin);
    if (!promiser.name)
        return;
    bool is_data = ir_type_is_real(origin->type) && !loss_flow_is_varied(s->flow, origin);
    bool is_itself = singular_unconverted(value) == origin;
    if (promiser.contract)
        diag_note(d, promiser.loc, "the range of '%s' is promised here", promiser.name);
    else if (is_itself || is_data)
        diag_note(d, promiser.loc,
                  "or promise its range by GRADC_RANGE or GRADC_POSITIVE before '%s'",
                  promiser.name);
}
