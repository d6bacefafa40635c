/* The words of a gradient path. */
#include "analysis/path_notes.h"

#include "analysis/describe.h"

#include "support/fault.h"

#include <string.h>

/* What is said of a kind of cut; '%s' in the reason is a name that `subject_of` knows. */
struct cut_words {
    const char *reason, *advice;
};

static struct cut_words words_of(enum flow_kind kind)
{
    switch (kind) {
    case FLOW_CONVERT:
        return (struct cut_words){"converted to '%s' here; integers carry no derivative",
                                  "keep the value real"};
    case FLOW_ROUND:
        return (struct cut_words){"rounded by '%s' here; its derivative is zero almost everywhere",
                                  "use the value before it is rounded, or GRADC_STRAIGHT_THROUGH"};
    case FLOW_COMPARE:
        return (struct cut_words){"compared here; a truth value carries no derivative",
                                  "use a smooth function of the value"};
    case FLOW_SIGN:
        return (struct cut_words){"only its sign is used here; a sign carries no derivative",
                                  "use the value itself"};
    case FLOW_STOP:
        return (struct cut_words){"held fixed by 'gradc_stop' here", "remove 'gradc_stop'"};
    case FLOW_TEXT:
        return (struct cut_words){"goes through '%s' here; text carries no derivative",
                                  "keep the value in memory as a real"};
    case FLOW_PUN:
        return (struct cut_words){"its bytes are read as '%s' here; they carry no derivative",
                                  "keep the value real"};
    default:
        return (struct cut_words){NULL, NULL};
    }
}

bool path_kind_cuts(enum flow_kind kind)
{
    return words_of(kind).reason != NULL;
}

static const char *subject_of(struct arena *arena, const struct flow_edge *cut)
{
    if (cut->op->code == IR_MATH)
        return ir_math_name(cut->op->attr.math);
    if (cut->op->code == IR_CALL)
        return ir_callee_shown(cut->op->attr.callee);
    return describe_type(arena, ir_result(cut->op)->type);
}

const char *path_cut_reason(struct arena *arena, const struct flow_edge *cut)
{
    bool is_named = cut->op->code == IR_CALL || cut->op->code == IR_MATH;
    if (is_named && cut->kind == FLOW_CONVERT)
        return arena_printf(arena, "'%s' makes an integer of it here; integers carry no derivative",
                            subject_of(arena, cut));
    const char *reason = words_of(cut->kind).reason;
    GRADC_ASSERT(reason);
    const char *hole = strstr(reason, "%s");
    if (!hole)
        return reason;
    return arena_printf(arena, "%.*s%s%s", (int)(hole - reason), reason, subject_of(arena, cut),
                        hole + 2);
}

const char *path_cut_advice(const struct flow_edge *cut)
{
    return words_of(cut->kind).advice;
}

static size_t cut_index(const struct path *path)
{
    for (size_t i = 0; i < path->count; i++)
        if (path_kind_cuts(path->edges[i]->kind))
            return i;
    return path->count;
}

const struct flow_edge *path_cut(const struct path *path)
{
    size_t i = cut_index(path);
    return i < path->count ? path->edges[i] : NULL;
}

/* Adds the steps; knows the calls that have been told so far. */
struct walker {
    struct diag *d;
    const struct path *path;
    const struct ir_site *site;
};

static bool is_within(const struct ir_site *inner, const struct ir_site *outer)
{
    for (; inner; inner = inner->outer)
        if (inner == outer)
            return true;
    return !outer;
}

/* Tells the calls from the last told site down to `site`, outermost first. */
static void enter(struct walker *w, const struct ir_site *site)
{
    if (!site || is_within(w->site, site))
        return;
    enter(w, site->outer);
    diag_step(w->d, DIAG_ROLE_FLOW, site->call, "in call to '%s' here", site->shown);
}

static void go_to(struct walker *w, const struct ir_op *op)
{
    enter(w, op->site);
    w->site = op->site;
}

const struct ir_op *path_maker(const struct path *path, const struct flow_edge *edge)
{
    bool by_control = edge->op && (edge->op->code == IR_FOR || edge->op->code == IR_WHILE ||
                                   edge->op->code == IR_IF);
    const struct ir_value *from = by_control ? flow_node_value(path->graph, edge->from) : NULL;
    return from && from->def ? from->def : edge->op;
}

const char *path_node_name(const struct path *path, uint32_t node)
{
    const struct ir_value *value = flow_node_value(path->graph, node);
    if (value && !ir_type_is_ptr(value->type))
        return value->name;
    const struct cell *cell = flow_node_cell(path->graph, node);
    return cell && cell->kind == CELL_OBJECT ? cell->origin->name : NULL;
}

/* Where and under what name the parameter's value is read; skips to the edge after it. */
static const char *source_name(const struct path *path, const char *name, size_t *next)
{
    const struct flow_edge *first = path->edges[0];
    *next = 0;
    if (!first->op || first->op->code != IR_LOAD)
        return name;
    *next = 1;
    return describe_place(path->arena, first->op->operands[0]);
}

static void note_source(struct walker *w, const char *name, size_t cut)
{
    const struct path *path = w->path;
    size_t next;
    const char *source = source_name(path, name, &next);
    for (size_t i = next; i < cut; i++) {
        const char *into = path_node_name(path, path->edges[i]->to);
        const struct ir_op *op = path_maker(path, path->edges[i]);
        if (!into || !op || strcmp(into, source) == 0)
            continue;
        go_to(w, op);
        diag_step(w->d, DIAG_ROLE_SOURCE, op->loc, "'%s' flows into '%s' here", source, into);
        return;
    }
    if (next && path->edges[0]->op != path->edges[cut]->op) {
        go_to(w, path->edges[0]->op);
        diag_step(w->d, DIAG_ROLE_SOURCE, path->edges[0]->op->loc, "'%s' is read here", source);
    }
}

static void note_sink(struct walker *w, const char *name, size_t cut)
{
    const struct path *path = w->path;
    for (size_t i = path->count; i-- > cut;) {
        const char *through = path_node_name(path, path->edges[i]->to);
        if (!through)
            continue;
        const struct flow_edge *leaving = path->edges[i + 1 < path->count ? i + 1 : i];
        const struct ir_op *op = leaving->op ? leaving->op : path->edges[i]->op;
        if (!op)
            continue;
        diag_step(w->d, DIAG_ROLE_SINK, op->loc, "the loss depends on '%s' only through '%s'", name,
                  through);
        return;
    }
}

void path_note_steps(struct diag *d, const struct path *path, const char *name)
{
    struct walker w = {.d = d, .path = path};
    size_t cut = cut_index(path);
    if (cut == path->count)
        return;
    note_source(&w, name, cut);
    go_to(&w, path->edges[cut]->op);
    diag_step(d, DIAG_ROLE_CUT, path->edges[cut]->op->loc, "%s",
              path_cut_reason(path->arena, path->edges[cut]));
    note_sink(&w, name, cut);
}
