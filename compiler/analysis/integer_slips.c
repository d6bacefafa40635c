/* abs for fabs, 1/2 for 0.5. */
#include "analysis/abs_call.h"
#include "analysis/describe.h"
#include "analysis/detour_state.h"

#include <ctype.h>
#include <inttypes.h>

/* ---- abs */

bool detours_report_abs(struct detours *d, const struct ir_op *conversion)
{
    struct abs_call call;
    if (!abs_call_find(d->flow, conversion, &call))
        return false;
    struct diag *diag =
        diag_new(d->flow->engine, DIAG_gradient_int_function, call.op->loc, call.name,
                 describe_type(d->flow->arena, ir_result(conversion)->type),
                 describe_type(d->flow->arena, conversion->operands[0]->type));
    abs_call_fix(diag, &call);
    loss_flow_note_calls(diag, call.op);
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
