/* Types of IR values and of the memory they point to.
 *
 * Types are immutable and unique within a table: equal types have equal addresses, except that
 * every record is its own type. They live as long as the table's arena. */
#ifndef GRADC_IR_TYPE_H
#define GRADC_IR_TYPE_H

#include "source/location.h"
#include "support/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ir_scalar {
#define SCALAR(id, printed, spelling, class, bits) IR_##id,
#include "ir/scalars.def"
#undef SCALAR
    IR_SCALAR_COUNT
};

/* What a scalar's numbers are; a type that is none has no class. */
enum ir_class { IR_CLASS_NONE, IR_CLASS_BOOL, IR_CLASS_SIGNED, IR_CLASS_UNSIGNED, IR_CLASS_REAL };

enum ir_type_kind {
    IR_TYPE_VOID,
    IR_TYPE_SCALAR,
    IR_TYPE_PTR,
    IR_TYPE_ARRAY,
    IR_TYPE_RECORD, /* struct or union */
    IR_TYPE_FUNC,   /* only ever pointed to */
};

/* What GRADC_RANGE or GRADC_POSITIVE promises of every number in a place. */
struct ir_contract {
    long double lo, hi;
    bool lo_open; /* lo itself is left out */
};

struct ir_field {
    const char *name; /* as written in C; for an anonymous member "" */
    const struct ir_type *type;
    struct src_loc loc;
    const struct ir_contract *contract; /* or NULL */
    bool is_bit_field, is_volatile;
    unsigned bit_width; /* of a bit-field, for the frontend */
};

/* A struct or union. `fields` is set once, when the definition is seen; before that, and for types
 * that are never defined in the unit (FILE), `is_complete` is false. */
struct ir_record {
    const char *name;   /* unique in the module: the tag, typedef name or a made-up one */
    const char *c_name; /* how C spells the type: "struct model", "model" */
    bool is_union;
    bool is_complex; /* a complex number: C has no names for its two members */
    bool is_complete;
    struct ir_field *fields;
    unsigned field_count;
    uint64_t size; /* in bytes, where attributes make it another than the fields do; else 0 */
    struct src_loc loc;
};

struct ir_type {
    enum ir_type_kind kind;
    enum ir_scalar scalar; /* SCALAR */
    enum ir_class class;
    const struct ir_type *elem; /* PTR: pointee; ARRAY: element */
    bool pointee_const;         /* PTR: what it points to, through arrays, is const */
    uint64_t extent;            /* ARRAY: number of elements */
    struct ir_record *record;   /* RECORD */
    const char *c_declarator;   /* FUNC: C spelling of a pointer to it with '%' for the name */
};

struct ir_types;

struct ir_types *ir_types_create(struct arena *arena);
/* Frees the table's index; the types themselves live as long as the arena. */
void ir_types_destroy(struct ir_types *types);

const struct ir_type *ir_type_void(struct ir_types *types);
const struct ir_type *ir_type_scalar(struct ir_types *types, enum ir_scalar scalar);
const struct ir_type *ir_type_ptr(struct ir_types *types, const struct ir_type *pointee,
                                  bool pointee_const);
const struct ir_type *ir_type_array(struct ir_types *types, const struct ir_type *elem,
                                    uint64_t extent);
const struct ir_type *ir_type_func(struct ir_types *types, const char *c_declarator);
/* A new record type with the given names and no fields yet. */
const struct ir_type *ir_type_record(struct ir_types *types, const char *name, const char *c_name,
                                     bool is_union);

/* Any from _Float16 to long double. */
static inline bool ir_type_is_real(const struct ir_type *type)
{
    return type->class == IR_CLASS_REAL;
}

/* Any integer, _Bool included. */
static inline bool ir_type_is_integer(const struct ir_type *type)
{
    return type->class != IR_CLASS_NONE && type->class != IR_CLASS_REAL;
}

static inline bool ir_type_is_signed(const struct ir_type *type)
{
    return type->class == IR_CLASS_SIGNED;
}

static inline bool ir_type_is_bool(const struct ir_type *type)
{
    return type->class == IR_CLASS_BOOL;
}

static inline bool ir_type_is_ptr(const struct ir_type *type)
{
    return type->kind == IR_TYPE_PTR;
}

bool ir_type_is_aggregate(const struct ir_type *type); /* array or record */
unsigned ir_type_bits(const struct ir_type *type);     /* of a scalar */

/* Of an object in bytes, on the ABI of scalars.def. 0 where it is not known: void, functions,
 * incomplete records, bit-fields without `size`. */
uint64_t ir_type_size(const struct ir_type *type);

/* Whether an object of this type holds a real scalar / a pointer, itself or inside it. */
bool ir_type_holds_real(const struct ir_type *type);
bool ir_type_holds_ptr(const struct ir_type *type);

/* The real or pointer that an object of this type consists of, and of nothing else, in whatever
 * view a union gives of it; NULL where there is none. `count` receives how many. */
const struct ir_type *ir_type_sole_leaf(const struct ir_type *type, uint64_t *count);

const char *ir_scalar_name(enum ir_scalar scalar);     /* "f64" */
const char *ir_scalar_spelling(enum ir_scalar scalar); /* "double" */

#endif
