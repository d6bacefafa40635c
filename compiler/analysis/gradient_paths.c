/* Verdicts: smooth, stopped, cut or disconnected, a leaf at a time; then what to say of them. */
#include "analysis/gradient_paths.h"

#include "analysis/describe.h"
#include "analysis/left_call.h"
#include "analysis/path_notes.h"
#include "analysis/subjects.h"

#include <string.h>

/* In the order of how much of a gradient there is. */
enum verdict { DISCONNECTED, CUT, STOPPED, SMOOTH };

struct checker {
    struct diag_engine *engine;
    struct arena *arena;
    const struct ir_module *module;
    const struct ir_func *loss;
    struct flow_graph graph;
    struct subject_list subjects;
    const bool *smooth, *smooth_or_stop, *any; /* by node: whether the loss is reached like that */
    VEC(const struct ir_global *) statics;     /* that have been spoken of */
};

static enum verdict verdict_of_node(const struct checker *c, uint32_t node)
{
    if (node == SUBJECT_NO_NODE || !c->any[node])
        return DISCONNECTED;
    if (c->smooth[node])
        return SMOOTH;
    return c->smooth_or_stop[node] ? STOPPED : CUT;
}

/* The leaf with the best verdict speaks for its subject; NULL when there is no leaf. */
static const struct subject_leaf *best_leaf(const struct checker *c, const struct subject *subject)
{
    const struct subject_leaf *best = NULL;
    for (size_t i = 0; i < subject->leaves.len; i++) {
        const struct subject_leaf *leaf = &subject->leaves.data[i];
        if (!best || verdict_of_node(c, leaf->node) > verdict_of_node(c, best->node))
            best = leaf;
    }
    return best;
}

static enum verdict verdict_of(const struct checker *c, const struct subject *subject)
{
    const struct subject_leaf *leaf = best_leaf(c, subject);
    return leaf ? verdict_of_node(c, leaf->node) : DISCONNECTED;
}

static struct path path_from(const struct checker *c, uint32_t node)
{
    struct path path = {.arena = c->arena, .graph = &c->graph};
    path.edges = reach_path(c->arena, &c->graph, node, &path.count);
    return path;
}

/* The first operation that looks at a node; NULL when nothing does. */
static const struct ir_op *first_reader(const struct checker *c, uint32_t node)
{
    if (node == SUBJECT_NO_NODE)
        return NULL;
    for (uint32_t e = c->graph.first_edge[node]; e < c->graph.first_edge[node + 1]; e++)
        if (c->graph.edges[e].op)
            return c->graph.edges[e].op;
    return NULL;
}

/* One note that says why a leaf gets no gradient. */
static void note_reason(const struct checker *c, struct diag *d, const struct subject_leaf *leaf,
                        const char *name)
{
    const struct ir_op *reader = first_reader(c, leaf->node);
    if (verdict_of_node(c, leaf->node) != DISCONNECTED) {
        struct path path = path_from(c, leaf->node);
        const struct flow_edge *cut = path_cut(&path);
        if (cut)
            diag_note(d, cut->op->loc, "'%s': %s", name, path_cut_reason(c->arena, cut));
    } else if (reader) {
        diag_note(d, reader->loc, "'%s' is read here, but what comes of it never reaches the loss",
                  name);
    } else {
        bool is_value = flow_node_value(&c->graph, leaf->node) != NULL;
        diag_note(d, leaf->loc, is_value ? "the value of '%s' is never used" : "'%s' is never read",
                  name);
    }
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
    const struct subject_leaf *leaf = best_leaf(c, subject);
    struct path path = path_from(c, leaf->node);
    struct diag *d =
        id == DIAG_missing_gradient_path
            ? diag_new(c->engine, DIAG_missing_gradient_path, subject->loc, c->loss->name,
                       subject->name)
            : diag_new(c->engine, DIAG_stop_removes_last_path, subject->loc, subject->name);
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
    for (size_t i = 0; i < subject->leaves.len; i++) {
        const struct subject_leaf *leaf = &subject->leaves.data[i];
        if (first_reader(c, leaf->node) || subject->leaves.len == 1)
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
        if (verdict_of_node(c, subject->leaves.data[i].node) != SMOOTH)
            text_addf(&names, "%s'%s'", missing++ ? ", " : "", subject->leaves.data[i].field);
    if (!missing)
        return;
    const char *what =
        arena_printf(c->arena, "field%s %s", missing > 1 ? "s" : "", text_string(&names));
    struct diag *d = diag_new(c->engine, DIAG_partial_gradient, subject->loc, what, subject->name,
                              missing > 1 ? "receive" : "receives");
    for (size_t i = 0; i < subject->leaves.len; i++)
        if (verdict_of_node(c, subject->leaves.data[i].node) != SMOOTH)
            note_reason(c, d, &subject->leaves.data[i], subject->leaves.data[i].field);
    diag_emit(d);
}

static void emit_one(const struct checker *c, const struct subject *subject)
{
    switch (verdict_of(c, subject)) {
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
    const struct ir_op *end = ir_terminator(c->loss->body);
    if (end && end->operand_count)
        diag_note(d, end->loc, "its value is returned here");
    diag_emit(d);
}

static void emit_all_missing(const struct checker *c)
{
    struct diag *d = diag_new(c->engine, DIAG_missing_all_gradients, c->loss->loc, c->loss->name);
    for (size_t i = 0; i < c->subjects.len; i++) {
        const struct subject_leaf *leaf = best_leaf(c, &c->subjects.data[i]);
        if (leaf)
            note_reason(c, d, leaf, leaf_name(c, &c->subjects.data[i], leaf));
    }
    diag_emit(d);
}

static size_t count_verdicts(const struct checker *c, enum verdict at_least)
{
    size_t count = 0;
    for (size_t i = 0; i < c->subjects.len; i++)
        count += verdict_of(c, &c->subjects.data[i]) >= at_least;
    return count;
}

static void emit_verdicts(const struct checker *c)
{
    if (!count_verdicts(c, CUT)) {
        emit_constant(c);
    } else if (c->subjects.len > 1 && !count_verdicts(c, STOPPED)) {
        emit_all_missing(c);
    } else {
        for (size_t i = 0; i < c->subjects.len; i++)
            emit_one(c, &c->subjects.data[i]);
    }
}

static const bool *reached_smoothly(const struct checker *c)
{
    VEC(uint32_t) seeds = {0};
    for (size_t i = 0; i < c->subjects.len; i++)
        for (size_t k = 0; k < c->subjects.data[i].leaves.len; k++)
            if (c->subjects.data[i].leaves.data[k].node != SUBJECT_NO_NODE)
                vec_push(c->arena, &seeds, c->subjects.data[i].leaves.data[k].node);
    return reach_from(c->arena, &c->graph, seeds.data, seeds.len, FLOW_KINDS_SMOOTH);
}

/* Calls without a derivative between a parameter and the loss. */
static void check_calls(const struct checker *c)
{
    const bool *varied = reached_smoothly(c);
    for (uint32_t e = 0; e < c->graph.first_edge[c->graph.node_count]; e++) {
        const struct flow_edge *edge = &c->graph.edges[e];
        if (edge->kind != FLOW_OPAQUE || !varied[edge->from] || !c->smooth[edge->to])
            continue;
        left_call_report(c->engine, c->module, edge->op);
    }
}

static void emit_static(const struct checker *c, const struct ir_op *op)
{
    const char *name = op->attr.global->name;
    struct diag *d = diag_new(c->engine, DIAG_mutable_static, op->loc, name);
    for (const struct ir_site *site = op->site; site; site = site->outer)
        diag_note(d, site->call, "in call to '%s' here", site->callee);
    diag_note(d, op->attr.global->loc, "'%s' is declared here", name);
    diag_emit(d);
}

/* The generated file is compiled beside the source: it cannot name the source's statics, and a copy
 * would be another object. Once for each, at its first use. */
static void check_statics(struct checker *c, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->region_count; i++)
            check_statics(c, op->regions[i]);
        const struct ir_global *global = op->code == IR_GLOBAL ? op->attr.global : NULL;
        if (!global || !global->is_static || global->is_const)
            continue;
        bool seen = false;
        for (size_t i = 0; i < c->statics.len && !seen; i++)
            seen = c->statics.data[i] == global;
        if (seen)
            continue;
        vec_push(c->arena, &c->statics, global);
        emit_static(c, op);
    }
}

static void check(struct checker *c, const struct ir_module *module)
{
    c->graph = flow_build(c->arena, c->loss);
    c->subjects = subjects_of(c->arena, module, &c->graph);
    c->smooth = reach_loss(c->arena, &c->graph, FLOW_KINDS_SMOOTH);
    c->smooth_or_stop = reach_loss(c->arena, &c->graph, FLOW_KINDS_SMOOTH_OR_STOP);
    c->any = reach_loss(c->arena, &c->graph, FLOW_KINDS_ALL);
    check_calls(c);
    check_statics(c, c->loss->body);
    emit_verdicts(c);
}

void gradient_paths_check(struct diag_engine *engine, const struct ir_module *module,
                          const struct ir_func *loss)
{
    struct checker c = {.engine = engine, .arena = arena_create(), .module = module, .loss = loss};
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
    diag_emit(diag_new(engine, DIAG_non_real_parameter, param->loc, value->name,
                       describe_type(arena, value->type)));
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
