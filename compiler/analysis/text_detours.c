/* A file is the object that its FILE pointer leads to, so what is written and what is read meet in
 * the value-flow graph like any other memory. */
#include "analysis/text_detours.h"

#include "analysis/library.h"
#include "analysis/verdicts.h"

#include <string.h>

struct transfer {
    const struct ir_op *call;
    uint32_t from, node;
};

struct transfers {
    const struct loss_flow *flow;
    VEC(struct transfer) writes, reads;
};

/* An edge into a call's node comes from its arguments, or from what they lead to. */
static void see_edge(struct transfers *t, const struct flow_edge *edge)
{
    bool is_call = edge->op && edge->op->code == IR_CALL && edge->to > t->flow->graph.loss;
    if (!is_call)
        return;
    switch (library_role_of(edge->op->attr.callee)) {
    case LIBRARY_WRITES:
        if (t->flow->varied[edge->from])
            vec_push(t->flow->arena, &t->writes, (struct transfer){edge->op, edge->from, edge->to});
        break;
    case LIBRARY_READS:
        if (t->flow->influential[edge->to])
            vec_push(t->flow->arena, &t->reads, (struct transfer){edge->op, edge->from, edge->to});
        break;
    default:
        break;
    }
}

static bool is_to_memory(const struct ir_op *write)
{
    const char *name = write->attr.callee->name;
    return strcmp(name, "sprintf") == 0 || strcmp(name, "snprintf") == 0;
}

static void report(const struct transfers *t, const struct ir_op *write, const struct ir_op *read)
{
    struct diag *d = diag_new(t->flow->engine, DIAG_gradient_through_io, read->loc,
                              is_to_memory(write) ? "as text" : "to a file");
    diag_about_function(d, read->attr.callee->name);
    diag_note(d, write->loc, "written here by '%s'", write->attr.callee->name);
    loss_flow_note_calls(d, read);
    diag_note(d, read->loc, "keep the value in memory as a real, or write 'gradc_stop' of it");
    diag_emit(d);
}

/* The first write that a read gets something from. */
static void match(const struct transfers *t, const bool *const *reached, uint32_t read)
{
    for (size_t k = 0; k < t->writes.len; k++)
        if (reached[k] && reached[k][t->reads.data[read].node]) {
            report(t, t->writes.data[k].call, t->reads.data[read].call);
            return;
        }
}

void text_detours_check(const struct loss_flow *flow)
{
    struct transfers t = {.flow = flow};
    const struct flow_graph *graph = &flow->graph;
    for (uint32_t e = 0; e < graph->first_edge[graph->node_count]; e++)
        see_edge(&t, &graph->edges[e]);
    if (!t.reads.len || !t.writes.len)
        return;
    const bool **reached = ARENA_ARRAY(flow->arena, const bool *, t.writes.len);
    const bool *carried = verdict_carried(flow);
    for (size_t k = 0; k < t.writes.len; k++)
        if (carried[t.writes.data[k].from])
            reached[k] = reach_from(flow->arena, graph, &t.writes.data[k].node, 1, FLOW_KINDS_ALL);
    for (uint32_t i = 0; i < t.reads.len; i++)
        match(&t, reached, i);
}
