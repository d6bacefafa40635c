/* Splitting small private records and arrays into one slot a scalar.
 *
 * A slot is split when every address into it is known: constant elements and fields, ending in
 * loads, stores, and copies or clearing of whole objects. Promotion then makes values of the parts.
 * (Scalar replacement of aggregates.) */
#include "opt/pass.h"

#include "ir/rewrite.h"
#include "opt/constant.h"
#include "support/fault.h"

enum { MAX_LEAVES = 64 };

struct object {
    struct ir_value *slot;
    const struct ir_type *types[MAX_LEAVES]; /* of the scalars in it, in order */
    struct ir_value *leaves[MAX_LEAVES];     /* their slots, once made */
    uint32_t count;
    bool is_kept; /* some use does not allow splitting */
};

/* Where an address points: into which object, and at which of its scalars. */
struct place {
    uint32_t object; /* index + 1; 0: none that may be split */
    uint32_t offset;
};

struct splitter {
    struct ir_module *module;
    struct arena *scratch;
    VEC(struct object) objects;
    struct place *places; /* by value id */
    uint32_t value_count; /* before the pass made any */
};

/* ---- types as sequences of scalars */

/* How many scalars an object of the type holds; more than MAX_LEAVES where it cannot be split. */
static uint32_t leaf_count(const struct ir_type *type)
{
    const uint32_t too_many = MAX_LEAVES + 1;
    if (type->kind == IR_TYPE_SCALAR || type->kind == IR_TYPE_PTR)
        return 1;
    if (type->kind == IR_TYPE_ARRAY) {
        if (type->extent > MAX_LEAVES)
            return too_many;
        uint32_t count = (uint32_t)type->extent * leaf_count(type->elem);
        return count <= MAX_LEAVES ? count : too_many;
    }
    if (type->kind != IR_TYPE_RECORD || !type->record->is_complete || type->record->is_union)
        return too_many;
    uint32_t count = 0;
    for (unsigned i = 0; i < type->record->field_count && count <= MAX_LEAVES; i++)
        count += type->record->fields[i].is_bit_field ? too_many
                                                      : leaf_count(type->record->fields[i].type);
    return count <= MAX_LEAVES ? count : too_many;
}

static uint32_t field_offset(const struct ir_record *record, unsigned field)
{
    uint32_t offset = 0;
    for (unsigned i = 0; i < field; i++)
        offset += leaf_count(record->fields[i].type);
    return offset;
}

static void list_leaves(struct object *object, const struct ir_type *type)
{
    if (type->kind == IR_TYPE_ARRAY) {
        for (uint64_t i = 0; i < type->extent; i++)
            list_leaves(object, type->elem);
    } else if (type->kind == IR_TYPE_RECORD) {
        for (unsigned i = 0; i < type->record->field_count; i++)
            list_leaves(object, type->record->fields[i].type);
    } else {
        object->types[object->count++] = type;
    }
}

/* Whether an object of the type lies at the place; `*offset` is moved behind it. */
static bool lies_at(const struct object *object, uint32_t *offset, const struct ir_type *type)
{
    if (type->kind == IR_TYPE_ARRAY) {
        for (uint64_t i = 0; i < type->extent; i++)
            if (!lies_at(object, offset, type->elem))
                return false;
        return true;
    }
    if (type->kind == IR_TYPE_RECORD) {
        for (unsigned i = 0; i < type->record->field_count; i++)
            if (!lies_at(object, offset, type->record->fields[i].type))
                return false;
        return true;
    }
    if (*offset >= object->count || object->types[*offset] != type)
        return false;
    ++*offset;
    return true;
}

/* ---- which slots can be split */

static struct place place_of(const struct splitter *s, const struct ir_value *v)
{
    return v->id < s->value_count ? s->places[v->id] : (struct place){0};
}

static struct object *object_at(const struct splitter *s, struct place place)
{
    return &s->objects.data[place.object - 1];
}

static void add_object(struct splitter *s, struct ir_op *op)
{
    const struct ir_type *type = ir_result(op)->type->elem;
    uint32_t count = op->operand_count == 0 && ir_type_is_aggregate(type) ? leaf_count(type) : 0;
    if (count == 0 || count > MAX_LEAVES)
        return;
    vec_push(s->scratch, &s->objects, (struct object){.slot = ir_result(op)});
    list_leaves(&s->objects.data[s->objects.len - 1], type);
    s->places[ir_result(op)->id] = (struct place){(uint32_t)s->objects.len, 0};
}

/* How many scalars an address computation moves on; false where that is not known. */
static bool distance_of(const struct ir_op *op, int64_t *distance)
{
    const struct ir_type *type = op->operands[0]->type->elem;
    switch (op->code) {
    case IR_FIELD:
        *distance = field_offset(type->record, op->attr.field);
        return true;
    case IR_ELEM:
        if (!opt_constant(op->operands[1], distance) || *distance < 0 ||
            (uint64_t)*distance >= type->extent)
            return false;
        *distance *= leaf_count(type->elem);
        return true;
    case IR_PTRADD:
        if (!opt_constant(op->operands[1], distance) || *distance < -MAX_LEAVES ||
            *distance > MAX_LEAVES || leaf_count(type) > MAX_LEAVES)
            return false;
        *distance *= leaf_count(type);
        return true;
    case IR_PTRCAST:
        *distance = 0;
        return ir_result(op)->type->elem == type;
    default:
        return false;
    }
}

/* Follows an address computation; false where it leaves what is known. */
static bool follow(struct splitter *s, const struct ir_op *op, struct place from)
{
    int64_t distance;
    if (!distance_of(op, &distance))
        return false;
    int64_t offset = (int64_t)from.offset + distance;
    uint32_t end = (uint32_t)offset;
    if (offset < 0 || !lies_at(object_at(s, from), &end, ir_result(op)->type->elem))
        return false;
    s->places[ir_result(op)->id] = (struct place){from.object, (uint32_t)offset};
    return true;
}

static bool is_one(const struct ir_value *v)
{
    int64_t count;
    return opt_constant(v, &count) && count == 1;
}

/* Whether operand `i`, an address into an object, is used so that the object may be split. */
static bool allows_splitting(struct splitter *s, const struct ir_op *op, uint32_t i)
{
    switch (op->code) {
    case IR_LOAD:
        return true;
    case IR_STORE:
    case IR_ACCUM:
        return i == 0;
    case IR_ZERO:
        return is_one(op->operands[1]);
    case IR_COPY:
    case IR_MOVE:
        return is_one(op->operands[2]);
    default:
        return i == 0 && follow(s, op, place_of(s, op->operands[0]));
    }
}

static void find_objects(struct splitter *s, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_SLOT)
            add_object(s, op);
        for (uint32_t i = 0; i < op->operand_count; i++) {
            struct place place = place_of(s, op->operands[i]);
            if (place.object && !allows_splitting(s, op, i))
                object_at(s, place)->is_kept = true;
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            find_objects(s, op->regions[i]);
    }
}

/* ---- splitting */

static const char *joined(struct ir_module *module, const char *name, const char *part)
{
    if (!name || !*part)
        return name ? name : *part ? part : NULL;
    return arena_printf(module->arena, "%s_%s", name, part);
}

static void make_leaves(struct ir_builder *b, struct object *object, const struct ir_type *type,
                        const char *name)
{
    if (type->kind == IR_TYPE_ARRAY) {
        for (uint64_t i = 0; i < type->extent; i++) {
            const char *index = arena_printf(b->module->arena, "%u", (unsigned)i);
            make_leaves(b, object, type->elem, name ? joined(b->module, name, index) : NULL);
        }
    } else if (type->kind == IR_TYPE_RECORD) {
        for (unsigned i = 0; i < type->record->field_count; i++) {
            const struct ir_field *field = &type->record->fields[i];
            make_leaves(b, object, field->type, joined(b->module, name, field->name));
        }
    } else {
        object->leaves[object->count++] = ir_build_slot(b, type, NULL, name);
    }
}

/* One side of a copy: in an object that is split, or at an address. */
struct side {
    struct object *object; /* NULL: at `address` */
    uint32_t offset;
    struct ir_value *address;
};

static struct side side_of(const struct splitter *s, struct ir_value *address)
{
    struct place place = place_of(s, address);
    if (!place.object || object_at(s, place)->is_kept)
        return (struct side){.address = address};
    return (struct side){.object = object_at(s, place), .offset = place.offset};
}

static struct side elem_of(struct ir_builder *b, struct side side, uint32_t i, uint32_t size)
{
    if (side.object)
        side.offset += i * size;
    else
        side.address = ir_build_elem(b, side.address, ir_build_int(b, IR_LONG, i));
    return side;
}

static struct side field_of(struct ir_builder *b, struct side side, const struct ir_type *type,
                            unsigned field)
{
    if (side.object)
        side.offset += field_offset(type->record, field);
    else
        side.address = ir_build_field(b, side.address, field);
    return side;
}

static struct ir_value *address_of(const struct side *side)
{
    return side->object ? side->object->leaves[side->offset] : side->address;
}

static struct ir_value *zero_of(struct ir_builder *b, const struct ir_type *type)
{
    if (ir_type_is_ptr(type))
        return ir_build_null(b, type);
    return ir_type_is_real(type) ? ir_build_real(b, type, 0.0L, NULL) : ir_build_const(b, type, 0);
}

/* Copies scalar by scalar; stores zeros where there is nothing to copy from. */
static void copy_leaves(struct ir_builder *b, const struct ir_type *type, struct side to,
                        const struct side *from)
{
    if (type->kind == IR_TYPE_ARRAY) {
        uint32_t size = leaf_count(type->elem);
        for (uint32_t i = 0; i < type->extent; i++) {
            struct side part = from ? elem_of(b, *from, i, size) : (struct side){0};
            copy_leaves(b, type->elem, elem_of(b, to, i, size), from ? &part : NULL);
        }
    } else if (type->kind == IR_TYPE_RECORD) {
        for (unsigned i = 0; i < type->record->field_count; i++) {
            struct side part = from ? field_of(b, *from, type, i) : (struct side){0};
            copy_leaves(b, type->record->fields[i].type, field_of(b, to, type, i),
                        from ? &part : NULL);
        }
    } else {
        struct ir_value *value = from ? ir_build_load(b, address_of(from)) : zero_of(b, type);
        ir_build_store(b, address_of(&to), value);
    }
}

static void split_whole(struct splitter *s, struct ir_op *op)
{
    struct ir_builder b = ir_builder_before(s->module, op);
    struct side to = side_of(s, op->operands[0]), from = {0};
    const struct ir_type *type = op->operands[0]->type->elem;
    bool copies = op->code != IR_ZERO;
    if (copies)
        from = side_of(s, op->operands[1]);
    if (!to.object && !from.object)
        return;
    copy_leaves(&b, type, to, copies ? &from : NULL);
    ir_op_unlink(op);
}

static void split_op(struct splitter *s, struct ir_op *op)
{
    struct side side = op->operand_count ? side_of(s, op->operands[0]) : (struct side){0};
    switch (op->code) {
    case IR_SLOT:
        if (s->places[ir_result(op)->id].object)
            side = side_of(s, ir_result(op));
        if (side.object) {
            struct ir_builder b = ir_builder_before(s->module, op);
            side.object->count = 0;
            make_leaves(&b, side.object, ir_result(op)->type->elem, ir_result(op)->name);
            ir_op_unlink(op);
        }
        break;
    case IR_LOAD:
    case IR_STORE:
    case IR_ACCUM:
        if (side.object)
            op->operands[0] = address_of(&side);
        break;
    case IR_ZERO:
    case IR_COPY:
    case IR_MOVE:
        split_whole(s, op);
        break;
    default:
        if (side.object)
            ir_op_unlink(op);
        break;
    }
}

static void split_region(struct splitter *s, struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        for (uint32_t i = 0; i < op->region_count; i++)
            split_region(s, op->regions[i]);
        split_op(s, op);
    }
}

void opt_split(struct ir_module *module, struct ir_func *func)
{
    struct splitter s = {.module = module, .scratch = arena_create()};
    s.value_count = func->value_count;
    s.places = (struct place *)arena_alloc(s.scratch, func->value_count + 1, sizeof(struct place));
    find_objects(&s, func->body);
    if (s.objects.len)
        split_region(&s, func->body);
    arena_destroy(s.scratch);
}
