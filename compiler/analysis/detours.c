/* Each operation that takes the derivative off an active value, and what becomes of its result. */
#include "analysis/detours.h"

#include "analysis/describe.h"
#include "analysis/detour_state.h"
#include "analysis/path_notes.h"
#include "analysis/verdicts.h"

bool detours_is_active(const struct detours *d, const struct ir_value *value)
{
    return d->carried[flow_value_node(value)];
}

void detours_note(const struct detours *d, struct diag *diag, const struct ir_op *op,
                  enum flow_kind kind)
{
    const struct flow_edge edge = {.kind = kind, .op = op};
    diag_note(diag, op->loc, "%s", path_cut_reason(d->flow->arena, &edge));
}

/* Ends a diagnostic with the calls that lead there and what to do. */
void detours_emit(struct diag *diag, const struct ir_op *op, enum flow_kind kind)
{
    const struct flow_edge edge = {.kind = kind, .op = op};
    loss_flow_note_calls(diag, op);
    diag_note(diag, op->loc, "%s, or pass it through 'gradc_stop' if this is meant",
              path_cut_advice(&edge));
    diag_emit(diag);
}

/* ---- indices */

void detours_report_index(struct detours *d, const struct ir_op *cut, enum flow_kind kind,
                          const struct ir_op *use)
{
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_index, use->loc);
    detours_note(d, diag, cut, kind);
    loss_flow_note_calls(diag, use);
    diag_note(diag, use->loc, "%s",
              "interpolate between the entries, or pass the value through 'gradc_stop' if this is "
              "meant");
    diag_emit(diag);
}

/* ---- cuts by one operation */

static struct diag *begin_conversion(struct detours *d, const struct ir_op *op, uint32_t operand)
{
    return diag_new(d->flow->engine, DIAG_gradient_int_conversion, op->loc,
                    describe_type(d->flow->arena, op->operands[operand]->type),
                    describe_type(d->flow->arena, ir_result(op)->type));
}

static struct diag *begin_rounding(struct detours *d, const struct ir_op *op, uint32_t operand)
{
    (void)operand;
    return diag_new(d->flow->engine, DIAG_gradient_rounding, op->loc, ir_math_name(op->attr.math));
}

static struct diag *begin_comparison(struct detours *d, const struct ir_op *op, uint32_t operand)
{
    (void)operand;
    return diag_new(d->flow->engine, DIAG_gradient_comparison_value, op->loc);
}

static const struct {
    enum flow_kind kind;
    struct diag *(*begin)(struct detours *d, const struct ir_op *op, uint32_t operand);
} cuts[] = {
    {FLOW_CONVERT, begin_conversion},
    {FLOW_ROUND, begin_rounding},
    {FLOW_COMPARE, begin_comparison},
};

static void note_number(struct diag *diag, const struct ir_op *cut, const struct ir_op *number)
{
    if (number->loc.line != cut->loc.line || number->loc.column != cut->loc.column)
        diag_note(diag, number->loc, "used as a number again here");
}

/* Operand `i` of `op`, which is active, has no derivative in the result. */
static void check_cut(struct detours *d, const struct ir_op *op, uint32_t i, size_t row)
{
    struct detour detour = detour_walk(&d->walker, op->operands[i], ir_result(op));
    const struct ir_op *number = detours_number(d, op->operands[i], &detour);
    if (number) {
        if (detours_report_abs(d, op))
            return;
        struct diag *diag = cuts[row].begin(d, op, i);
        note_number(diag, op, number);
        detours_emit(diag, op, cuts[row].kind);
        return;
    }
    for (size_t k = 0; k < detour.indices.len && !detour.is_fraction; k++)
        detours_report_index(d, op, cuts[row].kind, detour.indices.data[k]);
}

static void check_operands(struct detours *d, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++) {
        if (!detours_is_active(d, op->operands[i]))
            continue;
        enum flow_kind kind = flow_kind_of_operand(op, i);
        for (size_t row = 0; row < sizeof cuts / sizeof *cuts; row++)
            if (cuts[row].kind == kind) {
                check_cut(d, op, i, row);
                return;
            }
    }
}

/* An external function that makes an integer of an active value, as lround does. */
static void check_call(struct detours *d, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++) {
        const struct ir_value *operand = op->operands[i];
        if (ir_type_is_real(operand->type) && detours_is_active(d, operand)) {
            check_cut(d, op, i, 0);
            return;
        }
    }
}

/* ---- loads and conversions that keep the value real */

static void report_punning(const struct detours *d, const struct ir_op *op,
                           const struct ir_type *type)
{
    struct diag *diag = diag_new(d->flow->engine, DIAG_gradient_type_punning, op->loc,
                                 describe_type(d->flow->arena, type));
    loss_flow_note_calls(diag, op);
    diag_emit(diag);
}

static void check_punning(struct detours *d, const struct ir_op *load)
{
    const cell_list *cells = cells_of(d->flow->graph.cells, load->operands[0]);
    if (!ir_type_is_integer(ir_result(load)->type) ||
        !loss_flow_is_influential(d->flow, ir_result(load)))
        return;
    for (size_t i = 0; i < cells->len; i++) {
        if (!ir_type_is_real(cells->data[i]->type) ||
            !d->carried[flow_cell_node(&d->flow->graph, cells->data[i])])
            continue;
        report_punning(d, load, ir_result(load)->type);
        return;
    }
}

/* Whether what is in a cell is read as an integer and counts. */
static bool is_read_as_integer(const struct detours *d, const struct cell *cell)
{
    const struct flow_graph *graph = &d->flow->graph;
    uint32_t node = flow_cell_node(graph, cell);
    for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
        const struct ir_op *op = graph->edges[e].op;
        if (op && op->code == IR_LOAD && ir_type_is_integer(ir_result(op)->type) &&
            loss_flow_is_influential(d->flow, ir_result(op)))
            return true;
    }
    return false;
}

/* A real that is put into an integer over a pointer to void. */
static void check_punning_store(struct detours *d, const struct ir_op *store)
{
    const cell_list *cells = cells_of(d->flow->graph.cells, store->operands[0]);
    if (!ir_type_is_real(store->operands[1]->type) || !detours_is_active(d, store->operands[1]))
        return;
    for (size_t i = 0; i < cells->len; i++)
        if (ir_type_is_integer(cells->data[i]->type) && is_read_as_integer(d, cells->data[i])) {
            report_punning(d, store, cells->data[i]->type);
            return;
        }
}

static void check_narrowing(struct detours *d, const struct ir_op *op)
{
    const struct ir_type *from = op->operands[0]->type, *to = ir_result(op)->type;
    if (!ir_type_is_real(from) || !ir_type_is_real(to) || from->scalar <= to->scalar ||
        !detours_is_active(d, op->operands[0]) || !loss_flow_is_useful(d->flow, ir_result(op)))
        return;
    struct diag *diag =
        diag_new(d->flow->engine, DIAG_gradient_narrowing, op->loc,
                 describe_type(d->flow->arena, from), describe_type(d->flow->arena, to));
    loss_flow_note_calls(diag, op);
    diag_emit(diag);
}

static void check_op(struct detours *d, const struct ir_op *op)
{
    if (op->code == IR_LOAD)
        check_punning(d, op);
    else if (op->code == IR_STORE)
        check_punning_store(d, op);
    else if (op->code == IR_IF || op->code == IR_SELECT)
        detours_check_choice(d, op);
    else if (op->code == IR_DIV)
        detours_check_division(d, op);
    if (op->code == IR_CONV)
        check_narrowing(d, op);
    if (op->code == IR_CALL && op->result_count && ir_type_is_integer(ir_result(op)->type))
        check_call(d, op);
    if (ir_op_is_pure(op) && op->result_count == 1)
        check_operands(d, op);
}

static void check_region(struct detours *d, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        check_op(d, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            check_region(d, op->regions[i]);
    }
}

void detours_check(const struct loss_flow *flow)
{
    struct detours d = {
        .flow = flow, .walker = detour_walker(flow), .carried = verdict_carried(flow)};
    check_region(&d, flow->loss->body);
}
