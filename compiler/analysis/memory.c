/* Writes are kept by the root object of what they may write to, so that a question looks at those
 * alone that can matter. All memory that the caller owns, and what has been made known to it,
 * counts as one root. */
#include "analysis/memory.h"

#include "support/fault.h"

struct write {
    const struct ir_op *op;
    const struct ir_value *address; /* NULL: anything that got out */
    const struct ir_type *type;     /* what is written; NULL for any */
};

typedef VEC(struct write) write_list;

struct memory {
    struct arena *arena;
    const struct ir_func *func;
    struct cell_map *cells;
    size_t cell_count;
    bool *escaped;      /* by cell index of a root: known to the caller or to an unknown function */
    write_list *writes; /* by cell index of a root */
    write_list outside; /* through pointers to the caller's memory or to nobody knows what */
};

static const struct cell *root_of(const struct cell *cell)
{
    while (cell->parent && cell->kind == CELL_FIELD)
        cell = cell->parent;
    return cell;
}

/* A slot or allocation, as against the caller's memory and globals. */
static bool is_local(const struct cell *root)
{
    return root->kind == CELL_OBJECT && root->origin->def && ir_op_makes_object(root->origin->def);
}

/* Nobody may write to an object that is defined const. */
static bool is_constant(const struct cell *root)
{
    return root->kind == CELL_GLOBAL && root->global->is_const;
}

/* Whether the caller's functions, or unknown ones, may write to it. */
static bool is_outside(const struct memory *m, const struct cell *root)
{
    return !is_constant(root) && (!is_local(root) || m->escaped[root->index]);
}

static bool is_restrict(const struct memory *m, const struct cell *root)
{
    if (root->kind != CELL_OBJECT || root->origin->def)
        return false;
    const struct ir_param *param = &m->func->params.data[root->origin->index];
    return param->is_restrict || param->is_by_value;
}

/* ---- what gets out */

static void mark_escaped(struct memory *m, const struct cell *cell)
{
    const struct cell *root = root_of(cell);
    if (m->escaped[root->index])
        return;
    m->escaped[root->index] = true;
    for (size_t i = 0; i < m->cell_count; i++) {
        const struct cell *part = cells_at(m->cells, i);
        if (root_of(part) != root)
            continue;
        for (size_t k = 0; k < part->targets.len; k++)
            mark_escaped(m, part->targets.data[k]);
    }
}

/* What the caller's memory or an unknown function's leads to is known there as well. */
static void mark_kept(struct memory *m, const struct cell *keeper)
{
    if (!is_outside(m, root_of(keeper)))
        return;
    for (size_t k = 0; k < keeper->targets.len; k++)
        mark_escaped(m, keeper->targets.data[k]);
}

static void escape_arguments(struct memory *m, const struct ir_op *call)
{
    for (uint32_t i = 0; i < call->operand_count; i++) {
        if (!ir_type_is_ptr(call->operands[i]->type))
            continue;
        const cell_list *cells = cells_of(m->cells, call->operands[i]);
        for (size_t k = 0; k < cells->len; k++)
            mark_escaped(m, cells->data[k]);
    }
}

static void find_escapes(struct memory *m, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL && !op->attr.callee->kinds)
            escape_arguments(m, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            find_escapes(m, op->regions[i]);
    }
}

/* ---- writes */

static void add_write(struct memory *m, const struct write *write)
{
    const cell_list *cells = write->address ? cells_of(m->cells, write->address) : NULL;
    bool outside = !cells || cells->len == 0;
    for (size_t i = 0; cells && i < cells->len; i++) {
        const struct cell *root = root_of(cells->data[i]);
        outside |= is_outside(m, root);
        write_list *list = &m->writes[root->index];
        if (list->len == 0 || vec_last(list).op != write->op)
            vec_push(m->arena, list, *write);
    }
    if (outside)
        vec_push(m->arena, &m->outside, *write);
}

/* A function whose derivative is known writes through its arguments alone. */
static void add_call_writes(struct memory *m, const struct ir_op *call)
{
    struct write write = {.op = call};
    if (!call->attr.callee->kinds)
        add_write(m, &write);
    for (uint32_t i = 0; call->attr.callee->kinds && i < call->operand_count; i++) {
        write.address = call->operands[i];
        if (ir_type_is_ptr(write.address->type) && ir_call_writes_through(call, i))
            add_write(m, &write);
    }
}

static void find_writes(struct memory *m, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        struct write write = {.op = op};
        switch (op->code) {
        case IR_STORE:
        case IR_ACCUM:
        case IR_VSTORE:
            write.address = op->operands[0];
            write.type = op->operands[1]->type;
            add_write(m, &write);
            break;
        case IR_COPY:
        case IR_MOVE:
        case IR_ZERO:
        case IR_FREE:
        case IR_REALLOC:
            write.address = op->operands[0];
            add_write(m, &write);
            break;
        case IR_CALL:
            add_call_writes(m, op);
            break;
        default:
            break;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            find_writes(m, op->regions[i]);
    }
}

struct memory *memory_build(struct arena *arena, const struct ir_func *func, struct cell_map *cells)
{
    struct memory *m = ARENA_NEW(arena, struct memory);
    m->arena = arena;
    m->func = func;
    m->cells = cells;
    m->cell_count = cells_count(cells);
    m->escaped = ARENA_ARRAY(arena, bool, m->cell_count);
    m->writes = (write_list *)arena_alloc(arena, m->cell_count, sizeof(write_list));
    ir_number_ops(func);
    find_escapes(m, func->body);
    for (size_t i = 0; i < m->cell_count; i++)
        mark_kept(m, cells_at(cells, i));
    find_writes(m, func->body);
    return m;
}

/* ---- questions */

static bool is_char(const struct ir_type *type)
{
    return type->kind == IR_TYPE_SCALAR && ir_type_is_integer(type) && ir_type_bits(type) == 8 &&
           !ir_type_is_bool(type);
}

/* Whether accesses of these types may be to the same object. Signed and unsigned forms of a type
 * may; pointers of whatever type are taken to. */
static bool types_may_alias(const struct ir_type *x, const struct ir_type *y)
{
    if (!x || !y || x == y || is_char(x) || is_char(y))
        return true;
    if (x->kind != y->kind || x->kind != IR_TYPE_SCALAR)
        return x->kind == y->kind;
    return ir_type_is_integer(x) && ir_type_is_integer(y) && ir_type_bits(x) == ir_type_bits(y);
}

static bool is_part_of(const struct cell *part, const struct cell *whole)
{
    for (; part; part = part->kind == CELL_FIELD ? part->parent : NULL)
        if (part == whole)
            return true;
    return false;
}

static bool cells_may_alias(const struct memory *m, const struct cell *x, const struct cell *y)
{
    if (is_part_of(x, y) || is_part_of(y, x))
        return true;
    const struct cell *rx = root_of(x), *ry = root_of(y);
    if (rx == ry)
        return x->kind != CELL_FIELD || y->kind != CELL_FIELD;
    return is_outside(m, rx) && is_outside(m, ry) && !is_restrict(m, rx) && !is_restrict(m, ry);
}

static bool addresses_may_alias(const struct memory *m, const struct ir_value *x,
                                const struct ir_value *y)
{
    const cell_list *xs = cells_of(m->cells, x);
    const cell_list *ys = y ? cells_of(m->cells, y) : NULL;
    if (xs->len == 0 || (ys && ys->len == 0))
        return true;
    for (size_t i = 0; i < xs->len; i++) {
        if (!ys && is_outside(m, root_of(xs->data[i])))
            return true;
        for (size_t k = 0; ys && k < ys->len; k++)
            if (cells_may_alias(m, xs->data[i], ys->data[k]))
                return true;
    }
    return false;
}

/* Whether one execution of `scope` may run `later` after `op`. */
static bool may_follow(const struct ir_op *op, const struct ir_op *later,
                       const struct ir_region *scope)
{
    if (!ir_region_contains(scope, later->region))
        return false;
    if (later->order > op->order)
        return true;
    for (const struct ir_region *region = op->region; region != scope; region = region->op->region)
        if (region->op->code != IR_IF && ir_region_contains(region, later->region))
            return true;
    return false;
}

/* What a read can be compared by: its type, unless the memory has another (a union). */
static const struct ir_type *type_of_read(const struct memory *m, const struct ir_op *reader,
                                          const struct ir_value *address)
{
    if (reader->code != IR_LOAD)
        return NULL;
    const cell_list *cells = cells_of(m->cells, address);
    for (size_t i = 0; i < cells->len; i++)
        if (cells->data[i]->type != ir_result(reader)->type)
            return NULL;
    return ir_result(reader)->type;
}

/* What is read where, and for how long it should stay. */
struct stay {
    const struct ir_op *reader;
    const struct ir_value *address;
    const struct ir_region *scope;
    const struct ir_type *type;
};

static bool overwrites(const struct memory *m, const struct write *w, const struct stay *stay)
{
    return may_follow(stay->reader, w->op, stay->scope) &&
           (m->func->module->types_overlap || types_may_alias(w->type, stay->type)) &&
           addresses_may_alias(m, stay->address, w->address);
}

static const struct ir_op *find_overwriting(const struct memory *m, const write_list *writes,
                                            const struct stay *stay)
{
    for (size_t i = 0; i < writes->len; i++)
        if (overwrites(m, &writes->data[i], stay))
            return writes->data[i].op;
    return NULL;
}

static const struct ir_op *overwriter(const struct memory *m, const struct stay *stay)
{
    const cell_list *cells = cells_of(m->cells, stay->address);
    bool outside = cells->len == 0;
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = root_of(cells->data[i]);
        outside |= is_outside(m, root);
        const struct ir_op *found = find_overwriting(m, &m->writes[root->index], stay);
        if (found)
            return found;
    }
    return outside ? find_overwriting(m, &m->outside, stay) : NULL;
}

/* A slot lives for one execution of its region. */
static bool outlives(const struct cell *root, const struct ir_region *scope)
{
    return !is_local(root) || root->origin->def->code != IR_SLOT ||
           ir_region_contains(root->origin->region, scope);
}

bool memory_survives(const struct memory *m, const struct ir_op *reader,
                     const struct ir_value *address, const struct ir_region *scope)
{
    const struct stay stay = {reader, address, scope, type_of_read(m, reader, address)};
    const cell_list *cells = cells_of(m->cells, address);
    for (size_t i = 0; i < cells->len; i++)
        if (!outlives(root_of(cells->data[i]), scope))
            return false;
    return !overwriter(m, &stay);
}

const struct ir_op *memory_overwriter(const struct memory *m, const struct ir_op *reader,
                                      const struct ir_value *address, const struct ir_region *scope)
{
    const struct stay stay = {reader, address, scope, type_of_read(m, reader, address)};
    return overwriter(m, &stay);
}

bool memory_shares_object(const struct memory *m, const struct ir_value *x,
                          const struct ir_value *y)
{
    const cell_list *xs = cells_of(m->cells, x), *ys = cells_of(m->cells, y);
    for (size_t i = 0; i < xs->len; i++)
        for (size_t k = 0; k < ys->len; k++)
            if (root_of(xs->data[i]) == root_of(ys->data[k]))
                return true;
    return false;
}

const struct ir_op *memory_only_alias(const struct memory *m, const struct ir_op *reader,
                                      const struct ir_value *address, const struct ir_region *scope)
{
    const struct stay stay = {reader, address, scope, type_of_read(m, reader, address)};
    const struct ir_op *found = NULL;
    for (size_t i = 0; i < m->outside.len; i++) {
        const struct write *w = &m->outside.data[i];
        if (!overwrites(m, w, &stay))
            continue;
        if (!w->address || memory_shares_object(m, address, w->address))
            return NULL;
        if (!found)
            found = w->op;
    }
    return found;
}

bool memory_is_private(const struct memory *m, const struct ir_value *address,
                       const struct ir_region *scope)
{
    const cell_list *cells = cells_of(m->cells, address);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = root_of(cells->data[i]);
        if (!is_local(root) || m->escaped[root->index] ||
            !ir_region_contains(scope, root->origin->region))
            return false;
    }
    return cells->len > 0;
}

bool memory_is_foreign(const struct memory *m, const struct ir_value *address,
                       const struct ir_region *scope)
{
    const cell_list *cells = cells_of(m->cells, address);
    for (size_t i = 0; i < cells->len; i++) {
        const struct cell *root = root_of(cells->data[i]);
        if (is_local(root) && ir_region_contains(scope, root->origin->region))
            return false;
    }
    return cells->len > 0;
}
