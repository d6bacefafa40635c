/* Building operations: result types by rule, operands checked. */
#include "ir/build.h"

#include "support/fault.h"

struct ir_builder ir_builder_at_end(struct ir_module *module, struct ir_region *region)
{
    return (struct ir_builder){.module = module, .func = region->func, .region = region};
}

struct ir_builder ir_builder_before(struct ir_module *module, struct ir_op *op)
{
    return (struct ir_builder){.module = module,
                               .func = op->region->func,
                               .region = op->region,
                               .before = op,
                               .loc = op->loc,
                               .site = op->site};
}

struct ir_builder ir_builder_after(struct ir_module *module, struct ir_op *op)
{
    struct ir_builder b = ir_builder_before(module, op);
    b.before = op->next;
    return b;
}

static struct ir_value *new_result(struct ir_builder *b, struct ir_op *op, uint32_t index,
                                   const struct ir_type *type)
{
    struct ir_value *value = ARENA_NEW(b->module->arena, struct ir_value);
    value->type = type;
    value->id = b->func->value_count++;
    value->index = index;
    value->def = op;
    value->region = op->region;
    return value;
}

/* An operation with room for its operands and results behind it: they are looked at together. */
static struct ir_op *new_op(struct arena *arena, uint32_t operand_count, uint32_t result_count)
{
    size_t pointers = (size_t)operand_count + result_count;
    struct ir_op *op =
        arena_alloc(arena, 1, sizeof(struct ir_op) + pointers * sizeof(struct ir_value *));
    op->operand_count = operand_count;
    op->operands = (struct ir_value **)(op + 1);
    GRADC_ASSERT(result_count <= IR_MOST_RESULTS);
    op->result_count = result_count & IR_MOST_RESULTS;
    op->results = op->operands + operand_count;
    return op;
}

struct ir_op *ir_build_op(struct ir_builder *b, enum ir_opcode code, struct ir_value **operands,
                          uint32_t operand_count, uint32_t result_count)
{
    const struct ir_op_info *info = &ir_op_infos[code];
    GRADC_ASSERT(info->operands == IR_ANY || (uint32_t)info->operands == operand_count);
    GRADC_ASSERT(info->results == IR_ANY || (uint32_t)info->results == result_count);
    struct arena *arena = b->module->arena;
    struct ir_op *op = new_op(arena, operand_count, result_count);
    op->code = code;
    b->module->has_built[code] = true;
    op->loc = b->loc;
    op->site = b->site;
    for (uint32_t i = 0; i < operand_count; i++) {
        GRADC_ASSERT(operands[i]);
        op->operands[i] = operands[i];
    }
    op->region_count = (uint32_t)info->regions & IR_MOST_REGIONS;
    op->regions = ARENA_ARRAY(arena, struct ir_region *, op->region_count);
    for (uint32_t i = 0; i < op->region_count; i++) {
        op->regions[i] = ir_region_create(b->module, b->func);
        op->regions[i]->op = op;
    }
    for (uint32_t i = 0; i < result_count; i++)
        op->results[i] = new_result(b, op, i, NULL);
    ir_op_insert(b->region, b->before, op);
    return op;
}

struct ir_value *ir_op_add_result(struct ir_builder *b, struct ir_op *op,
                                  const struct ir_type *type, const char *name)
{
    struct ir_value **results =
        ARENA_ARRAY(b->module->arena, struct ir_value *, op->result_count + 1);
    for (uint32_t i = 0; i < op->result_count; i++)
        results[i] = op->results[i];
    struct ir_value *value = new_result(b, op, op->result_count, type);
    value->name = name;
    GRADC_ASSERT(op->result_count < IR_MOST_RESULTS);
    results[op->result_count++] = value;
    op->results = results;
    return value;
}

void ir_op_add_operand(struct ir_module *module, struct ir_op *op, struct ir_value *value)
{
    struct ir_value **operands =
        ARENA_ARRAY(module->arena, struct ir_value *, op->operand_count + 1);
    for (uint32_t i = 0; i < op->operand_count; i++)
        operands[i] = op->operands[i];
    operands[op->operand_count++] = value;
    op->operands = operands;
}

/* Builds an operation with one result of the given type. */
static struct ir_op *build1(struct ir_builder *b, enum ir_opcode code, struct ir_value **operands,
                            uint32_t count, const struct ir_type *type)
{
    struct ir_op *op = ir_build_op(b, code, operands, count, 1);
    op->results[0]->type = type;
    return op;
}

struct ir_value *ir_build_const(struct ir_builder *b, const struct ir_type *type, int64_t bits)
{
    GRADC_ASSERT(ir_type_is_integer(type));
    struct ir_op *op = build1(b, IR_CONST, NULL, 0, type);
    op->attr.integer = bits;
    return ir_result(op);
}

struct ir_value *ir_build_bool(struct ir_builder *b, bool value)
{
    return ir_build_int(b, IR_BOOL, value);
}

struct ir_value *ir_build_int(struct ir_builder *b, enum ir_scalar scalar, int64_t bits)
{
    return ir_build_const(b, ir_type_scalar(b->module->types, scalar), bits);
}

struct ir_value *ir_build_real(struct ir_builder *b, const struct ir_type *type, long double value,
                               const char *text)
{
    GRADC_ASSERT(ir_type_is_real(type));
    struct ir_op *op = build1(b, IR_REAL, NULL, 0, type);
    struct ir_real *real = ARENA_NEW(b->module->arena, struct ir_real);
    *real = (struct ir_real){value, text};
    op->attr.real = real;
    return ir_result(op);
}

struct ir_value *ir_build_null(struct ir_builder *b, const struct ir_type *type)
{
    GRADC_ASSERT(ir_type_is_ptr(type));
    return ir_result(build1(b, IR_NULL, NULL, 0, type));
}

struct ir_value *ir_build_undef(struct ir_builder *b, const struct ir_type *type)
{
    return ir_result(build1(b, IR_UNDEF, NULL, 0, type));
}

struct ir_value *ir_build_string(struct ir_builder *b, const char *c_literal)
{
    struct ir_types *types = b->module->types;
    struct ir_op *op =
        build1(b, IR_STRING, NULL, 0, ir_type_ptr(types, ir_type_scalar(types, IR_CHAR), true));
    op->attr.text = c_literal;
    return ir_result(op);
}

struct ir_value *ir_build_unary(struct ir_builder *b, enum ir_opcode code, struct ir_value *x)
{
    GRADC_ASSERT(code != IR_LNOT || ir_type_is_bool(x->type));
    const struct ir_type *type = x->type;
    if (code == IR_PTRTOINT)
        type = ir_type_scalar(b->module->types, IR_ULONG);
    return ir_result(build1(b, code, &x, 1, type));
}

struct ir_value *ir_build_binary(struct ir_builder *b, enum ir_opcode code, struct ir_value *x,
                                 struct ir_value *y)
{
    bool shift = code == IR_SHL || code == IR_SHR;
    bool comparison = code >= IR_EQ && code <= IR_GE;
    bool pointers = comparison && ir_type_is_ptr(x->type) && ir_type_is_ptr(y->type);
    GRADC_ASSERT(x->type == y->type || shift || pointers);
    const struct ir_type *type = comparison ? ir_type_scalar(b->module->types, IR_BOOL) : x->type;
    return ir_result(build1(b, code, (struct ir_value *[]){x, y}, 2, type));
}

struct ir_value *ir_build_select(struct ir_builder *b, struct ir_value *condition,
                                 struct ir_value *if_true, struct ir_value *if_false)
{
    GRADC_ASSERT(ir_type_is_bool(condition->type) && if_true->type == if_false->type);
    struct ir_value *operands[] = {condition, if_true, if_false};
    return ir_result(build1(b, IR_SELECT, operands, 3, if_true->type));
}

struct ir_value *ir_build_conv(struct ir_builder *b, struct ir_value *x, const struct ir_type *type)
{
    if (x->type == type)
        return x;
    GRADC_ASSERT(x->type->kind == IR_TYPE_SCALAR && type->kind == IR_TYPE_SCALAR);
    return ir_result(build1(b, IR_CONV, &x, 1, type));
}

struct ir_value *ir_build_ptrcast(struct ir_builder *b, struct ir_value *x,
                                  const struct ir_type *type)
{
    if (x->type == type)
        return x;
    GRADC_ASSERT(ir_type_is_ptr(x->type) && ir_type_is_ptr(type));
    return ir_result(build1(b, IR_PTRCAST, &x, 1, type));
}

struct ir_value *ir_build_math(struct ir_builder *b, enum ir_math math, struct ir_value **args)
{
    uint32_t arity = ir_math_arity(math);
    const struct ir_type *form = args[ir_math_real_argument(math)]->type;
    GRADC_ASSERT(ir_type_is_real(form));
    for (uint32_t i = 0; i < arity; i++)
        GRADC_ASSERT(args[i]->type->kind == IR_TYPE_SCALAR &&
                     args[i]->type->scalar == ir_math_scalar(math, i + 1, form->scalar));
    const struct ir_type *type =
        ir_type_scalar(b->module->types, ir_math_scalar(math, 0, form->scalar));
    struct ir_op *op = build1(b, IR_MATH, args, arity, type);
    op->attr.math = math;
    return ir_result(op);
}

struct ir_value *ir_build_func(struct ir_builder *b, struct ir_callee *callee,
                               const struct ir_type *type)
{
    struct ir_op *op = build1(b, IR_FUNC, NULL, 0, type);
    op->attr.callee = callee;
    return ir_result(op);
}

struct ir_value *ir_build_global(struct ir_builder *b, struct ir_global *global)
{
    struct ir_op *op = build1(b, IR_GLOBAL, NULL, 0,
                              ir_type_ptr(b->module->types, global->type, global->is_const));
    op->attr.global = global;
    return ir_result(op);
}

struct ir_value *ir_build_elem(struct ir_builder *b, struct ir_value *ptr, struct ir_value *index)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && ptr->type->elem->kind == IR_TYPE_ARRAY);
    GRADC_ASSERT(ir_type_is_integer(index->type));
    const struct ir_type *type =
        ir_type_ptr(b->module->types, ptr->type->elem->elem, ptr->type->pointee_const);
    return ir_result(build1(b, IR_ELEM, (struct ir_value *[]){ptr, index}, 2, type));
}

struct ir_value *ir_build_field(struct ir_builder *b, struct ir_value *ptr, unsigned field)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && ptr->type->elem->kind == IR_TYPE_RECORD);
    const struct ir_record *record = ptr->type->elem->record;
    GRADC_ASSERT(field < record->field_count);
    const struct ir_type *type =
        ir_type_ptr(b->module->types, record->fields[field].type, ptr->type->pointee_const);
    struct ir_op *op = build1(b, IR_FIELD, &ptr, 1, type);
    op->attr.field = field;
    return ir_result(op);
}

struct ir_value *ir_build_ptradd(struct ir_builder *b, struct ir_value *ptr,
                                 struct ir_value *offset)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && ir_type_is_integer(offset->type));
    return ir_result(build1(b, IR_PTRADD, (struct ir_value *[]){ptr, offset}, 2, ptr->type));
}

struct ir_value *ir_build_ptrdiff(struct ir_builder *b, struct ir_value *x, struct ir_value *y)
{
    GRADC_ASSERT(ir_type_is_ptr(x->type) && ir_type_is_ptr(y->type));
    return ir_result(build1(b, IR_PTRDIFF, (struct ir_value *[]){x, y}, 2,
                            ir_type_scalar(b->module->types, IR_LONG)));
}

struct ir_value *ir_build_slot(struct ir_builder *b, const struct ir_type *type,
                               struct ir_value *count, const char *name)
{
    struct ir_op *op =
        build1(b, IR_SLOT, &count, count ? 1 : 0, ir_type_ptr(b->module->types, type, false));
    ir_result(op)->name = name;
    return ir_result(op);
}

struct ir_value *ir_build_alloc(struct ir_builder *b, enum ir_opcode code,
                                const struct ir_type *type, struct ir_value *count)
{
    GRADC_ASSERT(ir_op_infos[code].effect == IR_EFFECT_ALLOC && ir_type_is_integer(count->type));
    return ir_result(build1(b, code, &count, 1, ir_type_ptr(b->module->types, type, false)));
}

struct ir_value *ir_build_aligned(struct ir_builder *b, const struct ir_type *type,
                                  struct ir_value *alignment, struct ir_value *count)
{
    return ir_result(build1(b, IR_ALIGNED, (struct ir_value *[]){alignment, count}, 2,
                            ir_type_ptr(b->module->types, type, false)));
}

struct ir_value *ir_build_realloc(struct ir_builder *b, struct ir_value *old,
                                  struct ir_value *count)
{
    GRADC_ASSERT(ir_type_is_ptr(old->type) && ir_type_is_integer(count->type));
    return ir_result(build1(b, IR_REALLOC, (struct ir_value *[]){old, count}, 2,
                            ir_type_ptr(b->module->types, old->type->elem, false)));
}

struct ir_value *ir_build_tape_count(struct ir_builder *b, struct ir_value *block)
{
    GRADC_ASSERT(ir_type_is_ptr(block->type));
    return ir_result(
        build1(b, IR_TAPE_COUNT, &block, 1, ir_type_scalar(b->module->types, IR_ULONG)));
}

struct ir_value *ir_build_load(struct ir_builder *b, struct ir_value *ptr)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && !ir_type_is_aggregate(ptr->type->elem));
    return ir_result(build1(b, IR_LOAD, &ptr, 1, ptr->type->elem));
}

struct ir_value *ir_build_volatile_load(struct ir_builder *b, struct ir_value *ptr)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && ptr->type->elem->kind == IR_TYPE_SCALAR);
    return ir_result(build1(b, IR_VLOAD, &ptr, 1, ptr->type->elem));
}

void ir_build_store(struct ir_builder *b, struct ir_value *ptr, struct ir_value *value)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && ptr->type->elem == value->type);
    ir_build_op(b, IR_STORE, (struct ir_value *[]){ptr, value}, 2, 0);
}

void ir_build_accum(struct ir_builder *b, struct ir_value *ptr, struct ir_value *value)
{
    GRADC_ASSERT(ir_type_is_ptr(ptr->type) && ptr->type->elem == value->type);
    GRADC_ASSERT(ir_type_is_real(value->type));
    ir_build_op(b, IR_ACCUM, (struct ir_value *[]){ptr, value}, 2, 0);
}

void ir_build_copy(struct ir_builder *b, enum ir_opcode code, struct ir_value *to,
                   struct ir_value *from, struct ir_value *count)
{
    GRADC_ASSERT(code == IR_COPY || code == IR_MOVE);
    GRADC_ASSERT(to->type->elem == from->type->elem);
    if (!count)
        count = ir_build_int(b, IR_ULONG, 1);
    ir_build_op(b, code, (struct ir_value *[]){to, from, count}, 3, 0);
}

void ir_build_zero(struct ir_builder *b, struct ir_value *to, struct ir_value *count)
{
    if (!count)
        count = ir_build_int(b, IR_ULONG, 1);
    ir_build_op(b, IR_ZERO, (struct ir_value *[]){to, count}, 2, 0);
}

struct ir_op *ir_build_call(struct ir_builder *b, struct ir_callee *callee, struct ir_value **args,
                            uint32_t count, const struct ir_type *result)
{
    struct ir_op *op = ir_build_op(b, IR_CALL, args, count, 0);
    op->attr.callee = callee;
    if (result->kind != IR_TYPE_VOID)
        ir_op_add_result(b, op, result, NULL);
    return op;
}

struct ir_op *ir_build_if(struct ir_builder *b, struct ir_value *condition)
{
    GRADC_ASSERT(ir_type_is_bool(condition->type));
    return ir_build_op(b, IR_IF, &condition, 1, 0);
}

struct ir_op *ir_build_for(struct ir_builder *b, struct ir_value *from, struct ir_value *to,
                           struct ir_value *step, enum ir_predicate pred)
{
    GRADC_ASSERT(ir_type_is_integer(from->type) && from->type == to->type);
    GRADC_ASSERT(step->type == from->type && step->def && step->def->code == IR_CONST);
    struct ir_op *op = ir_build_op(b, IR_FOR, (struct ir_value *[]){from, to, step}, 3, 0);
    op->attr.loop.pred = pred;
    ir_region_add_arg(b->module, op->regions[0], from->type, NULL);
    return op;
}

struct ir_op *ir_build_while(struct ir_builder *b)
{
    struct ir_op *op = ir_build_op(b, IR_WHILE, NULL, 0, 0);
    ir_region_add_arg(b->module, op->regions[0], ir_type_scalar(b->module->types, IR_LONG), NULL);
    return op;
}

struct ir_value *ir_loop_add_carried(struct ir_builder *b, struct ir_op *loop,
                                     struct ir_value *initial, const char *name)
{
    ir_op_add_operand(b->module, loop, initial);
    ir_op_add_result(b, loop, initial->type, name);
    return ir_region_add_arg(b->module, loop->regions[0], initial->type, name);
}

struct ir_op *ir_build_yield(struct ir_builder *b, struct ir_value **values, uint32_t count)
{
    return ir_build_op(b, IR_YIELD, values, count, 0);
}

struct ir_op *ir_build_return(struct ir_builder *b, struct ir_value *value)
{
    return ir_build_op(b, IR_RETURN, &value, value ? 1 : 0, 0);
}
