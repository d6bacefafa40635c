/* What the files of the adjoint and of the tangent share.
 *
 * The tangent is a forward sweep in which active reals travel with their tangents as pointers to
 * active memory travel with their shadows, in either pass: a value's *dual* is the one or the
 * other. What follows is about the adjoint.
 *
 * A *frame* is a region of the primal whose forward sweep and reverse sweep are emitted into one
 * region, the one after the other: the function's body, and the body of each loop that is replayed.
 * A value that stands directly in a frame's region is simply visible to its reverse sweep. A value
 * from a region nested in it is *brought out*: through the result of an IF, through an array
 * indexed by the iterations of FOR loops, or over a stack out of a WHILE.
 *
 * A function that calls itself is *split*: its sweeps are two functions, the *parts*, and its body
 * is like the body of a WHILE that nobody sees. Values get from the one to the other over stacks.
 *
 * A *mirror* is an emitted region that reverses a region of the primal. Mirrors nest as the regions
 * do. What the reverse sweep has found or made (available values, shadows, slots of adjoints) is
 * known until the mirror that it stands in is left.
 *
 * Adjoints of SSA values are slots at the start of the mirror of the region that defines the value;
 * promotion turns them into values later. */
#ifndef GRADC_DIFF_CONTEXT_H
#define GRADC_DIFF_CONTEXT_H

#include "analysis/activity.h"
#include "analysis/memory.h"
#include "analysis/uses.h"
#include "diff/adjoint.h"
#include "diff/derivative_global.h"
#include "diff/leaves.h"
#include "ir/build.h"

/* Marks on values that one question after the other uses; those of earlier ones count no more. */
struct value_marks {
    uint32_t *of; /* by value id */
    uint32_t base, most;
};

struct frame {
    struct frame *outer;
    const struct ir_region *region; /* NULL: none, all goes from part to part */
};

struct mirror {
    struct mirror *outer;
    const struct ir_region *region; /* of the primal */
    struct ir_region *emitted;
    struct ir_op *anchor; /* what belongs to the mirror's start goes before it */
    VEC(uint32_t) available, shadows, adjoints; /* ids to forget when it is left */
};

/* What belongs to one of the directions that are differentiated along at once, or to one of the
 * seeds. The primal is copied once, and each of its operations differentiated once a lane. */
struct lane {
    /* By id of a primal value. */
    struct ir_value **duals;    /* the forward sweep's copy's dual, as far as it was needed there */
    struct ir_value **shadows;  /* its shadow in the reverse sweep */
    struct ir_value **adjoints; /* the slot of its adjoint */

    struct ir_value **param_shadows; /* by parameter of the primal; NULL: none */
    VEC(struct ir_global *) shadowed_globals;
    VEC(struct ir_value *) global_shadows; /* parallel to it: pointers, visible everywhere */
};

struct adjoint {
    struct ir_module *module;
    struct arena *arena; /* scratch */
    struct diag_engine *engine;
    const struct adjoint_options *options;
    const struct ir_func *primal;
    struct ir_func *func; /* the derivative */
    bool is_tangent;
    bool is_kernel;     /* other generated functions call it, and nobody else */
    bool reallocates;   /* active memory: shadows on the heap must know their size */
    const char *suffix; /* of what holds a derivative: "grad", "dot" */
    struct activity *activity;
    struct memory *memory;
    struct uses uses;    /* of the primal's values; not in the tangent */
    struct ir_builder b; /* where operations are emitted */
    struct frame *frame;
    struct mirror *mirror;

    struct lane *lanes;
    struct lane *lane; /* the current one: the first, but in a loop that next_lane ends */
    unsigned width;    /* how many there are; 0 is 1 */

    /* By id of a primal value. */
    struct ir_value **forward;   /* its copy in the forward sweep */
    struct ir_value **available; /* the value in the reverse sweep */

    struct value_marks marks;
    bool *wanted; /* asked for by shadows of addresses, be it cached or not */

    /* By order of a primal operation. */
    struct ir_op **forward_ops; /* IF, FOR, WHILE, CALL: the copy */
    bool *has_adjoint;          /* whether there is anything to reverse, in it or below */
    bool *replayed;             /* FOR: see diff/replay.c */
    bool *fused;                /* FOR: see diff/fuse.c */

    bool *dual_stacks; /* by number of a stack of the primal: whether duals are pushed as well */

    bool failed; /* an error was reported */
};

/* A value's mark in the current question; 0 for none. */
static inline uint32_t mark_of(const struct adjoint *a, const struct ir_value *v)
{
    uint32_t mark = a->marks.of[v->id];
    return mark > a->marks.base ? mark - a->marks.base : 0;
}

static inline void mark_value(struct adjoint *a, const struct ir_value *v, uint32_t mark)
{
    a->marks.of[v->id] = mark ? a->marks.base + mark : 0;
    if (a->marks.most < a->marks.base + mark)
        a->marks.most = a->marks.base + mark;
}

/* Begins another question. */
static inline void forget_marks(struct adjoint *a)
{
    a->marks.base = a->marks.most;
}

/* ---- adjoint.c */

/* "cannot differentiate <what>" at the operation, once; what is built from here on is never used.
 */
void adjoint_refuse(struct adjoint *a, const struct ir_op *op, const char *what);
/* Emission goes on in `region`, at its end; returns where it was, to be put back into a->b. */
struct ir_builder adjoint_enter(struct adjoint *a, struct ir_region *region);
/* What is built from here on stands where `op` stood. */
void adjoint_at(struct adjoint *a, const struct ir_op *op);
/* Analyses the function and refuses what cannot be differentiated. */
void adjoint_begin(struct adjoint *a);
/* The part of it that does not look at calls. */
void adjoint_analyse(struct adjoint *a);
/* What the last parameter of the function that is built is for the current lane: each has one. */
struct ir_value *last_param(const struct adjoint *a);
/* The function to be built, without parameters. */
void adjoint_create_func(struct adjoint *a, const char *name);
/* The adjoint of what the function returns, in the current lane. */
struct ir_value *loss_seed(struct adjoint *a, const struct ir_type *type);
/* Zero as the neutral element of adding, which is -0 in IEEE arithmetic: x + -0 is x for every x.
 */
struct ir_value *adjoint_zero(struct ir_builder *b, const struct ir_type *type);

/* ---- lanes.c */

void create_lanes(struct adjoint *a);
/* The end of a loop over the lanes, `do ... while (next_lane(a))`. */
bool next_lane(struct adjoint *a);
/* Which lane is the current one. */
unsigned lane_number(const struct adjoint *a);
/* "<name>_<suffix>", with the lane's number behind it where there are several; NULL for no name. */
const char *lane_name(struct adjoint *a, const char *name, const char *suffix);

/* Whether an address may point to active reals. */
bool is_active_memory(const struct adjoint *a, const struct ir_value *address);

/* ---- signature.c */

/* Whether the derivative has one more parameter a lane behind this one: its gradient, tangent,
 * shadow or seed. */
bool is_followed(const struct adjoint *a, const struct ir_param *param);
/* That of the current lane, of the parameter with this index. */
struct ir_value *follower_of(const struct adjoint *a, size_t index);
/* Gives the derivative the parameters of the primal and those that follow them. */
void add_params(struct adjoint *a);
/* Whether the loss is what the function returns, and not what it writes. */
bool returns_loss(const struct ir_func *func);
/* Marks, by index, the differentiated parameters whose memory the function writes; remarks on it.
 */
bool *find_overwritten(struct adjoint *a);
/* "and", a comma or nothing: what stands before item `index` of `count`. */
const char *list_separator(size_t index, size_t count);

/* ---- chain.c */

/* Where the value of an operand or result is found: `available` or `forward`. */
typedef struct ir_value *(*value_lookup)(struct adjoint *a, const struct ir_value *v);
/* How many operands the rules of a pure operation tell apart: a square has one. */
uint32_t chain_operand_count(const struct ir_op *op);
/* What a change `d` of an operand changes the result by; the same formula transposed. NULL, with an
 * error, where there is no rule. */
struct ir_value *chain(struct adjoint *a, const struct ir_op *op, uint32_t operand,
                       struct ir_value *d, value_lookup lookup);

/* ---- mirror.c */

void mirror_push(struct adjoint *a, struct mirror *mirror, const struct ir_region *region,
                 struct ir_region *emitted);
void mirror_pop(struct adjoint *a);
/* The mirror of a region of the primal, which must be one of the current ones. */
struct mirror *mirror_of(struct adjoint *a, const struct ir_region *region);
/* Puts the anchor to where the mirror's emission has got to: a frame's reverse sweep begins. */
void mirror_move_start(struct adjoint *a);
/* A builder at the mirror's start, behind what was put there before. */
struct ir_builder mirror_start(struct adjoint *a, struct mirror *mirror);
/* Remembers what stands for a value within the mirror. */
void mirror_set_available(struct adjoint *a, struct mirror *mirror, const struct ir_value *v,
                          struct ir_value *value);
void mirror_set_shadow(struct adjoint *a, struct mirror *mirror, const struct ir_value *v,
                       struct ir_value *shadow);
/* v_adj += x; nothing for inactive values. */
void adjoint_add(struct adjoint *a, const struct ir_value *v, struct ir_value *x);
/* v_adj, or NULL where it is zero. */
struct ir_value *adjoint_take(struct adjoint *a, const struct ir_value *v);

/* ---- available.c */

/* The frame that a value of the primal stands in: the innermost that contains it. */
struct frame *frame_of(struct adjoint *a, const struct ir_value *v);
bool is_in_frame(const struct adjoint *a, const struct ir_value *v);
/* Whether what a load reads is still there when the reverse sweep of its frame ends. */
bool survives_in_frame(struct adjoint *a, const struct ir_op *load);
/* What an integer was before the loop that carries it and adds a constant in every turn, so that it
 * can be computed from the counter; NULL for all others. */
const struct ir_value *stride_start(const struct ir_value *v);
/* A primal value in the reverse sweep, or (for what stands outside the current frame) in the
 * forward sweep of a replayed iteration: visible, recomputed, reloaded or cached. */
struct ir_value *available(struct adjoint *a, const struct ir_value *v);
/* A primal value in the forward sweep of the current frame. */
struct ir_value *forward(struct adjoint *a, const struct ir_value *v);

/* ---- cache.c */

/* Makes `x`, which the forward sweep of `region` computed, visible in the mirror of `region`. Both
 * stand in the current frame or one around it. */
struct ir_value *bring_out(struct adjoint *a, struct ir_value *x, const struct ir_region *region);
/* The region to bring a value out of: further out than its own where the loops in between load the
 * same in all turns. Then each turn stores it to the one place. */
const struct ir_region *cache_region(const struct adjoint *a, const struct ir_value *v);

/* ---- shadow.c */

void shadow_params(struct adjoint *a);
/* The shadow of a pointer; NULL where it surely has none. */
struct ir_value *forward_shadow(struct adjoint *a, const struct ir_value *pointer);
struct ir_value *reverse_shadow(struct adjoint *a, const struct ir_value *pointer);
/* The dual of `v`, a pointer or a real, out of the shadow of where it lies. */
struct ir_value *load_dual(struct adjoint *a, struct ir_value *address, const struct ir_value *v);
/* The type of a value's dual: a real's own; what shadows point to is never const. */
const struct ir_type *dual_type(struct adjoint *a, const struct ir_type *type);
/* Begins what is only done when the shadow is not null. Returns the IF, or NULL where the shadow is
 * surely there and no IF is needed; either goes to guard_end. */
struct ir_op *guard_begin(struct adjoint *a, const struct ir_value *pointer,
                          struct ir_value *shadow, struct ir_builder *outer);
void guard_end(struct adjoint *a, struct ir_op *guard, struct ir_builder outer);
/* Shadows of the ends of a copy, and how many objects it takes; `from` is NULL where what comes is
 * constant. */
struct copy_ends {
    const struct ir_op *op;
    struct ir_value *to, *from, *count;
};
/* Does `action` where the target's shadow is not null, without a source where that one's is. */
void guarded_copy(struct adjoint *a, const struct copy_ends *ends,
                  void (*action)(struct adjoint *a, const struct copy_ends *ends));

/* ---- forward.c */

/* Copies the operations of a region, with their duals, to the end of a->b's region. */
void forward_region(struct adjoint *a, const struct ir_region *region);
/* Whether the forward sweep gives a value a dual. */
bool carries_dual(struct adjoint *a, const struct ir_value *v);
/* The dual as a value of the given type; null or zero where there is none. */
struct ir_value *dual_or_zero(struct adjoint *a, const struct ir_value *v,
                              const struct ir_type *type);

/* ---- tangent.c */

/* Gives the copy of an operation, which is neither control nor a load, store or copy, its tangent.
 */
void tangent_op(struct adjoint *a, const struct ir_op *op);

/* ---- tangent_call.c */

/* Whether a call of a derivative that the user wrote takes the place of the operation's copy; then
 * it has been emitted. */
bool tangent_replaces(struct adjoint *a, const struct ir_op *op);
/* Whether a call's tangent is found by the derivative that the user wrote for the reverse sweep:
 * what it returns is real, and depends on reals alone that change. */
bool tangent_by_vjp(struct adjoint *a, const struct ir_op *op);
/* Emits the tangent of such a call, whose copy has been emitted, in all lanes. */
void tangent_after_call(struct adjoint *a, const struct ir_op *op);
/* Emits the tangent of any other call whose copy has been emitted, in the current lane. */
void tangent_call(struct adjoint *a, const struct ir_op *op);

/* ---- blas.c: calls of routines of CBLAS */

/* Reports what there is no rule for. */
void blas_check(struct adjoint *a, const struct ir_op *call);
void reverse_blas(struct adjoint *a, const struct ir_op *call);
void tangent_blas(struct adjoint *a, const struct ir_op *call);

/* ---- extent.c */

/* Fills a->has_adjoint and a->wanted. */
void find_adjoints(struct adjoint *a);
/* Reports what makes a derivative impossible: calls that have none, active memory without a shadow.
 */
void check_differentiable(struct adjoint *a);
/* Reports what makes the loss something else than one real number. */
void check_scalar_loss(struct adjoint *a);

/* ---- extent_call.c */

void check_calls(struct adjoint *a, const struct ir_region *region);

/* ---- unions.c */

/* Reports where active memory of a union is accessed at more than one type. */
void check_unions(struct adjoint *a);

/* ---- reverse.c */

/* Emits the reverse sweep of a region into the current mirror. */
void reverse_region(struct adjoint *a, const struct ir_region *region);

/* ---- reverse_loop.c */

void reverse_for(struct adjoint *a, const struct ir_op *op);
void reverse_while(struct adjoint *a, const struct ir_op *op);
/* Frees at the end of a reversed iteration what it took from the tape. */
void release_iteration(struct adjoint *a, struct ir_region *body);

/* ---- reverse_memory.c */

void reverse_load(struct adjoint *a, const struct ir_op *op);
void reverse_store(struct adjoint *a, const struct ir_op *op);
void reverse_accum(struct adjoint *a, const struct ir_op *op);
void reverse_copy(struct adjoint *a, const struct ir_op *op);
void reverse_zero(struct adjoint *a, const struct ir_op *op);
/* Does `action` for each real or pointer in `count` objects (NULL: one) at `to` and, in step, at
 * `from` (may be NULL). Last to first when `descending`. */
typedef void (*pair_action)(struct adjoint *a, struct ir_value *to, struct ir_value *from);
void for_each_pair(struct adjoint *a, const struct copy_ends *ends, pair_action action,
                   bool descending);
/* Actions: copies a pointer, or makes it null without a source; adds the adjoint of a copied real
 * to its source's and clears it. */
void copy_pointer_leaf(struct adjoint *a, struct ir_value *to, struct ir_value *from);
void reverse_copy_leaf(struct adjoint *a, struct ir_value *to, struct ir_value *from);

/* ---- realloc.c */

/* Reports active memory that is reallocated and whose size nobody knows. */
void check_realloc(struct adjoint *a, const struct ir_region *region);
/* Gives the copy of a REALLOC its dual, in the forward sweep or in the tangent. */
void forward_realloc(struct adjoint *a, const struct ir_op *op);
void tangent_realloc(struct adjoint *a, const struct ir_op *op);
void reverse_realloc(struct adjoint *a, const struct ir_op *op);

/* ---- parts.c */

/* What the function was split into for a derivative like this one; NULL: nothing yet. */
struct ir_parts *parts_of(const struct adjoint *a, const struct ir_func *func);
/* Whether an operation is a call that becomes calls of parts. */
bool is_split_call(const struct adjoint *a, const struct ir_op *op);
/* Builds the parts that the sweeps of `a` need for a call; reports what makes them impossible. */
void split_callee(struct adjoint *a, const struct ir_op *call);

/* ---- part_call.c */

/* The call in the forward sweep: of the part that records, or of the tangent. */
void forward_part_call(struct adjoint *a, const struct ir_op *op);
/* A slot of the type a lane. */
struct ir_value **make_dual_slots(struct adjoint *a, const struct ir_type *type);
/* Lets a call's result stand for that of `op`, and what lies in the slots, one a lane, for its
 * duals; NULL: none. */
void bind_call_result(struct adjoint *a, const struct ir_op *op, const struct ir_op *call,
                      struct ir_value *const *dual_slots);

/* ---- reverse_call.c */

void reverse_call(struct adjoint *a, const struct ir_op *op);

/* ---- fuse.c */

/* Whether a loop that can be replayed can run backward as it runs forward. */
bool fuse_is_possible(struct adjoint *a, const struct ir_op *loop);
/* What a loop makes of a value that it goes on adding to; NULL where it takes the value otherwise.
 */
const struct ir_value *fuse_sum_from(const struct ir_op *loop, const struct ir_value *v);

/* ---- fused_loop.c */

/* Emits it in the forward sweep, and what is left of it in the reverse sweep. */
void fused_loop(struct adjoint *a, const struct ir_op *op);
void reverse_fused(struct adjoint *a, const struct ir_op *op);

/* ---- replay.c */

/* Decides which loops of the primal are replayed, and which of them are fused. */
void replay_choose(struct adjoint *a);
/* Whether the value that a loop carries is needed to repeat an iteration: not when it merely
 * accumulates. */
bool replay_needs_carried(struct adjoint *a, const struct ir_op *loop, uint32_t index);

#endif
