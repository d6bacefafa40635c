/* Walks the types of what is differentiated. */
#include "analysis/subjects.h"

enum { DEEPEST_TYPE = 16 };

static bool holds_real(const struct ir_type *type, int depth)
{
    type = cells_content_type(type);
    if (depth > DEEPEST_TYPE)
        return false;
    if (type->kind == IR_TYPE_PTR)
        return holds_real(type->elem, depth + 1);
    if (type->kind != IR_TYPE_RECORD)
        return ir_type_is_real(type);
    for (unsigned i = 0; i < type->record->field_count; i++)
        if (holds_real(type->record->fields[i].type, depth + 1))
            return true;
    return false;
}

bool subject_type_is_real(const struct ir_type *type)
{
    return holds_real(type, 0);
}

struct divider {
    struct arena *arena;
    const struct flow_graph *graph;
    struct subject *subject;
};

static void add_leaf(struct divider *d, const char *field, struct src_loc loc, uint32_t node)
{
    vec_push(d->arena, &d->subject->leaves, (struct subject_leaf){field, loc, node});
}

static const struct cell *pointee_of(const struct cell *cell)
{
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_POINTEE)
            return cell->parts.data[i];
    return NULL;
}

/* Whether a pointer leads back to what it lies in, as in a list: that is spoken of already. */
static bool leads_back(const struct cell *cell)
{
    const struct ir_type *content = cells_content_type(cell->type->elem);
    for (const struct cell *above = cell->parent; above; above = above->parent)
        if (above->type == content)
            return true;
    return cell->entry && cell->entry->parent != cell;
}

static const struct cell *field_of(const struct cell *cell, unsigned field)
{
    for (size_t i = 0; i < cell->parts.len; i++)
        if (cell->parts.data[i]->kind == CELL_FIELD && cell->parts.data[i]->field == field)
            return cell->parts.data[i];
    return NULL;
}

static void divide(struct divider *d, const struct cell *cell, const char *field,
                   struct src_loc loc);

static void divide_pointer(struct divider *d, const struct cell *cell, const char *field,
                           struct src_loc loc)
{
    const struct cell *pointee = pointee_of(cell);
    if (pointee)
        divide(d, pointee, field, loc);
    else if (!leads_back(cell))
        add_leaf(d, field, loc, SUBJECT_NO_NODE);
}

/* `layers[...]` where the fields of its elements come next. */
static const char *with_elements(struct divider *d, const char *field, const struct ir_type *type)
{
    bool is_array = type->kind == IR_TYPE_ARRAY && cells_content_type(type)->kind == IR_TYPE_RECORD;
    return is_array ? arena_printf(d->arena, "%s[...]", field) : field;
}

/* `field` is the path so far: "" or "layer.bias". */
static void divide(struct divider *d, const struct cell *cell, const char *field,
                   struct src_loc loc)
{
    if (ir_type_is_real(cell->type))
        add_leaf(d, field, loc, flow_cell_node(d->graph, cell));
    else if (cell->type->kind == IR_TYPE_PTR && subject_type_is_real(cell->type))
        divide_pointer(d, cell, field, loc);
    if (cell->type->kind != IR_TYPE_RECORD)
        return;
    if (cell->type->record->is_union)
        add_leaf(d, field, loc, flow_cell_node(d->graph, cell));
    for (unsigned i = 0; i < cell->type->record->field_count; i++) {
        const struct cell *part = field_of(cell, i);
        const struct ir_field *f = &cell->type->record->fields[i];
        const char *dot = *field && *f->name ? "." : "";
        if (part)
            divide(d, part,
                   with_elements(d, arena_printf(d->arena, "%s%s%s", field, dot, f->name), f->type),
                   f->loc.file ? f->loc : loc);
    }
}

static void add_cells(struct divider *d, const cell_list *cells)
{
    for (size_t i = 0; i < cells->len; i++)
        divide(d, cells->data[i], "", d->subject->loc);
}

static void add_parameter(struct divider *d, const struct ir_value *value)
{
    if (ir_type_is_ptr(value->type))
        add_cells(d, cells_of(d->graph->cells, value));
    else if (ir_type_is_real(value->type))
        add_leaf(d, "", d->subject->loc, flow_value_node(value));
}

static void begin(struct divider *d, struct subject_list *list, const char *name,
                  struct src_loc loc)
{
    vec_push(d->arena, list, (struct subject){.name = name ? name : "", .loc = loc});
    d->subject = &list->data[list->len - 1];
}

struct subject_list subjects_of(struct arena *arena, const struct ir_module *module,
                                const struct flow_graph *graph)
{
    struct subject_list list = {0};
    struct divider d = {.arena = arena, .graph = graph};
    const struct ir_func *func = graph->func;
    for (size_t i = 0; i < func->params.len; i++) {
        const struct ir_param *param = &func->params.data[i];
        if (!param->is_wrt || param->is_const)
            continue;
        begin(&d, &list, func->body->args.data[i]->name, param->loc);
        add_parameter(&d, func->body->args.data[i]);
    }
    for (size_t i = 0; i < module->globals.len; i++) {
        const struct ir_global *global = module->globals.data[i];
        const struct cell *cell = cells_of_global(graph->cells, global);
        if (!cell || !global->is_wrt || global->is_marked_const)
            continue;
        begin(&d, &list, ir_global_shown(global), global->loc);
        divide(&d, cell, "", global->loc);
    }
    return list;
}
