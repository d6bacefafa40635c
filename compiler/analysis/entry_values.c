/* Whether memory is read or written first is judged by the order of the text: a buffer that a loop
 * fills and a later one reads is scratch memory, whatever its extent. */
#include "analysis/entry_values.h"

struct access {
    const struct ir_op *read, *written; /* the first of each, or NULL */
    const struct ir_op *store;          /* the first store of an active value, or NULL */
    const struct ir_op *named;          /* the first GLOBAL, or NULL */
    bool is_read_first, reaches_loss;
};

struct survey {
    const struct loss_flow *flow;
    struct access *accesses; /* by cell index of a root */
};

static const struct cell *root_of(const struct cell *cell)
{
    while (cell->parent)
        cell = cell->parent;
    return cell;
}

static void see_read(struct survey *s, const struct ir_op *op, const struct ir_value *address)
{
    const cell_list *cells = cells_of(s->flow->graph.cells, address);
    for (size_t i = 0; i < cells->len; i++) {
        struct access *access = &s->accesses[root_of(cells->data[i])->index];
        bool is_real = ir_type_is_real(cells->data[i]->type) || ir_op_copied(op).from;
        if (!is_real || !s->flow->useful[flow_cell_node(&s->flow->graph, cells->data[i])])
            continue;
        if (!access->read)
            access->is_read_first = !access->written;
        if (!access->read)
            access->read = op;
        access->reaches_loss = true;
    }
}

static void see_write(struct survey *s, const struct ir_op *op)
{
    const cell_list *cells = cells_of(s->flow->graph.cells, op->operands[0]);
    bool is_store = op->code == IR_STORE || op->code == IR_ACCUM;
    bool is_active = is_store && loss_flow_is_varied(s->flow, op->operands[1]);
    for (size_t i = 0; i < cells->len; i++) {
        struct access *access = &s->accesses[root_of(cells->data[i])->index];
        if (!access->written)
            access->written = op;
        if (is_active && !access->store)
            access->store = op;
    }
}

static void see_global(struct survey *s, const struct ir_op *op)
{
    const struct cell *cell = cells_of_global(s->flow->graph.cells, op->attr.global);
    if (cell && !s->accesses[cell->index].named)
        s->accesses[cell->index].named = op;
}

static void survey_region(struct survey *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_GLOBAL)
            see_global(s, op);
        if (op->code == IR_LOAD)
            see_read(s, op, op->operands[0]);
        if (ir_op_copied(op).from)
            see_read(s, op, ir_op_copied(op).from);
        if (op->code == IR_ACCUM)
            see_read(s, op, op->operands[0]);
        if (ir_op_info(op)->effect == IR_EFFECT_WRITE)
            see_write(s, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            survey_region(s, op->regions[i]);
    }
}

/* ---- what nobody marked */

static void note_marked(const struct loss_flow *flow, struct diag *d)
{
    for (size_t i = 0; i < flow->subjects.len; i++)
        diag_note(d, flow->subjects.data[i].loc, "'%s' is marked GRADC_WRT",
                  flow->subjects.data[i].name);
}

static void report_unmarked(const struct survey *s, const struct access *access, const char *name,
                            struct src_loc loc, struct src_loc begin, struct src_loc updated)
{
    const struct loss_flow *flow = s->flow;
    struct diag *d = diag_new(flow->engine, DIAG_not_differentiated, loc, name, flow->loss->name);
    diag_about_parameter(d, name, DIAG_GRADIENT_ABSENT);
    diag_note(d, access->read->loc, "'%s' is read here", name);
    loss_flow_note_calls(d, access->read);
    if (updated.file)
        diag_note(d, updated, "'%s' is changed here, like a parameter", name);
    note_marked(flow, d);
    diag_note(d, begin, "mark it GRADC_WRT, or GRADC_CONST if it is held fixed");
    if (begin.file)
        diag_fixit(d, begin, begin, "GRADC_WRT ");
    diag_emit(d);
}

/* A buffer that is written as well is the business of missing-shadow. */
static void check_parameter(const struct survey *s, const struct cell *cell)
{
    const struct access *access = &s->accesses[cell->index];
    const struct ir_param *param = &s->flow->loss->params.data[cell->origin->index];
    bool is_marked = param->is_wrt || param->is_const || param->is_out || param->is_work ||
                     param->is_by_value || cell->origin->type->pointee_const;
    if (!is_marked && access->is_read_first && !access->written && access->reaches_loss)
        report_unmarked(s, access, cell->origin->name, param->loc, param->begin,
                        (struct src_loc){0});
}

/* ---- globals */

/* Whether it is refused: flags can make it less than an error. */
static bool report_global(const struct survey *s, const struct access *access,
                          const struct ir_global *global)
{
    unsigned errors = diag_error_count(s->flow->engine);
    struct diag *d = diag_new(s->flow->engine, DIAG_gradient_global, access->store->loc,
                              global->is_static ? "static" : "global", ir_global_shown(global));
    diag_note(d, access->read->loc, "a later call reads it here");
    loss_flow_note_calls(d, access->store);
    diag_note(d, global->loc, "'%s' is declared here", ir_global_shown(global));
    diag_note(d, global->loc, "pass it as a parameter, or store 'gradc_stop' of the value");
    diag_emit(d);
    return diag_error_count(s->flow->engine) > errors;
}

/* The generated file is compiled beside the source: it cannot name the source's statics, and a copy
 * would be another object. */
static void report_static(const struct survey *s, const struct ir_op *op)
{
    const struct ir_global *global = op->attr.global;
    struct diag *d =
        diag_new(s->flow->engine, DIAG_mutable_static, op->loc, ir_global_shown(global));
    loss_flow_note_calls(d, op);
    diag_note(d, global->loc, "'%s' is declared here", ir_global_shown(global));
    diag_emit(d);
}

static void check_global(const struct survey *s, const struct cell *cell)
{
    const struct access *access = &s->accesses[cell->index];
    const struct ir_global *global = cell->global;
    bool counts = !global->is_const && !global->is_wrt && !global->is_marked_const &&
                  access->is_read_first && access->reaches_loss;
    if (counts && access->store && report_global(s, access, global))
        return;
    if (global->is_static && !global->is_const && !global->is_included && access->named)
        report_static(s, access->named);
    else if (counts && !access->store && global->updated.file && !global->is_local)
        report_unmarked(s, access, ir_global_shown(global), global->loc, global->begin,
                        global->updated);
}

void entry_values_check(const struct loss_flow *flow)
{
    struct survey s = {.flow = flow};
    s.accesses = ARENA_ARRAY(flow->arena, struct access, cells_count(flow->graph.cells) + 1);
    survey_region(&s, flow->loss->body);
    for (size_t i = 0; i < cells_count(flow->graph.cells); i++) {
        const struct cell *cell = cells_at(flow->graph.cells, i);
        if (cell->kind == CELL_OBJECT && !cell->origin->def)
            check_parameter(&s, cell);
        if (cell->kind == CELL_GLOBAL)
            check_global(&s, cell);
    }
}
