/* Modules, functions, regions and the links between operations. */
#include "ir/ir.h"

#include "support/fault.h"
#include "support/intern.h"

#include <string.h>

enum {
    ANY = IR_ANY,
    PURE = IR_EFFECT_PURE,
    READ = IR_EFFECT_READ,
    WRITE = IR_EFFECT_WRITE,
    ALLOC = IR_EFFECT_ALLOC,
    OPAQUE = IR_EFFECT_OPAQUE,
    CONTROL = IR_EFFECT_CONTROL,
};

const struct ir_op_info ir_op_infos[IR_OPCODE_COUNT] = {
#define OP(id, name, operands, results, regions, effects, attr)                                    \
    {name, operands, results, regions, (enum ir_effect)effects, IR_ATTR_##attr},
#include "ir/ops.def"
#undef OP
};

static const struct {
    const char *name, *signature;
    enum ir_math_home home;
} maths[IR_MATH_COUNT] = {
#define MATH(id, name, signature, home) {name, signature, IR_MATH_HOME_##home},
#include "ir/math.def"
#undef MATH
};

const char *ir_math_name(enum ir_math math)
{
    return maths[math].name;
}

unsigned ir_math_arity(enum ir_math math)
{
    return (unsigned)strlen(maths[math].signature) - 1;
}

bool ir_math_find_form(const char *name, enum ir_math *math, enum ir_scalar *form)
{
    *form = IR_DOUBLE;
    if (ir_math_find(name, math))
        return true;
    size_t len = strlen(name);
    if (len < 2 || (name[len - 1] != 'f' && name[len - 1] != 'l'))
        return false;
    *form = name[len - 1] == 'f' ? IR_FLOAT : IR_LDOUBLE;
    for (int i = 0; i < IR_MATH_COUNT; i++) {
        if (strncmp(maths[i].name, name, len - 1) == 0 && !maths[i].name[len - 1]) {
            *math = (enum ir_math)i;
            return true;
        }
    }
    return false;
}

enum ir_math_home ir_math_home(enum ir_math math)
{
    return maths[math].home;
}

enum ir_scalar ir_math_scalar(enum ir_math math, unsigned position, enum ir_scalar real)
{
    switch (maths[math].signature[position]) {
    case 'i':
        return IR_INT;
    case 'l':
        return IR_LONG;
    case 'L':
        return IR_LLONG;
    default:
        return real;
    }
}

unsigned ir_math_real_argument(enum ir_math math)
{
    return (unsigned)strcspn(maths[math].signature + 1, "r");
}

bool ir_math_find(const char *name, enum ir_math *math)
{
    for (int i = 0; i < IR_MATH_COUNT; i++) {
        if (strcmp(maths[i].name, name) == 0) {
            *math = (enum ir_math)i;
            return true;
        }
    }
    return false;
}

struct ir_module *ir_module_create(struct arena *arena, const char *source_name)
{
    struct ir_module *module = ARENA_NEW(arena, struct ir_module);
    module->arena = arena;
    module->types = ir_types_create(arena);
    module->names = intern_create(arena);
    module->source_name = source_name;
    return module;
}

void ir_module_destroy(struct ir_module *module)
{
    if (!module)
        return;
    ir_types_destroy(module->types);
    intern_destroy(module->names);
}

struct ir_func *ir_func_create(struct ir_module *module, const char *name,
                               const struct ir_type *result)
{
    struct ir_func *func = ARENA_NEW(module->arena, struct ir_func);
    func->module = module;
    func->name = name;
    func->result = result;
    func->body = ir_region_create(module, func);
    vec_push(module->arena, &module->funcs, func);
    return func;
}

struct ir_func *ir_func_find(const struct ir_module *module, const char *name)
{
    for (size_t i = 0; i < module->funcs.len; i++)
        if (strcmp(module->funcs.data[i]->name, name) == 0)
            return module->funcs.data[i];
    return NULL;
}

const char *ir_func_unused_name(const struct ir_module *module, const char *name)
{
    while (ir_func_find(module, name))
        name = arena_printf(module->arena, "%s_", name);
    return name;
}

struct ir_value *ir_func_add_param(struct ir_module *module, struct ir_func *func,
                                   const struct ir_type *type, const char *name)
{
    vec_push(module->arena, &func->params, (struct ir_param){0});
    return ir_region_add_arg(module, func->body, type, name);
}

struct ir_region *ir_region_create(struct ir_module *module, struct ir_func *func)
{
    struct ir_region *region = ARENA_NEW(module->arena, struct ir_region);
    region->func = func;
    return region;
}

struct ir_value *ir_region_add_arg(struct ir_module *module, struct ir_region *region,
                                   const struct ir_type *type, const char *name)
{
    struct ir_value *value = ARENA_NEW(module->arena, struct ir_value);
    value->type = type;
    value->name = name;
    value->id = region->func->value_count++;
    value->index = (uint32_t)region->args.len;
    value->region = region;
    vec_push(module->arena, &region->args, value);
    return value;
}

void ir_op_unlink(struct ir_op *op)
{
    GRADC_ASSERT(op->region);
    *(op->prev ? &op->prev->next : &op->region->first) = op->next;
    *(op->next ? &op->next->prev : &op->region->last) = op->prev;
    op->prev = op->next = NULL;
    op->region = NULL;
}

void ir_op_insert(struct ir_region *region, struct ir_op *before, struct ir_op *op)
{
    GRADC_ASSERT(!op->region && (!before || before->region == region));
    op->next = before;
    op->prev = before ? before->prev : region->last;
    *(op->prev ? &op->prev->next : &region->first) = op;
    *(op->next ? &op->next->prev : &region->last) = op;
    op->region = region;
    for (uint32_t i = 0; i < op->result_count; i++)
        op->results[i]->region = region;
}

bool ir_region_contains(const struct ir_region *outer, const struct ir_region *inner)
{
    while (inner && inner != outer)
        inner = inner->op ? inner->op->region : NULL;
    return inner != NULL;
}

bool ir_region_holds(const struct ir_region *region, enum ir_opcode code)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == code)
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (ir_region_holds(op->regions[i], code))
                return true;
    }
    return false;
}

const struct ir_value *ir_address_base(const struct ir_value *address)
{
    while (address->def && ir_op_is_step(address->def))
        address = address->def->operands[0];
    return address;
}

const struct ir_value *ir_address_object(const struct ir_value *address)
{
    const struct ir_value *base = ir_address_base(address);
    return base->def && ir_op_info(base->def)->effect == IR_EFFECT_ALLOC ? base : NULL;
}

static uint32_t number_region(const struct ir_region *region, uint32_t next)
{
    IR_FOR_EACH_OP (op, region) {
        op->order = next++;
        for (uint32_t i = 0; i < op->region_count; i++)
            next = number_region(op->regions[i], next);
    }
    return next;
}

uint32_t ir_number_ops(const struct ir_func *func)
{
    return number_region(func->body, 0);
}

unsigned ir_part_stacks(const struct ir_module *module)
{
    unsigned count = 0;
    for (size_t i = 0; i < module->funcs.len; i++) {
        const struct ir_func *func = module->funcs.data[i];
        if (func->is_part && func->stack_count > count)
            count = func->stack_count;
    }
    return count;
}

bool ir_call_is_split(const struct ir_op *call)
{
    return call->attr.callee->func && !call->attr.callee->kinds;
}

bool ir_call_writes_through(const struct ir_op *call, uint32_t i)
{
    const char *kinds = call->attr.callee->kinds;
    if (kinds && kinds[i] != IR_KIND_PLAIN)
        return kinds[i] == IR_KIND_WRITTEN;
    return !call->operands[i]->type->pointee_const;
}
