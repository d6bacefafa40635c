/* The notes of the singular diagnostics. */
#include "analysis/singular_state.h"

#include "analysis/describe.h"
#include "source/call_text.h"

#include <string.h>

enum { FARTHEST = 16 };

/* The operand that a value's uncertainty comes from: an active one before any other. */
static const struct ir_value *main_operand(struct singular *s, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        if (singular_is_varied(s, op->operands[i]))
            return op->operands[i];
    return NULL;
}

/* The load or parameter that a value is computed from; NULL where that is a long way. */
static const struct ir_value *origin_of(struct singular *s, const struct ir_value *value)
{
    for (int i = 0; i < FARTHEST && value; i++) {
        const struct ir_op *def = value->def;
        if (!def)
            return value->region == s->loss->body ? value : NULL;
        if (def->code == IR_LOAD)
            return value;
        value = ir_op_is_pure(def) ? main_operand(s, def) : NULL;
    }
    return NULL;
}

static struct src_loc place_of(const struct singular *s, const struct ir_value *origin)
{
    return origin->def ? origin->def->loc : s->loss->params.data[origin->index].loc;
}

static const char *name_of(struct singular *s, const struct ir_value *origin)
{
    return origin->def ? describe_place(s->arena, origin->def->operands[0]) : origin->name;
}

static const char *range_text(struct singular *s, const struct ir_value *value)
{
    struct text text = {.arena = s->arena};
    interval_print(ranges_of(s->ranges, value), &text);
    return text_string(&text);
}

void singular_note_range(struct singular *s, struct diag *d, const struct ir_op *op,
                         uint32_t operand)
{
    const struct ir_value *value = op->operands[operand];
    const struct ir_value *origin = origin_of(s, value);
    const char *range = range_text(s, value), *name = describe_value(s->arena, value);
    const char *shown = name                 ? arena_printf(s->arena, "'%s'", name)
                        : op->code == IR_DIV ? "the divisor"
                                             : "the argument";
    const char *source = origin ? name_of(s, origin) : NULL;
    if (source && (!name || strcmp(source, name) != 0))
        diag_note(d, place_of(s, origin), "%s is in %s; it comes from '%s' here", shown, range,
                  source);
    else
        diag_note(d, origin ? place_of(s, origin) : op->loc, "%s is in %s", shown, range);
    for (const struct ir_site *site = op->site; site; site = site->outer)
        diag_note(d, site->call, "in call to '%s' here", site->callee);
}

/* `clip` with the argument in the place of '$'. */
static const char *clipped(struct singular *s, const char *clip, const char *argument)
{
    const char *hole = strchr(clip, '$');
    return arena_printf(s->arena, "%.*s%s%s", (int)(hole - clip), clip, argument, hole + 1);
}

void singular_note_clip(struct singular *s, struct diag *d, const struct ir_op *op,
                        uint32_t operand, const char *clip)
{
    const char *name = op->code == IR_MATH ? ir_math_name(op->attr.math) : "";
    struct call_argument argument;
    if (!*name || !call_text_argument(diag_files(s->engine), op->loc, name, operand, &argument)) {
        diag_note(d, op->loc, "keep it away from there, as in '%s', or by an 'if'",
                  clipped(s, clip, "x"));
        return;
    }
    const char *text = arena_strndup(s->arena, argument.text.data, argument.text.len);
    const char *fixed = clipped(s, clip, text);
    diag_note(d, argument.begin, "keep it away from there, as in '%s', or by an 'if'", fixed);
    diag_fixit(d, argument.begin, argument.end, fixed);
}

void singular_note_promise(struct singular *s, struct diag *d, const struct ir_value *value)
{
    const struct ir_value *origin = origin_of(s, value);
    if (!origin)
        return;
    const struct ir_value *address = origin->def ? origin->def->operands[0] : NULL;
    const cell_list *cells = address ? cells_of(s->graph.cells, address) : NULL;
    const struct cell *cell = cells && cells->len ? cells->data[0] : NULL;
    if (cell && cell->kind == CELL_POINTEE)
        cell = cell->parent;
    struct src_loc loc = {0};
    const char *name = NULL;
    if (!origin->def || (cell && cell->kind == CELL_OBJECT && !cell->origin->def)) {
        const struct ir_value *parameter = origin->def ? cell->origin : origin;
        loc = s->loss->params.data[parameter->index].loc;
        name = parameter->name;
    } else if (cell && cell->kind == CELL_FIELD) {
        const struct ir_field *field = &cell->parent->type->record->fields[cell->field];
        loc = field->loc;
        name = field->name;
    }
    if (name)
        diag_note(d, loc, "or promise its range by GRADC_RANGE or GRADC_POSITIVE before '%s'",
                  name);
}
