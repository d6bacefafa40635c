/* Static variables of a function that need not outlive its call.
 *
 * Where every path through a function writes such a variable before it reads it, what an earlier
 * call left there is seen by nobody: it becomes a slot of the function's, like any variable without
 * `static`. So are the variables that translators of Fortran declare. Looks at scalars that the
 * function and those of the unit that it calls access by their address alone. */
#include "opt/pass.h"

#include "ir/build.h"
#include "ir/rewrite.h"
#include "opt/call_cycle.h"
#include "support/vec.h"

/* One walk over a function that has the variable's address. */
struct walk {
    const struct ir_global *global;
    const struct ir_value *param; /* the address, in a function that was given it; else NULL */
    unsigned depth;               /* of calls */
    bool is_written;              /* on all paths to here */
    bool is_refused;              /* it is read before, or its address is kept */
};

enum { MAX_DEPTH = 16 };

static bool is_address(const struct walk *w, const struct ir_value *v)
{
    while (v->def && v->def->code == IR_PTRCAST && v->type->elem == v->def->operands[0]->type->elem)
        v = v->def->operands[0];
    return w->param ? v == w->param
                    : v->def && v->def->code == IR_GLOBAL && v->def->attr.global == w->global;
}

static void walk_region(struct walk *w, const struct ir_region *region);

static void walk_call(struct walk *w, const struct ir_op *op)
{
    const struct ir_func *callee = op->attr.callee->func;
    for (uint32_t i = 0; i < op->operand_count; i++) {
        if (!is_address(w, op->operands[i]))
            continue;
        bool is_known = callee && !callee->is_broken && !op->attr.callee->is_indirect &&
                        i < callee->body->args.len && w->depth < MAX_DEPTH;
        struct walk inner = *w;
        inner.depth++;
        if (is_known) {
            inner.param = callee->body->args.data[i];
            walk_region(&inner, callee->body);
        }
        w->is_written |= inner.is_written;
        w->is_refused |= !is_known || inner.is_refused;
    }
}

static void walk_if(struct walk *w, const struct ir_op *op)
{
    bool before = w->is_written;
    walk_region(w, op->regions[0]);
    bool then_written = w->is_written;
    w->is_written = before;
    walk_region(w, op->regions[1]);
    w->is_written &= then_written;
}

static void walk_other(struct walk *w, const struct ir_op *op)
{
    for (uint32_t i = 0; i < op->operand_count; i++)
        w->is_refused |= op->code != IR_PTRCAST && is_address(w, op->operands[i]);
}

static void walk_op(struct walk *w, const struct ir_op *op)
{
    bool before = w->is_written;
    if (op->code == IR_LOAD && is_address(w, op->operands[0]))
        w->is_refused |= !w->is_written;
    else if (op->code == IR_STORE && is_address(w, op->operands[0]))
        w->is_written = true;
    else if (op->code == IR_CALL)
        walk_call(w, op);
    else
        walk_other(w, op);
    if (op->code == IR_IF)
        walk_if(w, op);
    else if (op->code == IR_FOR || op->code == IR_WHILE)
        walk_region(w, op->regions[0]);
    if (op->code == IR_FOR) /* it may run no iteration */
        w->is_written = before;
}

static void walk_region(struct walk *w, const struct ir_region *region)
{
    for (const struct ir_op *op = region->first; op && !w->is_refused; op = op->next)
        walk_op(w, op);
}

static bool is_candidate(const struct ir_global *global)
{
    bool is_plain = global->type->kind == IR_TYPE_SCALAR || ir_type_is_ptr(global->type);
    return global->is_local && !global->is_const && !global->is_wrt && is_plain;
}

/* Of a function that calls itself, all calls have one such variable. */
static bool may_be_local(struct arena *scratch, const struct ir_func *func,
                         const struct ir_global *global)
{
    struct walk w = {.global = global};
    walk_region(&w, func->body);
    return !w.is_refused && !func->is_address_taken && opt_call_cycle(scratch, func).len == 0;
}

struct localiser {
    struct ir_module *module;
    struct ir_func *func;
    struct ir_map slots;             /* for the values of GLOBAL */
    VEC(struct ir_global *) globals; /* those that have been looked at */
    VEC(struct ir_value *) replaced; /* parallel to it: its slot, or NULL */
};

static struct ir_value *slot_of(struct localiser *z, struct ir_global *global)
{
    for (size_t i = 0; i < z->globals.len; i++)
        if (z->globals.data[i] == global)
            return z->replaced.data[i];
    struct ir_value *slot = NULL;
    if (is_candidate(global) && may_be_local(z->slots.arena, z->func, global)) {
        struct ir_builder b = ir_builder_at_end(z->module, z->func->body);
        b.before = z->func->body->first;
        b.loc = global->loc;
        slot = ir_build_slot(&b, global->type, NULL, global->name);
    }
    vec_push(z->slots.arena, &z->globals, global);
    vec_push(z->slots.arena, &z->replaced, slot);
    return slot;
}

static void replace_in(struct localiser *z, struct ir_region *region)
{
    struct ir_op *next;
    for (struct ir_op *op = region->first; op; op = next) {
        next = op->next;
        struct ir_value *slot = op->code == IR_GLOBAL ? slot_of(z, op->attr.global) : NULL;
        if (slot) {
            ir_map_set(&z->slots, ir_result(op), slot);
            ir_op_unlink(op);
        }
        for (uint32_t i = 0; i < op->region_count; i++)
            replace_in(z, op->regions[i]);
    }
}

void opt_localise(struct ir_module *module, struct ir_func *func)
{
    if (!module->has_built[IR_GLOBAL])
        return;
    struct arena *scratch = arena_create();
    struct localiser z = {.module = module, .func = func, .slots = {.arena = scratch}};
    replace_in(&z, func->body);
    if (z.slots.len)
        ir_apply_replacements(func->body, &z.slots);
    arena_destroy(scratch);
}
