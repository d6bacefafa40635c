/* What to say of the verdicts. */
#include "analysis/gradient_paths.h"

#include "analysis/abs_call.h"
#include "analysis/describe.h"
#include "analysis/left_call.h"
#include "analysis/verdicts.h"

/* One note that says why a leaf gets no gradient. */
static void note_reason(const struct loss_flow *flow, struct diag *d,
                        const struct subject_leaf *leaf, const char *name)
{
    struct verdict_reason why = verdict_why(flow, leaf, name);
    if (why.text)
        diag_note(d, why.loc, "%s", why.text);
}

static const char *leaf_name(const struct loss_flow *flow, const struct subject *subject,
                             const struct subject_leaf *leaf)
{
    if (!*leaf->field)
        return subject->name;
    return arena_printf(flow->arena, "%s.%s", subject->name, leaf->field);
}

/* What to do about a cut; the function that was meant is proposed, where that is plain to see. */
static void note_advice(const struct loss_flow *flow, struct diag *d, const struct flow_edge *cut,
                        const struct subject *subject)
{
    struct abs_call call;
    if (abs_call_find(flow, cut->op, &call)) {
        diag_note(d, call.op->loc, "'%s' takes integers; '%s' keeps the value real", call.name,
                  call.better);
        abs_call_fix(d, &call);
    }
    diag_note(d, cut->op->loc, "%s, or mark '%s' GRADC_CONST if this is meant",
              path_cut_advice(cut), subject->name);
}

static bool is_other_cut(const struct loss_flow *flow, const bool *reached,
                         const struct flow_edge *edge, const struct flow_edge *cut)
{
    return path_kind_cuts(edge->kind) && reached[edge->from] && flow->influential[edge->to] &&
           edge->op && edge->op != cut->op;
}

/* The other places where what comes from a leaf is cut on its way to the loss, some of them. */
static void note_other_cuts(const struct loss_flow *flow, struct diag *d, uint32_t node,
                            const struct flow_edge *cut)
{
    enum { MOST = 4 };
    const bool *reached = reach_from(flow->arena, &flow->graph, &node, 1, FLOW_KINDS_SMOOTH);
    const struct ir_op *last = NULL;
    unsigned count = 0;
    for (uint32_t e = 0; e < flow->graph.first_edge[flow->graph.node_count] && count < MOST; e++) {
        const struct flow_edge *edge = &flow->graph.edges[e];
        if (!is_other_cut(flow, reached, edge, cut) || edge->op == last)
            continue;
        last = edge->op;
        count++;
        diag_note(d, edge->op->loc, "on another path: %s", path_cut_reason(flow->arena, edge));
    }
}

static void emit_cut(const struct loss_flow *flow, const struct subject *subject, enum diag_id id)
{
    const struct subject_leaf *leaf = verdict_best_leaf(flow, subject);
    struct path path = verdict_path(flow, leaf->node, FLOW_KINDS_ALL);
    struct diag *d =
        id == DIAG_missing_gradient_path
            ? diag_new(flow->engine, DIAG_missing_gradient_path, subject->loc, flow->loss->name,
                       subject->name)
            : diag_new(flow->engine, DIAG_stop_removes_last_path, subject->loc, subject->name);
    diag_about_parameter(d, subject->name, DIAG_GRADIENT_ABSENT);
    path_note_steps(d, &path, leaf_name(flow, subject, leaf));
    const struct flow_edge *cut = path_cut(&path);
    if (cut) {
        note_other_cuts(flow, d, leaf->node, cut);
        note_advice(flow, d, cut, subject);
    }
    diag_emit(d);
}

static void emit_unused(const struct loss_flow *flow, const struct subject *subject)
{
    struct diag *d = diag_new(flow->engine, DIAG_parameter_unused, subject->loc, subject->name,
                              flow->loss->name);
    diag_about_parameter(d, subject->name, DIAG_GRADIENT_ZERO);
    for (size_t i = 0; i < subject->leaves.len; i++) {
        const struct subject_leaf *leaf = &subject->leaves.data[i];
        if (verdict_first_reader(flow, leaf->node) || subject->leaves.len == 1)
            note_reason(flow, d, leaf, leaf_name(flow, subject, leaf));
    }
    diag_note(d, subject->loc, "mark '%s' GRADC_CONST if this is meant", subject->name);
    diag_emit(d);
}

/* A subject some of whose fields receive a gradient, while others do not. */
static void check_fields(const struct loss_flow *flow, const struct subject *subject)
{
    struct text names = {.arena = flow->arena};
    size_t missing = 0;
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (verdict_of_node(flow, subject->leaves.data[i].node) != SMOOTH)
            text_addf(&names, "%s'%s'", missing++ ? ", " : "", subject->leaves.data[i].field);
    if (!missing)
        return;
    const char *what =
        arena_printf(flow->arena, "field%s %s", missing > 1 ? "s" : "", text_string(&names));
    struct diag *d = diag_new(flow->engine, DIAG_partial_gradient, subject->loc, what,
                              subject->name, missing > 1 ? "receive" : "receives");
    diag_about_parameter(d, subject->name, DIAG_GRADIENT_PARTIAL);
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (verdict_of_node(flow, subject->leaves.data[i].node) != SMOOTH)
            note_reason(flow, d, &subject->leaves.data[i], subject->leaves.data[i].field);
    diag_emit(d);
}

static void emit_one(const struct loss_flow *flow, const struct subject *subject)
{
    switch (verdict_of(flow, subject)) {
    case DISCONNECTED:
        emit_unused(flow, subject);
        break;
    case CUT:
        emit_cut(flow, subject, DIAG_missing_gradient_path);
        break;
    case STOPPED:
        emit_cut(flow, subject, DIAG_stop_removes_last_path);
        break;
    case SMOOTH:
        check_fields(flow, subject);
        break;
    }
}

static void emit_constant(const struct loss_flow *flow)
{
    struct diag *d =
        diag_new(flow->engine, DIAG_loss_is_constant, flow->loss->loc, flow->loss->name);
    diag_about_parameter(d, NULL, DIAG_GRADIENT_ZERO);
    const struct ir_op *end = ir_terminator(flow->loss->body);
    if (end && end->operand_count)
        diag_note(d, end->loc, "its value is returned here");
    diag_emit(d);
}

static void emit_all_missing(const struct loss_flow *flow)
{
    struct diag *d =
        diag_new(flow->engine, DIAG_missing_all_gradients, flow->loss->loc, flow->loss->name);
    diag_about_parameter(d, NULL, DIAG_GRADIENT_ABSENT);
    for (size_t i = 0; i < flow->subjects.len; i++) {
        const struct subject_leaf *leaf = verdict_best_leaf(flow, &flow->subjects.data[i]);
        if (leaf)
            note_reason(flow, d, leaf, leaf_name(flow, &flow->subjects.data[i], leaf));
    }
    diag_emit(d);
}

static size_t count_verdicts(const struct loss_flow *flow, enum verdict at_least)
{
    size_t count = 0;
    for (size_t i = 0; i < flow->subjects.len; i++)
        count += verdict_of(flow, &flow->subjects.data[i]) >= at_least;
    return count;
}

static void emit_verdicts(const struct loss_flow *flow)
{
    if (!count_verdicts(flow, CUT)) {
        emit_constant(flow);
    } else if (flow->subjects.len > 1 && !count_verdicts(flow, STOPPED)) {
        emit_all_missing(flow);
    } else {
        for (size_t i = 0; i < flow->subjects.len; i++)
            emit_one(flow, &flow->subjects.data[i]);
    }
}

/* Calls without a derivative between a parameter and the loss. */
static void check_calls(const struct loss_flow *flow)
{
    for (uint32_t e = 0; e < flow->graph.first_edge[flow->graph.node_count]; e++) {
        const struct flow_edge *edge = &flow->graph.edges[e];
        if (edge->kind != FLOW_OPAQUE || !flow->varied[edge->from] || !flow->useful[edge->to])
            continue;
        left_call_report(flow->engine, flow->module, edge->op);
    }
}

void gradient_paths_check(const struct loss_flow *flow)
{
    check_calls(flow);
    emit_verdicts(flow);
}

static bool has_real_result(const struct ir_func *loss)
{
    if (ir_type_is_real(loss->result))
        return true;
    for (size_t i = 0; i < loss->params.len; i++)
        if (loss->params.data[i].is_out)
            return ir_type_is_ptr(loss->body->args.data[i]->type) &&
                   ir_type_is_real(cells_content_type(loss->body->args.data[i]->type->elem));
    return false;
}

static bool check_parameter(struct diag_engine *engine, struct arena *arena,
                            const struct ir_param *param, const struct ir_value *value)
{
    if (!param->is_wrt || param->is_const || subject_type_is_real(value->type))
        return true;
    struct diag *d = diag_new(engine, DIAG_non_real_parameter, param->loc, value->name,
                              describe_type(arena, value->type));
    diag_about_parameter(d, value->name, DIAG_GRADIENT_ABSENT);
    diag_emit(d);
    return false;
}

static bool check_signature(struct diag_engine *engine, struct arena *arena,
                            const struct ir_module *module, const struct ir_func *loss)
{
    bool good = true, any = false;
    for (size_t i = 0; i < loss->params.len; i++) {
        const struct ir_param *param = &loss->params.data[i];
        any |= param->is_wrt && !param->is_const;
        good &= check_parameter(engine, arena, param, loss->body->args.data[i]);
    }
    for (size_t i = 0; i < module->globals.len; i++)
        any |= module->globals.data[i]->is_wrt && !module->globals.data[i]->is_marked_const;
    if (!any)
        diag_emit(diag_new(engine, DIAG_loss_without_parameters, loss->loc, loss->name));
    if (!has_real_result(loss))
        diag_emit(diag_new(engine, DIAG_non_real_loss, loss->loc, loss->name,
                           describe_type(arena, loss->result)));
    return good && any && has_real_result(loss);
}

bool gradient_signature_check(struct diag_engine *engine, const struct ir_module *module,
                              const struct ir_func *loss)
{
    struct arena *arena = arena_create();
    bool good = check_signature(engine, arena, module, loss);
    arena_destroy(arena);
    return good;
}
