/* What to say of the verdicts. */
#include "analysis/gradient_paths.h"

#include "analysis/describe.h"
#include "analysis/verdicts.h"

struct checker {
    struct diag_engine *engine;
    struct arena *arena;
    const struct ir_func *loss;
    struct verdicts verdicts;
};

/* One note that says why a leaf gets no gradient. */
static void note_reason(const struct checker *c, struct diag *d, const struct subject_leaf *leaf,
                        const char *name)
{
    struct verdict_reason why = verdict_why(&c->verdicts, leaf, name);
    if (why.text)
        diag_note(d, why.loc, "%s", why.text);
}

static const char *leaf_name(const struct checker *c, const struct subject *subject,
                             const struct subject_leaf *leaf)
{
    if (!*leaf->field)
        return subject->name;
    return arena_printf(c->arena, "%s.%s", subject->name, leaf->field);
}

static void emit_cut(const struct checker *c, const struct subject *subject, enum diag_id id)
{
    const struct subject_leaf *leaf = verdict_best_leaf(&c->verdicts, subject);
    struct path path = verdict_path(&c->verdicts, leaf->node, FLOW_KINDS_ALL);
    struct diag *d =
        id == DIAG_missing_gradient_path
            ? diag_new(c->engine, DIAG_missing_gradient_path, subject->loc, c->loss->name,
                       subject->name)
            : diag_new(c->engine, DIAG_stop_removes_last_path, subject->loc, subject->name);
    diag_about_parameter(d, subject->name, DIAG_GRADIENT_ABSENT);
    path_note_steps(d, &path, leaf_name(c, subject, leaf));
    const struct flow_edge *cut = path_cut(&path);
    if (cut)
        diag_note(d, cut->op->loc, "%s, or mark '%s' GRADC_CONST if this is meant",
                  path_cut_advice(cut), subject->name);
    diag_emit(d);
}

static void emit_unused(const struct checker *c, const struct subject *subject)
{
    struct diag *d =
        diag_new(c->engine, DIAG_parameter_unused, subject->loc, subject->name, c->loss->name);
    diag_about_parameter(d, subject->name, DIAG_GRADIENT_ZERO);
    for (size_t i = 0; i < subject->leaves.len; i++) {
        const struct subject_leaf *leaf = &subject->leaves.data[i];
        if (verdict_first_reader(&c->verdicts, leaf->node) || subject->leaves.len == 1)
            note_reason(c, d, leaf, leaf_name(c, subject, leaf));
    }
    diag_note(d, subject->loc, "mark '%s' GRADC_CONST if this is meant", subject->name);
    diag_emit(d);
}

/* A subject some of whose fields receive a gradient, while others do not. */
static void check_fields(const struct checker *c, const struct subject *subject)
{
    struct text names = {.arena = c->arena};
    size_t missing = 0;
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (verdict_of_node(&c->verdicts, subject->leaves.data[i].node) != SMOOTH)
            text_addf(&names, "%s'%s'", missing++ ? ", " : "", subject->leaves.data[i].field);
    if (!missing)
        return;
    const char *what =
        arena_printf(c->arena, "field%s %s", missing > 1 ? "s" : "", text_string(&names));
    struct diag *d = diag_new(c->engine, DIAG_partial_gradient, subject->loc, what, subject->name,
                              missing > 1 ? "receive" : "receives");
    diag_about_parameter(d, subject->name, DIAG_GRADIENT_PARTIAL);
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (verdict_of_node(&c->verdicts, subject->leaves.data[i].node) != SMOOTH)
            note_reason(c, d, &subject->leaves.data[i], subject->leaves.data[i].field);
    diag_emit(d);
}

static void emit_one(const struct checker *c, const struct subject *subject)
{
    switch (verdict_of(&c->verdicts, subject)) {
    case DISCONNECTED:
        emit_unused(c, subject);
        break;
    case CUT:
        emit_cut(c, subject, DIAG_missing_gradient_path);
        break;
    case STOPPED:
        emit_cut(c, subject, DIAG_stop_removes_last_path);
        break;
    case SMOOTH:
        check_fields(c, subject);
        break;
    }
}

static void emit_constant(const struct checker *c)
{
    struct diag *d = diag_new(c->engine, DIAG_loss_is_constant, c->loss->loc, c->loss->name);
    diag_about_parameter(d, NULL, DIAG_GRADIENT_ZERO);
    const struct ir_op *end = ir_terminator(c->loss->body);
    if (end && end->operand_count)
        diag_note(d, end->loc, "its value is returned here");
    diag_emit(d);
}

static void emit_all_missing(const struct checker *c)
{
    struct diag *d = diag_new(c->engine, DIAG_missing_all_gradients, c->loss->loc, c->loss->name);
    diag_about_parameter(d, NULL, DIAG_GRADIENT_ABSENT);
    for (size_t i = 0; i < c->verdicts.subjects.len; i++) {
        const struct subject_leaf *leaf =
            verdict_best_leaf(&c->verdicts, &c->verdicts.subjects.data[i]);
        if (leaf)
            note_reason(c, d, leaf, leaf_name(c, &c->verdicts.subjects.data[i], leaf));
    }
    diag_emit(d);
}

static size_t count_verdicts(const struct checker *c, enum verdict at_least)
{
    size_t count = 0;
    for (size_t i = 0; i < c->verdicts.subjects.len; i++)
        count += verdict_of(&c->verdicts, &c->verdicts.subjects.data[i]) >= at_least;
    return count;
}

static void emit_verdicts(const struct checker *c)
{
    if (!count_verdicts(c, CUT)) {
        emit_constant(c);
    } else if (c->verdicts.subjects.len > 1 && !count_verdicts(c, STOPPED)) {
        emit_all_missing(c);
    } else {
        for (size_t i = 0; i < c->verdicts.subjects.len; i++)
            emit_one(c, &c->verdicts.subjects.data[i]);
    }
}

/* Calls without a derivative between a parameter and the loss. */
static void check_calls(const struct checker *c)
{
    const bool *varied = verdicts_reached(&c->verdicts, FLOW_KINDS_SMOOTH);
    for (uint32_t e = 0; e < c->verdicts.graph.first_edge[c->verdicts.graph.node_count]; e++) {
        const struct flow_edge *edge = &c->verdicts.graph.edges[e];
        if (edge->kind != FLOW_OPAQUE || !varied[edge->from] || !c->verdicts.smooth[edge->to])
            continue;
        const struct ir_callee *callee = edge->op->attr.callee;
        struct diag *d = diag_new(c->engine, DIAG_missing_derivative, edge->op->loc, callee->name);
        diag_about_function(d, callee->name);
        for (const struct ir_site *site = edge->op->site; site; site = site->outer)
            diag_note(d, site->call, "in call to '%s' here", site->callee);
        if (callee->loc.file)
            diag_note(d, callee->loc, "'%s' is declared here", callee->name);
        diag_emit(d);
    }
}

static void check(struct checker *c, const struct ir_module *module)
{
    c->verdicts = verdicts_build(c->arena, module, c->loss);
    check_calls(c);
    emit_verdicts(c);
}

void gradient_paths_check(struct diag_engine *engine, const struct ir_module *module,
                          const struct ir_func *loss)
{
    struct checker c = {.engine = engine, .arena = arena_create(), .loss = loss};
    check(&c, module);
    arena_destroy(c.arena);
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
