/* abs for fabs, 1/2 for 0.5. */
#include "analysis/describe.h"
#include "analysis/detour_state.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

/* ---- abs */

/* The choice between `value` and its negative, which is how abs is lowered. */
static const struct ir_op *find_abs(const struct detours *d, const struct ir_value *value)
{
    const struct uses *uses = &d->flow->uses;
    for (uint32_t i = uses->first[value->id]; i < uses->first[value->id + 1]; i++) {
        const struct ir_op *op = uses->ops[i];
        const struct ir_op *negative =
            op->code == IR_SELECT && op->operands[2] == value ? op->operands[1]->def : NULL;
        if (negative && negative->code == IR_NEG && negative->operands[0] == value)
            return op;
    }
    return NULL;
}

/* The word of the source at a place. */
static const char *word_at(const struct detours *d, struct src_loc loc)
{
    struct src_text line = src_files_line(diag_files(d->flow->engine), loc.file, loc.line);
    size_t begin = loc.column ? loc.column - 1 : 0, end = begin;
    while (line.data && end < line.len &&
           (isalnum((unsigned char)line.data[end]) || line.data[end] == '_'))
        end++;
    return line.data && begin < line.len
               ? arena_strndup(d->flow->arena, line.data + begin, end - begin)
               : "";
}

bool detours_report_abs(struct detours *d, const struct ir_op *conversion)
{
    const struct ir_op *abs =
        conversion->code == IR_CONV ? find_abs(d, ir_result(conversion)) : NULL;
    const char *name = abs ? word_at(d, abs->loc) : "";
    if (strcmp(name, "abs") != 0 && strcmp(name, "labs") != 0 && strcmp(name, "llabs") != 0)
        return false;
    const struct ir_type *from = conversion->operands[0]->type;
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_int_function, abs->loc, name,
                                 describe_type(d->flow->arena, ir_result(conversion)->type),
                                 describe_type(d->flow->arena, from));
    struct src_loc end = abs->loc;
    end.column += (uint32_t)strlen(name);
    diag_fixit(diag, abs->loc, end,
               from->scalar == IR_FLOAT     ? "fabsf"
               : from->scalar == IR_LDOUBLE ? "fabsl"
                                            : "fabs");
    loss_flow_note_calls(diag, abs);
    diag_emit(diag);
    return true;
}

/* ---- division */

static bool is_constant(const struct ir_value *value)
{
    return value->def && value->def->code == IR_CONST;
}

static bool is_coefficient(const op_list *numbers)
{
    for (size_t i = 0; i < numbers->len; i++)
        if (numbers->data[i]->code == IR_MUL || numbers->data[i]->code == IR_DIV)
            return true;
    return false;
}

/* Where the literal at `loc` ends, if a '/' comes next; column 0 when it does not. */
static struct src_loc literal_at(const struct detours *d, struct src_loc loc)
{
    struct src_text line = src_files_line(diag_files(d->flow->engine), loc.file, loc.line);
    size_t at = loc.column ? loc.column - 1 : line.len, begin = at;
    while (line.data && at < line.len && isdigit((unsigned char)line.data[at]))
        at++;
    size_t next = at;
    while (line.data && next < line.len && line.data[next] == ' ')
        next++;
    bool divides = at > begin && next < line.len && line.data[next] == '/';
    loc.column = divides ? (uint32_t)at + 1 : 0;
    return loc;
}

void detours_check_division(struct detours *d, const struct ir_op *op)
{
    if (!ir_type_is_integer(ir_result(op)->type) || !is_constant(op->operands[0]) ||
        !is_constant(op->operands[1]))
        return;
    int64_t x = op->operands[0]->def->attr.integer, y = op->operands[1]->def->attr.integer;
    if (y == 0 || y == -1 || x % y == 0)
        return;
    struct detour detour = detour_walk(&d->walker, NULL, ir_result(op));
    if (!is_coefficient(&detour.numbers))
        return;
    struct diag *diag = diag_new(d->flow->engine, DIAG_integer_division_coefficient, op->loc,
                                 arena_printf(d->flow->arena, "%" PRId64 "/%" PRId64, x, y),
                                 arena_printf(d->flow->arena, "%" PRId64, x / y));
    struct src_loc end = literal_at(d, op->loc);
    if (end.column)
        diag_fixit(diag, end, end, ".0");
    loss_flow_note_calls(diag, op);
    diag_emit(diag);
}
