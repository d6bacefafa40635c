/* Parameters: what becomes of the gradient of each, and the way from it to the loss. */
#include "report/model.h"

#include <string.h>

struct teller {
    struct arena *arena; /* of the report */
    const struct report *report;
    struct report_loss *loss;
    const struct loss_flow *flow;
};

/* ---- steps */

static bool is_cut(enum flow_kind kind)
{
    return path_kind_cuts(kind) || kind == FLOW_OPAQUE;
}

static const char *cut_text(const struct teller *t, const struct flow_edge *cut)
{
    return cut->kind == FLOW_OPAQUE ? arena_printf(t->arena, "no derivative is known for '%s'",
                                                   cut->op->attr.callee->name)
                                    : arena_strdup(t->arena, path_cut_reason(t->flow->arena, cut));
}

static void add_step(const struct teller *t, struct report_parameter *p, enum step_role role,
                     struct src_loc loc, const char *text)
{
    if (loc.file)
        vec_push(t->arena, &p->path, (struct report_step){role, loc, text});
}

static bool is_within(const struct ir_site *inner, const struct ir_site *outer)
{
    for (; inner; inner = inner->outer)
        if (inner == outer)
            return true;
    return !outer;
}

/* The calls from `from` down to `to`, outermost first. */
static void add_calls(const struct teller *t, struct report_parameter *p,
                      const struct ir_site *from, const struct ir_site *to)
{
    if (!to || is_within(from, to))
        return;
    add_calls(t, p, from, to->outer);
    add_step(t, p, STEP_CALL, to->call, arena_printf(t->arena, "into '%s'", to->callee));
}

static const char *flow_text(const struct teller *t, const struct path *path,
                             const struct flow_edge *edge)
{
    const char *name = path_node_name(path, edge->to);
    return name ? arena_strdup(t->arena, name) : "";
}

static struct report_step *last_step(const struct report_parameter *p)
{
    return p->path.data ? &vec_last(&p->path) : NULL;
}

/* Of several flows on one line that follow each other, the last name counts. */
static void add_flow(const struct teller *t, struct report_parameter *p, struct src_loc loc,
                     const char *text)
{
    struct report_step *last = last_step(p);
    bool goes_on =
        last && last->role == STEP_FLOW && last->loc.file == loc.file && last->loc.line == loc.line;
    if (!goes_on)
        add_step(t, p, STEP_FLOW, loc, text);
    else if (*text)
        last->text = text;
}

static void add_path(const struct teller *t, struct report_parameter *p, const struct path *path)
{
    const struct ir_site *site = NULL;
    add_step(t, p, STEP_SOURCE, p->loc, p->name);
    for (size_t i = 0; i < path->count; i++) {
        const struct flow_edge *edge = path->edges[i];
        const struct ir_op *op = path_maker(path, edge);
        if (!op)
            continue;
        add_calls(t, p, site, op->site);
        site = op->site;
        if (is_cut(edge->kind))
            add_step(t, p, STEP_CUT, op->loc, cut_text(t, edge));
        else
            add_flow(t, p, op->loc, flow_text(t, path, edge));
    }
    struct report_step *last = last_step(p);
    if (last && last->role == STEP_FLOW)
        last->role = STEP_SINK;
}

/* ---- verdicts */

/* The way with the most of a derivative on it; a call without one is gone round where possible. */
static struct path best_path(const struct teller *t, uint32_t node)
{
    switch (verdict_of_node(t->flow, node)) {
    case SMOOTH: {
        struct path path = verdict_path(t->flow, node, FLOW_BIT(FLOW_SMOOTH));
        return path.count ? path : verdict_path(t->flow, node, FLOW_KINDS_SMOOTH);
    }
    case STOPPED:
        return verdict_path(t->flow, node, FLOW_KINDS_SMOOTH_OR_STOP);
    case CUT:
        return verdict_path(t->flow, node, FLOW_KINDS_ALL);
    case DISCONNECTED:
        break;
    }
    return (struct path){0};
}

static const struct flow_edge *first_cut(const struct path *path)
{
    for (size_t i = 0; i < path->count; i++)
        if (is_cut(path->edges[i]->kind))
            return path->edges[i];
    return NULL;
}

static enum report_verdict verdict_shown(const struct teller *t, uint32_t node,
                                         const struct flow_edge *cut)
{
    switch (verdict_of_node(t->flow, node)) {
    case SMOOTH:
        return cut ? VERDICT_CUT : VERDICT_GRADIENT; /* a call without a derivative */
    case STOPPED:
        return VERDICT_STOPPED;
    case CUT:
        return VERDICT_CUT;
    case DISCONNECTED:
        break;
    }
    return VERDICT_UNUSED;
}

static const char *reason_of(const struct teller *t, const struct flow_edge *cut,
                             const struct subject_leaf *leaf, const char *name)
{
    const char *why = cut ? cut_text(t, cut) : verdict_why(t->flow, leaf, name).text;
    return why ? arena_strdup(t->arena, why) : NULL;
}

static enum activity_kind activity_of_verdict(enum report_verdict verdict)
{
    switch (verdict) {
    case VERDICT_GRADIENT:
    case VERDICT_PARTIAL:
        return ACTIVITY_ACTIVE;
    case VERDICT_CUT:
    case VERDICT_STOPPED:
        return ACTIVITY_CUT;
    default:
        return ACTIVITY_INACTIVE;
    }
}

/* The line that declares a parameter or field looks like what becomes of it. */
static void colour_declaration(const struct teller *t, const struct report_parameter *p)
{
    struct report_line *line = report_line_at(t->report, t->loss, p->loc);
    enum activity_kind activity = activity_of_verdict(p->verdict);
    if (!line)
        return;
    line->is_used = true;
    if (activity < line->activity)
        line->activity = activity;
}

static struct report_parameter leaf_parameter(const struct teller *t, const char *name,
                                              const struct subject_leaf *leaf)
{
    struct report_parameter p = {.name = arena_strdup(t->arena, name), .loc = leaf->loc};
    struct path path = best_path(t, leaf->node);
    const struct flow_edge *cut = first_cut(&path);
    p.verdict = verdict_shown(t, leaf->node, cut);
    if (p.verdict != VERDICT_GRADIENT)
        p.reason = reason_of(t, cut, leaf, name);
    add_path(t, &p, &path);
    colour_declaration(t, &p);
    return p;
}

/* Lower is better, but that a field without a gradient beside one with makes both partial. */
static enum report_verdict verdict_of_fields(const struct report_parameter *p)
{
    enum report_verdict best = VERDICT_UNUSED, worst = VERDICT_GRADIENT;
    for (size_t i = 0; i < p->field_count; i++) {
        enum report_verdict verdict = p->fields[i].verdict;
        best = verdict < best ? verdict : best;
        worst = verdict > worst ? verdict : worst;
    }
    return best == VERDICT_GRADIENT && worst != best ? VERDICT_PARTIAL : best;
}

static struct report_parameter parameter_of(const struct teller *t, const struct subject *subject)
{
    if (subject->leaves.len == 1 && !*subject->leaves.data[0].field)
        return leaf_parameter(t, subject->name, &subject->leaves.data[0]);
    struct report_parameter p = {.name = arena_strdup(t->arena, subject->name),
                                 .loc = subject->loc,
                                 .field_count = subject->leaves.len};
    p.fields = ARENA_ARRAY(t->arena, struct report_parameter, p.field_count);
    for (size_t i = 0; i < p.field_count; i++)
        p.fields[i] = leaf_parameter(t, subject->leaves.data[i].field, &subject->leaves.data[i]);
    p.verdict = verdict_of_fields(&p);
    colour_declaration(t, &p);
    return p;
}

void report_collect_parameters(const struct report *report, struct report_loss *loss,
                               const struct loss_flow *flow)
{
    const struct teller t = {report->arena, report, loss, flow};
    loss->parameter_count = flow->subjects.len;
    loss->parameters = ARENA_ARRAY(report->arena, struct report_parameter, loss->parameter_count);
    for (size_t i = 0; i < loss->parameter_count; i++)
        loss->parameters[i] = parameter_of(&t, &flow->subjects.data[i]);
}
