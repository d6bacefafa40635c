/* Decisions are kept as they come. */
#include "diff/decisions.h"

#include "analysis/describe.h"

static const struct {
    const char *name, *text;
} rows[] = {
#define DECISION(id, name, text) {name, text},
#include "diff/decisions.def"
};

void decide_value(struct decisions *list, enum decision_kind kind, const struct ir_value *value)
{
    if (!list)
        return;
    const struct ir_op *op = value->def ? value->def : value->region->op;
    if (op)
        vec_push(list->arena, &list->list,
                 (struct decision){kind, op->loc, describe_value(list->arena, value)});
}

void decide_loop(struct decisions *list, enum decision_kind kind, const struct ir_op *loop)
{
    if (list)
        vec_push(list->arena, &list->list, (struct decision){kind, loop->loc, NULL});
}

const char *decision_name(enum decision_kind kind)
{
    return rows[kind].name;
}

const char *decision_text(enum decision_kind kind)
{
    return rows[kind].text;
}
