/* Lines: what is on them, and how it takes part. */
#include "report/model.h"

#include "analysis/describe.h"
#include "report/value_ranges.h"

#include <string.h>

struct collector {
    const struct report *report;
    struct report_loss *loss;
    const struct loss_flow *flow;
    /* By node: whether a parameter gets there with a derivative, or in any way but by deciding
     * whether something happens. */
    const bool *varied, *depends;
    const struct interval *ranges; /* by value id */
};

static struct report_sheet *sheet_of(const struct report *report, struct report_loss *loss,
                                     uint32_t file)
{
    for (size_t i = 0; i < loss->sheets.len; i++)
        if (loss->sheets.data[i].file == file)
            return &loss->sheets.data[i];
    uint32_t count = src_files_line_count(report->files, file);
    struct report_line *lines = ARENA_ARRAY(report->arena, struct report_line, count);
    for (uint32_t i = 0; i < count; i++)
        lines[i].activity = ACTIVITY_INACTIVE;
    vec_push(report->arena, &loss->sheets, (struct report_sheet){file, lines, count});
    return &vec_last(&loss->sheets);
}

struct report_line *report_line_at(const struct report *report, struct report_loss *loss,
                                   struct src_loc loc)
{
    if (!loc.file)
        return NULL;
    struct report_sheet *sheet = sheet_of(report, loss, loc.file);
    return loc.line >= 1 && loc.line <= sheet->count ? &sheet->lines[loc.line - 1] : NULL;
}

static bool is_at(struct src_loc a, struct src_loc b)
{
    return a.file == b.file && a.line == b.line;
}

/* Whether two names are equal but for what stands in brackets: an unrolled loop makes "w[0]" and
 * "w[1]" of "w[i]". */
static bool is_named_alike(const char *a, const char *b)
{
    for (; *a && *a == *b; a++, b++) {
        if (*a != '[')
            continue;
        a += strcspn(a, "]");
        b += strcspn(b, "]");
        if (!*a || !*b)
            break;
    }
    return *a == *b;
}

/* The value of that name which is made at that place, as far as this line knows of it. */
static struct report_value *value_on(const struct report_line *line, const char *name,
                                     struct src_loc made)
{
    for (size_t i = 0; i < line->values.len; i++)
        if (is_at(line->values.data[i]->loc, made) &&
            is_named_alike(line->values.data[i]->name, name))
            return line->values.data[i];
    return NULL;
}

static enum activity_kind more_of(enum activity_kind a, enum activity_kind b)
{
    return a < b ? a : b;
}

/* ---- activity */

static enum activity_kind activity_of_node(const struct collector *c, uint32_t node)
{
    bool varied = c->varied[node], useful = c->flow->useful[node];
    return varied && useful                                            ? ACTIVITY_ACTIVE
           : !varied && c->depends[node] && c->flow->influential[node] ? ACTIVITY_CUT
           : varied                                                    ? ACTIVITY_VARIED
           : useful                                                    ? ACTIVITY_USEFUL
                                                                       : ACTIVITY_INACTIVE;
}

static bool is_number(const struct ir_value *value)
{
    return value->type->kind == IR_TYPE_SCALAR;
}

static struct src_loc place_of(const struct collector *c, const struct ir_value *value)
{
    if (value->def)
        return value->def->loc;
    return value->region->op ? value->region->op->loc
                             : c->flow->graph.func->params.data[value->index].loc;
}

static struct report_value *new_value(const struct collector *c, const struct ir_value *value,
                                      const char *name, struct src_loc loc)
{
    struct arena *arena = c->report->arena;
    struct report_value *made = ARENA_NEW(arena, struct report_value);
    made->index = c->loss->values.len;
    made->name = arena_strdup(arena, name);
    made->type = arena_strdup(arena, describe_type(arena, value->type));
    made->loc = loc;
    made->activity = ACTIVITY_INACTIVE;
    made->range = interval_empty();
    made->widest = interval_of_type(value->type);
    vec_push(arena, &c->loss->values, made);
    return made;
}

/* The one record of a value, which the line that makes it always has. */
static struct report_value *record_of(const struct collector *c, const struct ir_value *value,
                                      const char *name)
{
    struct src_loc loc = place_of(c, value);
    struct report_line *home = report_line_at(c->report, c->loss, loc);
    if (!home)
        return NULL;
    struct report_value *record = value_on(home, name, loc);
    if (record)
        return record;
    record = new_value(c, value, name, loc);
    vec_push(c->report->arena, &home->values, record);
    return record;
}

/* A value that is made or used on a line. What has the same name and the same place is one: it is
 * made in several calls of a function. */
static void add_value(const struct collector *c, struct report_line *line,
                      const struct ir_value *value)
{
    if (!is_number(value) || ir_value_is_literal(value))
        return;
    enum activity_kind activity = activity_of_node(c, flow_value_node(value));
    line->activity = more_of(line->activity, activity);
    const char *name = describe_value(c->flow->arena, value);
    struct report_value *record = name ? record_of(c, value, name) : NULL;
    if (!record)
        return;
    record->activity = more_of(record->activity, activity);
    record->range = interval_join(record->range, c->ranges[value->id]);
    if (!value_on(line, name, record->loc))
        vec_push(c->report->arena, &line->values, record);
}

/* The calls through which an operation of another function is reached take part as it does. */
static void add_calls(const struct collector *c, const struct ir_op *op,
                      enum activity_kind activity)
{
    for (const struct ir_site *site = op->site; site; site = site->outer) {
        struct report_line *line = report_line_at(c->report, c->loss, site->call);
        if (!line)
            continue;
        line->is_used = true;
        line->activity = more_of(line->activity, activity);
    }
}

static void add_region(const struct collector *c, const struct ir_region *region);

static void add_op(const struct collector *c, const struct ir_op *op)
{
    struct report_line *line = report_line_at(c->report, c->loss, op->loc);
    if (line) {
        line->is_used = true;
        for (uint32_t i = 0; i < op->result_count; i++)
            add_value(c, line, op->results[i]);
        for (uint32_t i = 0; i < op->operand_count; i++)
            add_value(c, line, op->operands[i]);
        for (uint32_t i = 0; i < op->region_count; i++)
            for (size_t k = 0; k < op->regions[i]->args.len; k++)
                add_value(c, line, op->regions[i]->args.data[k]);
        add_calls(c, op, line->activity);
    }
    for (uint32_t i = 0; i < op->region_count; i++)
        add_region(c, op->regions[i]);
}

static void add_region(const struct collector *c, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region)
        add_op(c, op);
}

void report_collect_lines(const struct report *report, struct report_loss *loss,
                          const struct loss_flow *flow)
{
    struct collector c = {report, loss, flow, NULL, NULL, NULL};
    c.varied = loss_flow_reached(flow, FLOW_KINDS_SMOOTH);
    c.depends = loss_flow_reached(flow, FLOW_KINDS_ALL & ~(flow_kinds)FLOW_BIT(FLOW_CONTROL));
    c.ranges = value_ranges(flow);
    (void)report_line_at(report, loss, loss->loc); /* the loss's own file is shown in any case */
    add_region(&c, flow->graph.func->body);
}

/* ---- decisions */

void report_add_decisions(struct report *report, struct report_loss *loss,
                          const struct decisions *decisions)
{
    for (size_t i = 0; i < decisions->list.len; i++) {
        const struct decision *d = &decisions->list.data[i];
        struct report_line *line = report_line_at(report, loss, d->loc);
        if (!line)
            continue;
        struct report_value *value = d->name ? value_on(line, d->name, d->loc) : NULL;
        unsigned bit = 1U << d->kind;
        if (value)
            value->decisions |= bit;
        else
            line->decisions |= bit;
    }
}
