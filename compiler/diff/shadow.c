/* Shadows of pointers: found by walking to where the pointer comes from.
 *
 * A shadow is first of all made in the forward sweep where that is unavoidable: where a pointer to
 * active memory is stored, or chosen by control flow. All others are made by the reverse sweep,
 * where they are used. */
#include "diff/context.h"

#include "support/fault.h"

static struct ir_value *null_of(struct ir_builder *b, const struct ir_type *pointer)
{
    return ir_build_null(b, pointer);
}

const struct ir_type *dual_type(struct adjoint *a, const struct ir_type *type)
{
    return ir_type_is_ptr(type) ? ir_type_ptr(a->module->types, type->elem, false) : type;
}

/* ---- parameters and globals */

/* A zeroed object of the function's, in place of a shadow that the caller has no part in. */
static struct ir_value *private_shadow(struct ir_builder *b, const struct ir_type *type,
                                       struct ir_value *count, const char *name)
{
    struct ir_value *slot = ir_build_slot(b, type, count, name);
    ir_build_zero(b, slot, count);
    return slot;
}

static struct ir_global *gradient_global(struct adjoint *a, const struct ir_global *global)
{
    if (a->is_kernel)
        return kernel_global(a->module, global, a->is_tangent, lane_number(a));
    return derivative_global(a->module, global, lane_name(a, global->name, a->suffix),
                             a->is_tangent);
}

/* Callers of the derivative have these globals, whether or not anything is left to be added to one.
 */
static void make_gradient_globals(struct adjoint *a)
{
    for (size_t i = 0; !a->is_kernel && i < a->module->globals.len; i++)
        if (a->module->globals.data[i]->is_wrt)
            (void)gradient_global(a, a->module->globals.data[i]);
}

static void shadow_in_lane(struct adjoint *a)
{
    make_gradient_globals(a);
    for (size_t i = 0; i < a->primal->params.len; i++) {
        const struct ir_param *param = &a->primal->params.data[i];
        const struct ir_value *value = a->primal->body->args.data[i];
        if (!ir_type_is_ptr(value->type))
            continue;
        if (is_followed(a, param))
            a->lane->param_shadows[i] = follower_of(a, i);
        else if ((param->is_out || param->is_by_value) && activity_needs_shadow(a->activity, value))
            a->lane->param_shadows[i] =
                private_shadow(&a->b, value->type->elem, NULL, lane_name(a, value->name, "shadow"));
    }
}

void shadow_params(struct adjoint *a)
{
    do
        shadow_in_lane(a);
    while (next_lane(a));
}

/* Made where the function begins, so that it is visible everywhere; but in parts, which are two
 * functions, where `here` is. */
static struct ir_value *global_shadow(struct adjoint *a, struct ir_builder *here,
                                      struct ir_global *global)
{
    if (a->primal->is_split)
        return global->is_wrt ? ir_build_global(here, gradient_global(a, global)) : NULL;
    for (size_t i = 0; i < a->lane->shadowed_globals.len; i++)
        if (a->lane->shadowed_globals.data[i] == global)
            return a->lane->global_shadows.data[i];
    if (global->is_const)
        return NULL;
    struct ir_builder b = ir_builder_at_end(a->module, a->func->body);
    b.before = a->func->body->first;
    b.loc = global->loc;
    struct ir_value *shadow = global->is_wrt ? ir_build_global(&b, gradient_global(a, global))
                                             : private_shadow(&b, global->type, NULL,
                                                              lane_name(a, global->name, "shadow"));
    vec_push(a->arena, &a->lane->shadowed_globals, global);
    vec_push(a->arena, &a->lane->global_shadows, shadow);
    return shadow;
}

/* ---- objects */

/* `count` zeroed objects, from the builder's place on; NULL for one. */
static struct ir_value *zeroed(struct ir_builder *b, enum ir_opcode code,
                               const struct ir_value *object, struct ir_value *count,
                               const char *name)
{
    const struct ir_type *u64 = ir_type_scalar(b->module->types, IR_ULONG);
    struct ir_value *elements = count ? ir_build_conv(b, count, u64) : ir_build_int(b, IR_ULONG, 1);
    struct ir_value *array = ir_build_alloc(b, code, object->type->elem, elements);
    array->name = name;
    return array;
}

/* What is on the heap may be reallocated. */
static enum ir_opcode tape_code(const struct adjoint *a, const struct ir_value *object)
{
    enum ir_opcode code = object->def->code;
    bool is_heap =
        code == IR_MALLOC || code == IR_CALLOC || code == IR_REALLOC || code == IR_ALIGNED;
    return a->reallocates && is_heap ? IR_TAPE_BLOCK : IR_TAPE_ZALLOC;
}

/* How many objects an operation makes; NULL for one. */
static const struct ir_value *count_of(const struct ir_op *op)
{
    return op->operand_count ? op->operands[op->operand_count - 1] : NULL;
}

/* The shadow of a slot or allocation in the adjoint: both sweeps see it. */
static struct ir_value *object_shadow(struct adjoint *a, struct ir_builder *b,
                                      const struct ir_value *object, struct ir_value *count,
                                      bool on_tape)
{
    const char *name = lane_name(a, object->name ? object->name : "m", "adj");
    return on_tape || count ? zeroed(b, tape_code(a, object), object, count, name)
                            : private_shadow(b, object->type->elem, NULL, name);
}

/* In the tangent a shadow is made, and ends, as what it belongs to. */
static struct ir_value *tangent_object(struct adjoint *a, struct ir_builder *b,
                                       const struct ir_value *object, struct ir_value *count)
{
    const char *name = lane_name(a, object->name ? object->name : "m", "tan");
    switch (object->def->code) {
    case IR_SLOT:
        return private_shadow(b, object->type->elem, count, name);
    case IR_MALLOC:
    case IR_CALLOC:
    case IR_ALIGNED:
        return zeroed(b, IR_CALLOC, object, count, name);
    default:
        return zeroed(b, IR_TAPE_ZALLOC, object, count, name);
    }
}

static struct ir_builder behind(struct adjoint *a, struct ir_value *copy)
{
    return ir_builder_after(a->module, copy->def);
}

static struct ir_value *forward_object(struct adjoint *a, const struct ir_value *object)
{
    struct ir_value *copy = a->forward[object->id];
    struct ir_builder b = behind(a, copy);
    const struct ir_value *v = count_of(object->def);
    struct ir_value *count = v ? forward(a, v) : NULL;
    return a->is_tangent ? tangent_object(a, &b, object, count)
                         : object_shadow(a, &b, object, count, object->region != a->frame->region);
}

/* At the start of the mirror of the object's region. The count is brought there afresh: the
 * mirror's own copies of values may stand further on. */
static struct ir_value *reverse_object(struct adjoint *a, const struct ir_value *object)
{
    const struct ir_op *op = object->def;
    struct mirror *m = mirror_of(a, object->region);
    struct ir_value *count = NULL;
    const struct ir_value *v = count_of(op);
    if (v) {
        struct frame *inner = a->frame;
        a->frame = frame_of(a, v);
        count = bring_out(a, a->forward[v->id], v->region);
        a->frame = inner;
    }
    struct ir_builder b = mirror_start(a, m);
    return object_shadow(a, &b, object, count, op->code != IR_SLOT);
}

/* ---- addresses */

/* Tangents of what is const may be const. */
static const struct ir_type *step_type(struct adjoint *a, const struct ir_op *op,
                                       const struct ir_type *base)
{
    const struct ir_type *type = ir_result(op)->type;
    bool is_const = base->pointee_const && (op->code != IR_PTRCAST || type->pointee_const);
    return op->code == IR_PTRADD ? base : ir_type_ptr(a->module->types, type->elem, is_const);
}

/* The same step from the shadow of the base as `op` takes from the base. A null shadow stays null.
 */
static struct ir_value *step(struct adjoint *a, struct ir_builder *b, const struct ir_op *op,
                             struct ir_value *base, struct ir_value *index)
{
    struct ir_value *operands[] = {base, index};
    struct ir_op *copy = ir_build_op(b, op->code, operands, op->operand_count, 1);
    struct ir_value *result = ir_result(copy);
    copy->attr = op->attr;
    result->type = step_type(a, op, base->type);
    result->name = lane_name(a, ir_result(op)->name, "shadow");
    if (activity_shadow_is_sure(a->activity, op->operands[0]))
        return result;
    struct ir_value *known = ir_build_binary(b, IR_NE, base, null_of(b, base->type));
    return ir_build_select(b, known, result, null_of(b, result->type));
}

static struct ir_value *choose(struct adjoint *a, struct ir_builder *b, const struct ir_op *op,
                               struct ir_value *condition, struct ir_value *shadows[2])
{
    const struct ir_type *type = dual_type(a, ir_result(op)->type);
    for (int i = 0; i < 2; i++)
        shadows[i] = shadows[i] ? ir_build_ptrcast(b, shadows[i], type) : null_of(b, type);
    return ir_build_select(b, condition, shadows[0], shadows[1]);
}

/* ---- in the forward sweep */

static struct ir_value *make_forward(struct adjoint *a, const struct ir_value *pointer)
{
    const struct ir_op *op = pointer->def;
    if (op->code == IR_GLOBAL) {
        struct ir_builder b = behind(a, a->forward[pointer->id]);
        return global_shadow(a, &b, op->attr.global);
    }
    if (ir_op_makes_object(op))
        return forward_object(a, pointer);
    if (ir_op_is_step(op)) {
        struct ir_value *base = forward_shadow(a, op->operands[0]);
        if (!base)
            return NULL;
        struct ir_builder b = behind(a, a->forward[pointer->id]);
        return step(a, &b, op, base, op->operand_count > 1 ? forward(a, op->operands[1]) : NULL);
    }
    if (op->code != IR_SELECT)
        return NULL;
    struct ir_value *shadows[] = {forward_shadow(a, op->operands[1]),
                                  forward_shadow(a, op->operands[2])};
    struct ir_builder b = behind(a, a->forward[pointer->id]);
    return shadows[0] || shadows[1] ? choose(a, &b, op, forward(a, op->operands[0]), shadows)
                                    : NULL;
}

struct ir_value *forward_shadow(struct adjoint *a, const struct ir_value *pointer)
{
    if (!is_in_frame(a, pointer)) {
        struct ir_builder here = a->b;
        a->b = mirror_start(a, a->mirror);
        struct ir_value *shadow = reverse_shadow(a, pointer);
        a->b = here;
        return shadow;
    }
    if (!pointer->def && !pointer->region->op)
        return a->lane->param_shadows[pointer->index];
    struct ir_value **made = &a->lane->duals[pointer->id];
    if (!*made && pointer->def && activity_needs_shadow(a->activity, pointer))
        *made = make_forward(a, pointer);
    return *made;
}

/* ---- in the reverse sweep */

static struct ir_value *from_forward(struct adjoint *a, const struct ir_value *pointer)
{
    struct ir_value *shadow = a->lane->duals[pointer->id];
    struct frame *inner = a->frame;
    a->frame = frame_of(a, pointer);
    shadow = bring_out(a, shadow, pointer->region);
    a->frame = inner;
    mirror_set_shadow(a, mirror_of(a, pointer->region), pointer, shadow);
    return shadow;
}

struct ir_value *load_dual(struct adjoint *a, struct ir_value *address, const struct ir_value *v)
{
    struct ir_value *dual = ir_build_load(&a->b, address);
    return ir_type_is_ptr(v->type) ? ir_build_ptrcast(&a->b, dual, dual_type(a, v->type)) : dual;
}

static struct ir_value *reload(struct adjoint *a, const struct ir_value *pointer)
{
    struct ir_value *address = reverse_shadow(a, pointer->def->operands[0]);
    struct ir_value *shadow = load_dual(a, address, pointer);
    shadow->name = lane_name(a, pointer->name, "shadow");
    return shadow;
}

static bool can_reload(struct adjoint *a, const struct ir_value *pointer)
{
    const struct ir_op *op = pointer->def;
    return op && op->code == IR_LOAD && activity_shadow_is_sure(a->activity, op->operands[0]) &&
           survives_in_frame(a, op);
}

static struct ir_value *remake(struct adjoint *a, const struct ir_value *pointer)
{
    const struct ir_op *op = pointer->def;
    if (op->code == IR_GLOBAL)
        return global_shadow(a, &a->b, op->attr.global);
    if (ir_op_is_step(op)) {
        struct ir_value *base = reverse_shadow(a, op->operands[0]);
        struct ir_value *index = op->operand_count > 1 ? available(a, op->operands[1]) : NULL;
        return base ? step(a, &a->b, op, base, index) : NULL;
    }
    if (can_reload(a, pointer))
        return reload(a, pointer);
    if (op->code != IR_SELECT)
        return NULL;
    struct ir_value *shadows[] = {reverse_shadow(a, op->operands[1]),
                                  reverse_shadow(a, op->operands[2])};
    struct ir_value *condition = available(a, op->operands[0]);
    return shadows[0] || shadows[1] ? choose(a, &a->b, op, condition, shadows) : NULL;
}

/* Whether the forward sweep's shadow is better taken than made again. */
static bool is_from_forward(struct adjoint *a, const struct ir_value *pointer)
{
    return a->lane->duals[pointer->id] &&
           !(pointer->def && (ir_op_is_step(pointer->def) || can_reload(a, pointer)));
}

struct ir_value *reverse_shadow(struct adjoint *a, const struct ir_value *pointer)
{
    if (!pointer->def && !pointer->region->op)
        return a->lane->param_shadows[pointer->index];
    if (a->lane->shadows[pointer->id])
        return a->lane->shadows[pointer->id];
    if (is_from_forward(a, pointer))
        return from_forward(a, pointer);
    if (!pointer->def || !activity_needs_shadow(a->activity, pointer))
        return NULL;
    if (ir_op_makes_object(pointer->def)) {
        struct ir_value *shadow = reverse_object(a, pointer);
        mirror_set_shadow(a, mirror_of(a, pointer->region), pointer, shadow);
        return shadow;
    }
    struct ir_value *shadow = remake(a, pointer);
    if (shadow && a->b.region == a->mirror->emitted && !a->lane->shadows[pointer->id])
        mirror_set_shadow(a, a->mirror, pointer, shadow);
    return shadow;
}

/* ---- guards */

struct ir_op *guard_begin(struct adjoint *a, const struct ir_value *pointer,
                          struct ir_value *shadow, struct ir_builder *outer)
{
    *outer = a->b;
    if (activity_shadow_is_sure(a->activity, pointer))
        return NULL;
    struct ir_value *null = null_of(&a->b, shadow->type);
    struct ir_op *guard = ir_build_if(&a->b, ir_build_binary(&a->b, IR_NE, shadow, null));
    (void)adjoint_enter(a, guard->regions[0]);
    return guard;
}

void guard_end(struct adjoint *a, struct ir_op *guard, struct ir_builder outer)
{
    if (!guard)
        return;
    ir_build_yield(&a->b, NULL, 0);
    (void)adjoint_enter(a, guard->regions[1]);
    ir_build_yield(&a->b, NULL, 0);
    a->b = outer;
}

void guarded_copy(struct adjoint *a, const struct copy_ends *ends,
                  void (*action)(struct adjoint *a, const struct copy_ends *ends))
{
    struct ir_builder outer;
    struct ir_op *guard = guard_begin(a, ends->op->operands[0], ends->to, &outer);
    if (!ends->from || activity_shadow_is_sure(a->activity, ends->op->operands[1])) {
        action(a, ends);
    } else {
        struct ir_value *null = null_of(&a->b, ends->from->type);
        struct ir_value *known = ir_build_binary(&a->b, IR_NE, ends->from, null);
        struct ir_op *choice = ir_build_if(&a->b, known);
        struct copy_ends constant = *ends;
        constant.from = NULL;
        struct ir_builder here = adjoint_enter(a, choice->regions[0]);
        action(a, ends);
        ir_build_yield(&a->b, NULL, 0);
        (void)adjoint_enter(a, choice->regions[1]);
        action(a, &constant);
        ir_build_yield(&a->b, NULL, 0);
        a->b = here;
    }
    guard_end(a, guard, outer);
}
