/* zero-factor: a parameter all of whose smooth paths to the loss go through a product with 0. */
#include "analysis/describe.h"
#include "analysis/singular_state.h"

#include <string.h>

static bool is_zero(struct interval x)
{
    return interval_is_point(x) && x.lo == 0;
}

/* The operand that a factor of 0 keeps from the loss; NULL when there is none. Two operands that
 * are 0 are not spoken of: nothing is lost. */
static const struct ir_value *lost_operand(struct singular *s, const struct ir_op *op)
{
    bool first = is_zero(ranges_known(s->ranges, op->operands[0]));
    bool second = is_zero(ranges_known(s->ranges, op->operands[1]));
    return first == second ? NULL : op->operands[first ? 1 : 0];
}

void singular_check_factor(struct singular *s, const struct ir_op *op)
{
    if (!ir_type_is_real(ir_result(op)->type))
        return;
    const struct ir_value *lost = lost_operand(s, op);
    if (lost && loss_flow_is_varied(s->flow, lost) && loss_flow_is_useful(s->flow, ir_result(op)))
        vec_push(s->flow->arena, &s->zero_factors, op);
}

static bool is_zero_factor(const struct singular *s, const struct flow_edge *edge)
{
    for (size_t i = 0; i < s->zero_factors.len; i++)
        if (s->zero_factors.data[i] == edge->op)
            return true;
    return false;
}

/* The graph in which those products carry no derivative. */
static struct flow_graph without_zero_factors(const struct singular *s)
{
    struct flow_graph graph = s->flow->graph;
    uint32_t count = graph.first_edge[graph.node_count];
    struct flow_edge *edges = ARENA_ARRAY(s->flow->arena, struct flow_edge, count + 1);
    memcpy(edges, graph.edges, count * sizeof *edges);
    for (uint32_t e = 0; e < count; e++)
        if (edges[e].kind == FLOW_SMOOTH && edges[e].op && edges[e].op->code == IR_MUL &&
            is_zero_factor(s, &edges[e]))
            edges[e].kind = FLOW_CARRY;
    graph.edges = edges;
    return graph;
}

/* The first of the products that a leaf flows into. */
static const struct ir_op *product_after(const struct singular *s, uint32_t node)
{
    const bool *reached = reach_from(s->flow->arena, &s->flow->graph, &node, 1, FLOW_KINDS_SMOOTH);
    for (size_t i = 0; i < s->zero_factors.len; i++) {
        const struct ir_op *op = s->zero_factors.data[i];
        if (reached[flow_value_node(op->operands[0])] || reached[flow_value_node(op->operands[1])])
            return op;
    }
    return NULL;
}

/* The factor that is 0. */
static const struct ir_value *factor_of(const struct singular *s, const struct ir_op *product)
{
    const uint32_t first = !loss_flow_is_varied(s->flow, product->operands[0]) ? 0 : 1;
    return singular_unconverted(product->operands[first]);
}

/* A quotient of integer literals is told as such, by integer-division-coefficient. */
static bool is_literal_quotient(const struct ir_value *factor)
{
    const struct ir_op *def = factor->def;
    return def && def->code == IR_DIV && ir_type_is_integer(factor->type) &&
           def->operands[0]->def && def->operands[0]->def->code == IR_CONST &&
           def->operands[1]->def && def->operands[1]->def->code == IR_CONST;
}

/* Where a 0 is made: a difference, a constant. */
static void note_zero(const struct singular *s, struct diag *d, const struct ir_value *factor)
{
    const char *name = describe_value(s->flow->arena, factor);
    const struct ir_op *def = factor->def;
    if (!def)
        return;
    if (name)
        diag_note(d, def->loc, "'%s' is 0 here", name);
    else
        diag_note(d, def->loc, "the factor is made here");
}

static void report(const struct singular *s, const char *name, const struct subject_leaf *leaf)
{
    const struct ir_op *op = product_after(s, leaf->node);
    const struct ir_value *factor = op ? factor_of(s, op) : NULL;
    if (!factor || is_literal_quotient(factor))
        return;
    if (*leaf->field)
        name = arena_printf(s->flow->arena, "%s.%s", name, leaf->field);
    struct diag *d = diag_new(s->flow->engine, DIAG_zero_factor, op->loc, name);
    note_zero(s, d, factor);
    loss_flow_note_calls(d, op);
    diag_emit(d);
}

void singular_report_factors(struct singular *s)
{
    if (!s->zero_factors.len)
        return;
    struct flow_graph graph = without_zero_factors(s);
    const bool *reaches = reach_loss(s->flow->arena, &graph, FLOW_KINDS_SMOOTH);
    for (size_t i = 0; i < s->flow->subjects.len; i++)
        for (size_t k = 0; k < s->flow->subjects.data[i].leaves.len; k++) {
            const struct subject_leaf *leaf = &s->flow->subjects.data[i].leaves.data[k];
            if (leaf->node != SUBJECT_NO_NODE && s->flow->useful[leaf->node] &&
                !reaches[leaf->node])
                report(s, s->flow->subjects.data[i].name, leaf);
        }
}
