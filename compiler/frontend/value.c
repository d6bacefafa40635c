/* Loads, stores, addresses and conversions: what C does between expressions. */
#include "frontend/complex.h"

#include "support/fault.h"

static const struct ir_type *scalar_type(struct lower_state *l, enum ir_scalar scalar)
{
    return ir_type_scalar(l->types, scalar);
}

static bool is_constant(const struct ir_value *v, int64_t *bits)
{
    if (!v->def || v->def->code != IR_CONST)
        return false;
    *bits = v->def->attr.integer;
    return true;
}

struct ir_value *lower_real(struct lower_state *l, const struct ir_type *type, long double value)
{
    return ir_build_real(&l->b, type, value, NULL);
}

/* ---- conversions */

static const struct ir_type *innermost(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return type;
}

struct ir_value *lower_flatten(struct lower_state *l, struct ir_value *pointer)
{
    while (pointer->type->elem->kind == IR_TYPE_ARRAY)
        pointer = ir_build_elem(&l->b, pointer, ir_build_int(&l->b, IR_LONG, 0));
    return pointer;
}

/* Whether the bytes behind a pointer may be seen as the other pointee without changing what reals
 * there are. */
static bool may_reinterpret(const struct ir_type *from, const struct ir_type *to)
{
    if (from->kind == IR_TYPE_VOID || to->kind == IR_TYPE_VOID)
        return true;
    if (innermost(from) == innermost(to))
        return true;
    return !ir_type_holds_real(from) && !ir_type_holds_real(to);
}

/* What a pointer was before it was cast; a chain of casts is as good as the last one. */
static struct ir_value *uncast(struct ir_value *v)
{
    while (v->def && v->def->code == IR_PTRCAST)
        v = v->def->operands[0];
    return v;
}

static struct ir_value *cast_pointer(struct lower_state *l, struct ir_value *v,
                                     const struct ir_type *type, CXCursor at)
{
    struct ir_value *origin = uncast(v);
    const struct ir_type *from = innermost(origin->type->elem);
    if (from->kind == IR_TYPE_RECORD && from->record->is_complex &&
        innermost(type->elem) == from->record->fields[0].type)
        origin = ir_build_field(&l->b, lower_flatten(l, origin), 0);
    if (!may_reinterpret(origin->type->elem, type->elem))
        lower_refuse(l, at, "memory that is accessed as another type");
    int64_t bits;
    if (origin->def && origin->def->code == IR_NULL)
        return ir_build_null(&l->b, type);
    GRADC_ASSERT(!is_constant(origin, &bits));
    if (type->elem->kind != IR_TYPE_ARRAY && type->elem == innermost(origin->type->elem))
        origin = lower_flatten(l, origin);
    return ir_build_ptrcast(&l->b, origin, type);
}

struct ir_value *lower_coerce(struct lower_state *l, struct ir_value *v, const struct ir_type *type,
                              CXCursor at)
{
    if (v->type == type)
        return v;
    if (ir_type_is_ptr(v->type) && ir_type_is_ptr(type))
        return cast_pointer(l, v, type, at);
    if (v->type->kind == IR_TYPE_SCALAR && type->kind == IR_TYPE_SCALAR) {
        bool back = v->def && v->def->code == IR_CONV && ir_type_is_bool(type) &&
                    v->def->operands[0]->type == type;
        return back ? v->def->operands[0] : ir_build_conv(&l->b, v, type);
    }
    lower_refuse(l, at, "this conversion");
}

struct ir_value *lower_truth(struct lower_state *l, struct ir_value *v)
{
    if (ir_type_is_bool(v->type))
        return v;
    if (ir_type_is_ptr(v->type))
        return ir_build_binary(&l->b, IR_NE, v, ir_build_null(&l->b, v->type));
    if (v->def && v->def->code == IR_CONV && ir_type_is_bool(v->def->operands[0]->type))
        return v->def->operands[0];
    struct ir_value *zero =
        ir_type_is_real(v->type) ? lower_real(l, v->type, 0) : ir_build_const(&l->b, v->type, 0);
    return ir_build_binary(&l->b, IR_NE, v, zero);
}

static struct ir_value *integer_to_pointer(struct lower_state *l, struct ir_value *v,
                                           const struct ir_type *type, CXCursor at)
{
    int64_t bits;
    while (v->def && v->def->code == IR_CONV)
        v = v->def->operands[0];
    if (!is_constant(v, &bits) || bits != 0)
        lower_refuse(l, at, "the conversion of an integer to a pointer");
    return ir_build_null(&l->b, type);
}

static struct value convert_to_pointer(struct lower_state *l, struct value value, CXType to,
                                       CXCursor at)
{
    const struct ir_type *type = lower_type(l, to, at);
    if (!ir_type_is_ptr(value.v->type))
        return (struct value){integer_to_pointer(l, value.v, type, at), NULL};
    struct value result = {cast_pointer(l, value.v, type, at), NULL};
    if (lower_type_is_vla_ptr(to))
        result.vla = value.vla;
    return result;
}

struct value lower_convert(struct lower_state *l, struct value value, CXType to, CXCursor at)
{
    CXType plain = cursor_plain_type(to);
    if (plain.kind != CXType_Void && (plain.kind == CXType_Complex || lower_is_complex(value)))
        return lower_complex_convert(l, value, plain, at);
    switch (plain.kind) {
    case CXType_Void:
        return (struct value){0};
    case CXType_Pointer:
    case CXType_FunctionProto: /* shown without its decay */
    case CXType_FunctionNoProto:
        return convert_to_pointer(l, value, plain, at);
    case CXType_ConstantArray: /* libclang shows parameters without their decay */
    case CXType_IncompleteArray:
    case CXType_VariableArray:
    case CXType_Record:
        return value;
    default:
        break;
    }
    const struct ir_type *type = lower_type(l, plain, at);
    if (!ir_type_is_ptr(value.v->type))
        return (struct value){lower_coerce(l, value.v, type, at), NULL};
    if (ir_type_is_bool(type))
        return (struct value){lower_truth(l, value.v), NULL};
    struct ir_value *address = ir_build_unary(&l->b, IR_PTRTOINT, value.v);
    return (struct value){lower_coerce(l, address, type, at), NULL};
}

/* ---- memory */

static bool is_bit_field(const struct ir_value *addr)
{
    return addr->def && addr->def->code == IR_FIELD &&
           addr->def->operands[0]->type->elem->record->fields[addr->def->attr.field].is_bit_field;
}

bool lower_is_private(struct lower_state *l, CXCursor decl)
{
    CXType type = clang_getCanonicalType(lower_cursor_type(l, decl));
    bool is_suited = type.kind == CXType_Pointer || type.kind == CXType_Complex ||
                     type.kind == CXType_Float16 ||
                     (type.kind >= CXType_Float && type.kind <= CXType_LongDouble);
    return is_suited && clang_isVolatileQualifiedType(type) &&
           !cursor_map_get(l->fn->addressed, decl);
}

struct ir_value *lower_rounded(struct lower_state *l, struct place place, struct ir_value *v)
{
    if (!place.is_private || !ir_type_is_real(v->type))
        return v;
    v = ir_build_unary(&l->b, IR_VOLATILE, v);
    v->name = place.name;
    return v;
}

/* Whether to read or write what is volatile, which must be a number. */
static bool is_volatile(struct lower_state *l, struct place place, CXCursor at)
{
    const struct ir_value *addr = place.addr;
    bool is_volatile = !place.is_private && lower_type_is_volatile(lower_cursor_type(l, at));
    if (is_volatile && (addr->type->elem->kind != IR_TYPE_SCALAR || is_bit_field(addr)))
        lower_refuse(l, at, "volatile access to something other than a number");
    return is_volatile;
}

struct value lower_load(struct lower_state *l, struct place place, CXCursor at)
{
    if (place.direct)
        return (struct value){place.direct, place.vla};
    const struct ir_type *type = place.addr->type->elem;
    bool is_array = type->kind == IR_TYPE_ARRAY || (place.vla && !place.vla->is_pointer);
    if (!is_array && is_volatile(l, place, at))
        return (struct value){ir_build_volatile_load(&l->b, place.addr), NULL};
    if (is_array)
        return lower_decay(l, place, at);
    if (type->kind == IR_TYPE_RECORD && type->record->is_complex)
        return lower_complex_load(l, place.addr);
    if (type->kind == IR_TYPE_RECORD)
        return (struct value){place.addr, NULL};
    if (type->kind == IR_TYPE_VOID || type->kind == IR_TYPE_FUNC)
        lower_refuse(l, at, "this access");
    struct ir_value *v = ir_build_load(&l->b, place.addr);
    v->name = place.name;
    return (struct value){v, place.vla};
}

static const struct ir_field *bit_field_at(const struct ir_value *addr)
{
    if (!addr->def || addr->def->code != IR_FIELD)
        return NULL;
    const struct ir_field *field =
        &addr->def->operands[0]->type->elem->record->fields[addr->def->attr.field];
    return field->is_bit_field && !ir_type_is_bool(field->type) ? field : NULL;
}

struct ir_value *lower_bit_field_value(struct lower_state *l, const struct ir_value *addr,
                                       struct ir_value *v)
{
    const struct ir_field *field = bit_field_at(addr);
    const struct ir_type *type = scalar_type(l, IR_INT);
    bool fits = field && field->bit_width < ir_type_bits(type) + ir_type_is_signed(field->type);
    return fits ? ir_build_conv(&l->b, v, type) : v;
}

/* A bit-field keeps the lowest bits, which are a number again: u = v & (2^n - 1), and for signed
 * ones (u ^ 2^(n-1)) - 2^(n-1). */
static struct ir_value *cut_to_width(struct lower_state *l, const struct ir_field *field,
                                     struct ir_value *v)
{
    if (!field || field->bit_width >= ir_type_bits(field->type))
        return v;
    bool narrow = ir_type_bits(field->type) < ir_type_bits(scalar_type(l, IR_INT));
    const struct ir_type *type = narrow ? scalar_type(l, IR_INT) : field->type;
    int64_t sign = (int64_t)1 << (field->bit_width - 1);
    v = ir_build_conv(&l->b, v, type);
    v = ir_build_binary(&l->b, IR_AND, v, ir_build_const(&l->b, type, 2 * (sign - 1) + 1));
    if (ir_type_is_signed(field->type)) {
        struct ir_value *bit = ir_build_const(&l->b, type, sign);
        v = ir_build_binary(&l->b, IR_SUB, ir_build_binary(&l->b, IR_XOR, v, bit), bit);
    }
    return ir_build_conv(&l->b, v, field->type);
}

struct ir_value *lower_store_at(struct lower_state *l, struct ir_value *addr, struct ir_value *v,
                                CXCursor at)
{
    v = lower_coerce(l, v, addr->type->elem, at);
    v = cut_to_width(l, bit_field_at(addr), v);
    ir_build_store(&l->b, addr, v);
    return v;
}

struct ir_value *lower_store_volatile(struct lower_state *l, struct ir_value *addr,
                                      struct ir_value *v, CXCursor at)
{
    v = lower_coerce(l, v, addr->type->elem, at);
    ir_build_op(&l->b, IR_VSTORE, (struct ir_value *[]){addr, v}, 2, 0);
    return v;
}

struct ir_value *lower_store(struct lower_state *l, struct place place, struct value value,
                             CXCursor at)
{
    GRADC_ASSERT(place.addr);
    if (ir_type_is_aggregate(place.addr->type->elem) || !value.v)
        lower_refuse(l, at, "this assignment");
    if (is_volatile(l, place, at))
        return lower_store_volatile(l, place.addr, value.v, at);
    struct ir_value *v = lower_coerce(l, value.v, place.addr->type->elem, at);
    return lower_store_at(l, place.addr, lower_rounded(l, place, v), at);
}

struct value lower_decay(struct lower_state *l, struct place array, CXCursor at)
{
    if (array.vla && !array.vla->is_pointer) {
        struct vla *pointer = NULL;
        if (array.vla->inner) {
            pointer = ARENA_NEW(l->arena, struct vla);
            pointer->is_pointer = true;
            pointer->inner = array.vla->inner;
        }
        return (struct value){array.addr, pointer};
    }
    if (array.direct || array.addr->type->elem->kind != IR_TYPE_ARRAY)
        lower_refuse(l, at, "this array");
    struct ir_value *zero = ir_build_int(&l->b, IR_LONG, 0);
    return (struct value){ir_build_elem(&l->b, array.addr, zero), NULL};
}

struct place lower_deref(struct lower_state *l, struct value pointer, CXCursor at)
{
    if (!pointer.v || !ir_type_is_ptr(pointer.v->type))
        lower_refuse(l, at, "this access through a pointer");
    return (struct place){.addr = pointer.v, .vla = pointer.vla ? pointer.vla->inner : NULL};
}

struct ir_value *lower_temporary(struct lower_state *l, const struct ir_type *type)
{
    struct ir_builder here = l->b;
    if (l->fn && l->fn->branch) {
        l->b.region = l->fn->branch->region;
        l->b.before = l->fn->branch;
    }
    struct ir_value *slot = ir_build_slot(&l->b, type, NULL, NULL);
    l->b = here;
    return slot;
}

/* ---- pointer arithmetic */

struct ir_value *lower_vla_count(struct lower_state *l, const struct vla *vla, CXCursor at)
{
    struct ir_value *count = NULL;
    for (; vla; vla = vla->inner) {
        if (vla->is_pointer || !vla->extent)
            lower_refuse(l, at, "an array whose size is not known here");
        count = count ? ir_build_binary(&l->b, IR_MUL, count, vla->extent) : vla->extent;
    }
    return count;
}

/* Decaying an array and stepping into it is one ELEM; a step into a row of variable length, base +
 * i * m, then + j, is one PTRADD. */
static struct ir_value *step(struct lower_state *l, struct ir_value *pointer,
                             struct ir_value *index)
{
    struct ir_op *def = pointer->def;
    const struct ir_type *wide = scalar_type(l, IR_LONG);
    int64_t bits;
    if (def && def->code == IR_ELEM && is_constant(def->operands[1], &bits) && bits == 0)
        return ir_build_elem(&l->b, def->operands[0], index);
    if (def && def->code == IR_PTRADD && def->operands[1]->type == wide) {
        index = ir_build_conv(&l->b, index, wide);
        index = ir_build_binary(&l->b, IR_ADD, def->operands[1], index);
        pointer = def->operands[0];
    }
    return ir_build_ptradd(&l->b, pointer, index);
}

struct value lower_pointer_add(struct lower_state *l, struct value pointer, struct ir_value *index,
                               bool subtract, CXCursor at)
{
    const struct ir_type *pointee = pointer.v->type->elem;
    if (pointee->kind == IR_TYPE_VOID || pointee->kind == IR_TYPE_FUNC)
        lower_refuse(l, at, "arithmetic on a pointer to void");
    const struct ir_type *wide = scalar_type(l, IR_LONG);
    if (subtract)
        index = ir_build_unary(&l->b, IR_NEG, ir_build_conv(&l->b, index, wide));
    if (ir_type_is_bool(index->type))
        index = ir_build_conv(&l->b, index, scalar_type(l, IR_INT));
    if (!pointer.vla)
        return (struct value){step(l, pointer.v, index), NULL};
    struct ir_value *row = lower_vla_count(l, pointer.vla->inner, at);
    index = ir_build_conv(&l->b, index, wide);
    index = ir_build_binary(&l->b, IR_MUL, index, row);
    return (struct value){ir_build_ptradd(&l->b, pointer.v, index), pointer.vla};
}
