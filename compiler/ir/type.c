/* The type table: derived types are found by their parts, so that equal types are one object. */
#include "ir/type.h"

#include "support/fault.h"
#include "support/vec.h"

#include <string.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

static const struct {
    const char *name, *spelling;
    enum ir_class class;
    unsigned bits;
} scalars[IR_SCALAR_COUNT] = {
#define SCALAR(id, printed, spelling, class, bits) {printed, spelling, IR_CLASS_##class, bits},
#include "ir/scalars.def"
#undef SCALAR
};

/* What makes a derived type unique. Zeroed before it is filled, since it is hashed as bytes. */
struct key {
    const struct ir_type *elem;
    uint64_t extent;
    enum ir_type_kind kind;
    int pointee_const;
};

struct entry {
    struct key key;
    struct ir_type type;
    UT_hash_handle hh;
};

struct ir_types {
    struct arena *arena;
    struct ir_type void_type;
    struct ir_type scalars[IR_SCALAR_COUNT];
    struct entry *derived;
    VEC(const struct ir_type *) functions;
};

struct ir_types *ir_types_create(struct arena *arena)
{
    struct ir_types *types = ARENA_NEW(arena, struct ir_types);
    types->arena = arena;
    types->void_type.kind = IR_TYPE_VOID;
    for (int i = 0; i < IR_SCALAR_COUNT; i++) {
        types->scalars[i].kind = IR_TYPE_SCALAR;
        types->scalars[i].scalar = (enum ir_scalar)i;
        types->scalars[i].class = scalars[i].class;
    }
    return types;
}

void ir_types_destroy(struct ir_types *types)
{
    if (types)
        HASH_CLEAR(hh, types->derived);
}

const struct ir_type *ir_type_void(struct ir_types *types)
{
    return &types->void_type;
}

const struct ir_type *ir_type_scalar(struct ir_types *types, enum ir_scalar scalar)
{
    GRADC_ASSERT((int)scalar >= 0 && scalar < IR_SCALAR_COUNT);
    return &types->scalars[scalar];
}

static struct ir_type *find_or_add(struct ir_types *types, const struct key *key)
{
    struct entry *found;
    HASH_FIND(hh, types->derived, key, sizeof *key, found);
    if (!found) {
        found = ARENA_NEW(types->arena, struct entry);
        memcpy(&found->key, key, sizeof *key);
        found->type.kind = key->kind;
        found->type.elem = key->elem;
        found->type.pointee_const = key->pointee_const != 0;
        found->type.extent = key->extent;
        HASH_ADD(hh, types->derived, key, sizeof found->key, found);
    }
    return &found->type;
}

const struct ir_type *ir_type_ptr(struct ir_types *types, const struct ir_type *pointee,
                                  bool pointee_const)
{
    struct key key;
    memset(&key, 0, sizeof key);
    key.kind = IR_TYPE_PTR;
    key.elem = pointee;
    key.pointee_const = pointee_const;
    return find_or_add(types, &key);
}

const struct ir_type *ir_type_array(struct ir_types *types, const struct ir_type *elem,
                                    uint64_t extent)
{
    struct key key;
    memset(&key, 0, sizeof key);
    key.kind = IR_TYPE_ARRAY;
    key.elem = elem;
    key.extent = extent;
    return find_or_add(types, &key);
}

const struct ir_type *ir_type_func(struct ir_types *types, const char *c_declarator)
{
    for (size_t i = 0; i < types->functions.len; i++) /* they are few */
        if (strcmp(types->functions.data[i]->c_declarator, c_declarator) == 0)
            return types->functions.data[i];
    struct ir_type *type = ARENA_NEW(types->arena, struct ir_type);
    type->kind = IR_TYPE_FUNC;
    type->c_declarator = c_declarator;
    vec_push(types->arena, &types->functions, type);
    return type;
}

const struct ir_type *ir_type_record(struct ir_types *types, const char *name, const char *c_name,
                                     bool is_union)
{
    struct ir_record *record = ARENA_NEW(types->arena, struct ir_record);
    record->name = name;
    record->c_name = c_name;
    record->is_union = is_union;
    struct ir_type *type = ARENA_NEW(types->arena, struct ir_type);
    type->kind = IR_TYPE_RECORD;
    type->record = record;
    return type;
}

bool ir_type_is_aggregate(const struct ir_type *type)
{
    return type->kind == IR_TYPE_ARRAY || type->kind == IR_TYPE_RECORD;
}

unsigned ir_type_bits(const struct ir_type *type)
{
    GRADC_ASSERT(type->kind == IR_TYPE_SCALAR);
    return scalars[type->scalar].bits;
}

struct layout {
    uint64_t size, alignment; /* 0: not known */
};

static struct layout layout_of(const struct ir_type *type);

static uint64_t aligned(uint64_t size, uint64_t alignment)
{
    return (size + alignment - 1) / alignment * alignment;
}

static struct layout layout_of_record(const struct ir_record *record)
{
    struct layout all = {0, 1};
    for (unsigned i = 0; i < record->field_count; i++) {
        const struct ir_field *field = &record->fields[i];
        struct layout part = layout_of(field->type);
        if (field->is_bit_field || !part.alignment)
            return (struct layout){0};
        uint64_t begin = record->is_union ? 0 : aligned(all.size, part.alignment);
        all.size = begin + part.size > all.size ? begin + part.size : all.size;
        all.alignment = part.alignment > all.alignment ? part.alignment : all.alignment;
    }
    all.size = record->size ? record->size : aligned(all.size, all.alignment);
    return record->is_complete ? all : (struct layout){0};
}

static struct layout layout_of(const struct ir_type *type)
{
    struct layout layout = {0};
    switch (type->kind) {
    case IR_TYPE_SCALAR:
        layout.size = layout.alignment = ir_type_bits(type) / 8;
        break;
    case IR_TYPE_PTR:
        layout.size = layout.alignment = 8;
        break;
    case IR_TYPE_ARRAY:
        layout = layout_of(type->elem);
        layout.size *= type->extent;
        break;
    case IR_TYPE_RECORD:
        layout = layout_of_record(type->record);
        break;
    default:
        break;
    }
    return layout;
}

uint64_t ir_type_size(const struct ir_type *type)
{
    bool is_told = type->kind == IR_TYPE_RECORD && type->record->size;
    return is_told ? type->record->size : layout_of(type).size;
}

static bool holds(const struct ir_type *type, bool (*is)(const struct ir_type *))
{
    if (type->kind == IR_TYPE_ARRAY)
        return holds(type->elem, is);
    if (type->kind != IR_TYPE_RECORD)
        return is(type);
    for (unsigned i = 0; i < type->record->field_count; i++)
        if (holds(type->record->fields[i].type, is))
            return true;
    return false;
}

bool ir_type_holds_real(const struct ir_type *type)
{
    return holds(type, ir_type_is_real);
}

bool ir_type_holds_ptr(const struct ir_type *type)
{
    return holds(type, ir_type_is_ptr);
}

const struct ir_type *ir_type_sole_leaf(const struct ir_type *type, uint64_t *count)
{
    const struct ir_type *sole = NULL;
    uint64_t part;
    *count = 1;
    if (type->kind == IR_TYPE_ARRAY) {
        sole = ir_type_sole_leaf(type->elem, &part);
        *count = type->extent * part;
        return sole;
    }
    if (type->kind != IR_TYPE_RECORD)
        return ir_type_is_real(type) || ir_type_is_ptr(type) ? type : NULL;
    *count = 0;
    for (unsigned i = 0; i < type->record->field_count; i++) {
        const struct ir_type *leaf = ir_type_sole_leaf(type->record->fields[i].type, &part);
        if (!leaf || (sole && leaf != sole))
            return NULL;
        sole = leaf;
        *count = !type->record->is_union ? *count + part : part > *count ? part : *count;
    }
    return sole;
}

const char *ir_scalar_name(enum ir_scalar scalar)
{
    return scalars[scalar].name;
}

const char *ir_scalar_spelling(enum ir_scalar scalar)
{
    return scalars[scalar].spelling;
}
