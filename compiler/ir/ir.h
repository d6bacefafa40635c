/* The IR: typed, structured SSA.
 *
 * A module holds functions, globals and records. A function's body is a region: a list of
 * operations whose values are visible to the operations after them and to nested regions. Control
 * flow is operations that hold regions; there are no basic blocks. Scalars and pointers are values;
 * aggregates are always in memory, reached by pointers (a struct passed or returned by value in C
 * is a pointer to a private copy here).
 *
 * Everything belongs to the module's arena. Values have no use lists: a pass that replaces values
 * records replacements and applies them in one sweep (ir/rewrite.h). */
#ifndef GRADC_IR_IR_H
#define GRADC_IR_IR_H

#include "ir/type.h"
#include "support/vec.h"

enum ir_opcode {
#define OP(id, name, operands, results, regions, effects, attr) IR_##id,
#include "ir/ops.def"
#undef OP
    IR_OPCODE_COUNT
};

enum ir_effect {
    IR_EFFECT_PURE,
    IR_EFFECT_READ,
    IR_EFFECT_WRITE,
    IR_EFFECT_ALLOC,
    IR_EFFECT_OPAQUE,
    IR_EFFECT_CONTROL,
};

enum ir_attr_kind {
    IR_ATTR_NONE,
    IR_ATTR_INTEGER,
    IR_ATTR_REAL,
    IR_ATTR_TEXT,
    IR_ATTR_FIELD,
    IR_ATTR_MATH,
    IR_ATTR_GLOBAL,
    IR_ATTR_CALLEE,
    IR_ATTR_LOOP,
    IR_ATTR_STACK,
};

enum { IR_ANY = -1 };

/* One row of ops.def. */
struct ir_op_info {
    const char *name;
    int operands, results, regions; /* IR_ANY where the count varies */
    enum ir_effect effect;
    enum ir_attr_kind attr;
};

extern const struct ir_op_info ir_op_infos[IR_OPCODE_COUNT];

enum ir_math {
#define MATH(id, name, signature, home) IR_MATH_##id,
#include "ir/math.def"
#undef MATH
    IR_MATH_COUNT
};

/* The same by the name of any form, whose real type is told. */
bool ir_math_find_form(const char *name, enum ir_math *math, enum ir_scalar *form);
/* Who declares a function. */
enum ir_math_home {
    IR_MATH_HOME_C99,
    IR_MATH_HOME_UNIX,
    IR_MATH_HOME_GRADC,
    IR_MATH_HOME_COMPLEX,
    IR_MATH_HOME_HALF
};

const char *ir_math_name(enum ir_math math); /* of the double form */
unsigned ir_math_arity(enum ir_math math);
enum ir_math_home ir_math_home(enum ir_math math);
/* The type of the result (position 0) or of an argument (from 1) of the form for `real`. */
enum ir_scalar ir_math_scalar(enum ir_math math, unsigned position, enum ir_scalar real);
/* The first argument that is a real, from 0: its type tells the form. */
unsigned ir_math_real_argument(enum ir_math math);
/* Finds a function by the name of its double form; false when it is not one of math.def's. */
bool ir_math_find(const char *name, enum ir_math *math);

/* How a call was reached once its callee has been inlined: the call's place, and the site of the
 * function that held the call. NULL for what stands in the function itself. */
struct ir_site {
    struct src_loc call;
    const char *callee, *shown; /* its name; the same for people */
    const struct ir_site *outer;
};

struct ir_op;
struct ir_region;
struct ir_func;
struct ir_module;
struct ir_blas;

struct ir_value {
    const struct ir_type *type;
    const char *name;         /* hint: the source's name or NULL; need not be unique */
    uint32_t id;              /* dense within the function: indexes side tables */
    uint32_t index;           /* which result or argument */
    struct ir_op *def;        /* NULL for a region argument */
    struct ir_region *region; /* the region it is an argument of, or that its operation is in */
};

/* For loops: how the counter is compared with the bound. */
enum ir_predicate { IR_PRED_LT, IR_PRED_LE, IR_PRED_GT, IR_PRED_GE };

struct ir_real {
    long double value;
    const char *text; /* C spelling without suffix, or NULL */
};

union ir_attr {
    int64_t integer; /* the value's bits; unsigned types reinterpret them */
    const struct ir_real *real;
    const char *text;
    unsigned field;
    enum ir_math math;
    struct ir_global *global;
    struct ir_callee *callee;
    struct {
        enum ir_predicate pred;
        bool reverse; /* the same counters, last to first */
    } loop;
    unsigned stack;
};

enum { IR_MOST_RESULTS = (1 << 22) - 1, IR_MOST_REGIONS = 3 };

_Static_assert(IR_OPCODE_COUNT <= 256, "an opcode fits its bits");

/* What walks over a function ask for comes first, and fills one line of a cache: what such a walk
 * costs is memory. */
struct ir_op {
    enum ir_opcode code : 8;
    uint32_t region_count : 2, result_count : 22;
    uint32_t operand_count;
    struct ir_value **operands;
    struct ir_value **results;
    struct ir_region **regions;
    struct ir_op *next, *prev;
    struct ir_region *region; /* that it is in */
    union ir_attr attr;
    const struct ir_site *site;
    struct src_loc loc;
    uint32_t order; /* in the order of the text; set by ir_number_ops, stale after a change */
};

struct ir_region {
    struct ir_op *first, *last;
    VEC(struct ir_value *) args;
    struct ir_op *op; /* that holds it; NULL for a function's body */
    struct ir_func *func;
};

/* How many elements an array parameter has, as its declaration says. */
struct ir_extent {
    enum { IR_EXTENT_NUMBER, IR_EXTENT_PARAM, IR_EXTENT_BINARY } kind;
    int64_t number;      /* not negative */
    uint32_t param;      /* the index of an integer parameter */
    enum ir_opcode code; /* ADD, SUB, MUL or DIV of `x` and `y`, in 64 bits */
    const struct ir_extent *x, *y;
};

/* What the source says of a parameter. */
struct ir_param {
    bool is_wrt;   /* GRADC_WRT: differentiate with respect to it */
    bool is_const; /* GRADC_CONST: deliberately held fixed */
    bool is_out;   /* GRADC_OUT: the loss comes out here */
    bool is_work;  /* GRADC_WORK: the caller's scratch memory */
    bool is_restrict;
    bool is_by_value; /* a record passed by value: the IR value points to the private copy */
    bool is_result;   /* the first parameter of a function that returns a record by value */
    bool is_grad;     /* the gradient or shadow buffer of the parameter before it */
    /* C declaration with '%' for the name where it cannot be derived from the IR type, as in
     * "const double %[n][m]"; else NULL. `c_grad_decl` is the same without const. The IR value
     * of such an array parameter is a pointer to its first scalar element. */
    const char *c_decl, *c_grad_decl;
    const struct ir_extent *extent;     /* in objects that the IR value points to; NULL: not said */
    const struct ir_contract *contract; /* of its value or elements, or NULL */
    struct src_loc loc, begin;          /* of its name; of its declaration */
};

struct ir_func {
    const char *name;
    const char *shown; /* what the source calls it, where that may be another name; else NULL */
    const struct ir_module *module;
    const struct ir_type *result; /* void when nothing or a record is returned */
    VEC(struct ir_param) params;  /* parallel to body->args */
    struct ir_region *body;       /* its arguments are the parameters */
    bool is_static, is_inline;
    bool is_included;   /* defined in a header of the source's, which the output includes too */
    bool is_loss;       /* GRADC_LOSS or --loss */
    bool is_derivative; /* made by gradc: to be emitted */
    bool is_gradient;   /* what comes out of it are gradients, not what it returns */
    bool is_address_taken;
    bool is_broken;   /* it, or what it calls, had an error: an empty body, not to be looked at */
    bool is_split;    /* to be split into parts: all that goes in and comes out may be active */
    bool is_part;     /* a part that is made of one: tape and stacks are its caller's */
    unsigned effects; /* of its calls, see analysis/call_effects.h; 0: not asked for yet */
    struct ir_parts *parts; /* what it was split into, as far as it was asked for */
    const char *summary;    /* of a derivative: the comment above its declaration, or NULL */
    struct src_loc loc;
    uint32_t value_count; /* next value id */
    unsigned stack_count; /* next number of PUSH and POP */
};

/* How a parameter of a function takes part in the function's derivative. */
enum ir_kind {
    IR_KIND_PLAIN = '.',   /* not at all: neither real nor a pointer to reals */
    IR_KIND_REAL = 'x',    /* a real */
    IR_KIND_READ = 'r',    /* a pointer to constant reals */
    IR_KIND_WRITTEN = 'w', /* a pointer to reals */
};

/* What a function that calls itself is split into (diff/parts.c), for a derivative of one kind. */
struct ir_parts {
    bool is_tangent;
    unsigned width;    /* how many shadows, tangents and adjoints go along with each parameter */
    const char *kinds; /* as of struct ir_callee, of the pointers those that have shadows */
    struct ir_callee *forward; /* the forward sweep of the adjoint, or the tangent */
    struct ir_callee *reverse; /* the reverse sweep */
    bool has_result_shadow; /* the result is a pointer; its shadow comes out of the forward part */
    struct ir_parts *next;
};

/* What a CALL calls. `func` is the definition in this module, or NULL for an external function;
 * then `c_name` is declared by one of the source's headers. */
struct ir_callee {
    const char *name;
    /* A letter a parameter, where all that the function does is known to be done through its
     * arguments, and it has a derivative of one of the forms that follow; else NULL. */
    const char *kinds;
    /* Marked GRADC_VJP: takes what its function takes, each real parameter and each pointer to
     * reals followed by a pointer to its gradient, and last the seed of the result; it adds to the
     * gradients. For a pointer that is written it finds the adjoint of what was written, and leaves
     * the one of what was there before. */
    struct ir_callee *vjp;
    /* Marked GRADC_JVP: does what its function does, and takes the same with tangents in place of
     * gradients, and last a pointer that the tangent of the result is stored through. */
    struct ir_callee *jvp;
    const struct ir_blas *blas; /* a routine of CBLAS: see ir/blas.h */
    struct ir_func *func;
    const char *c_declaration; /* of an external one that the source itself declares, or NULL */
    bool is_variadic;
    bool is_of_unit;    /* without `func`, yet defined in this unit: it may know its statics */
    bool is_elsewhere;  /* defined in a file of the program's that was not given */
    bool never_returns; /* as exit and abort: nothing comes after its call */
    bool spares_reals;  /* touches no globals that hold reals or pointers */
    bool passes_record; /* is_indirect: no C can be written for it while it is left */
    bool is_indirect;   /* stands for what a pointer leads to; `name` is "*" and the pointer's */
    struct src_loc loc; /* of the declaration */
};

/* Names for people. */
static inline const char *ir_func_shown(const struct ir_func *func)
{
    return func->shown ? func->shown : func->name;
}
static inline const char *ir_callee_shown(const struct ir_callee *callee)
{
    return callee->func ? ir_func_shown(callee->func) : callee->name;
}

/* A function whose address lies in a constant table. */
struct ir_target {
    struct ir_callee *callee;
    const struct ir_type *type; /* of the pointer to it */
};

/* A change of the source's text, for an output that holds it. */
struct ir_edit {
    unsigned at, length; /* the bytes that are replaced */
    const char *text;
    bool is_path;   /* the way from the output to the source's folder takes their place */
    unsigned order; /* for the emitter */
};

struct ir_global {
    const char *name;
    const char *shown; /* what the source calls it, where that is another name; else NULL */
    const struct ir_type *type; /* of the object */
    bool is_const, is_static;   /* is_static: internal linkage or static local */
    bool is_local;              /* a static variable of one function */
    bool is_volatile;
    bool is_wrt, is_marked_const;
    bool is_derivative;  /* made by gradc: the output defines it */
    const char *summary; /* of such a one: the comment above its declaration */
    bool is_included;    /* the output includes the file that defines it */
    /* For is_static && is_const: the C text of its definition, to be repeated in the output. */
    const char *c_definition;
    VEC(struct ir_target) targets;      /* of a global with c_definition: functions it points to */
    VEC(struct ir_global *) names;      /* of the same: other variables that the text names */
    const struct ir_contract *contract; /* of its value or elements, or NULL */
    struct src_loc loc, begin;          /* of its name; of its declaration */
    VEC(struct ir_edit) hoist; /* is_local: what gives it its name in an amalgamated output */
    struct src_loc updated;    /* where the unit changes it outside its losses; file 0: nowhere */
};

/* Its name for people. */
static inline const char *ir_global_shown(const struct ir_global *global)
{
    return global->shown ? global->shown : global->name;
}

/* A line of C that the output needs ahead of the functions: an include of the source, or the
 * definition of a type that the source itself holds. In source order. */
struct ir_prelude {
    const char *text;
    bool is_include;
    bool is_for_header; /* needed by the generated header's declarations too */
};

struct ir_module {
    bool types_overlap;              /* objects of different types may (-fno-strict-aliasing) */
    bool ints_wrap;                  /* signed integers do on overflow (-fwrapv) */
    bool has_built[IR_OPCODE_COUNT]; /* what it was never made of need not be looked for */
    struct arena *arena;
    struct ir_types *types;
    struct intern *names;
    const char *source_name; /* as given on the command line */
    VEC(struct ir_func *) funcs;
    VEC(struct ir_global *) globals;
    VEC(const struct ir_type *) records; /* in order of definition */
    VEC(struct ir_prelude) prelude;
    const char *source_text;      /* of the main file, for an amalgamated output */
    VEC(struct ir_edit) includes; /* its directives that are relative to its folder */
};

struct ir_module *ir_module_create(struct arena *arena, const char *source_name);
/* Frees what the module holds outside its arena. */
void ir_module_destroy(struct ir_module *module);
/* A function with an empty body, added to the module. */
struct ir_func *ir_func_create(struct ir_module *module, const char *name,
                               const struct ir_type *result);
struct ir_func *ir_func_find(const struct ir_module *module, const char *name);
/* The name, with as many underscores behind it as make it that of no function. */
const char *ir_func_unused_name(const struct ir_module *module, const char *name);
/* Adds a parameter and its value; the ir_param is zeroed. */
struct ir_value *ir_func_add_param(struct ir_module *module, struct ir_func *func,
                                   const struct ir_type *type, const char *name);

struct ir_region *ir_region_create(struct ir_module *module, struct ir_func *func);
struct ir_value *ir_region_add_arg(struct ir_module *module, struct ir_region *region,
                                   const struct ir_type *type, const char *name);

/* Moves: the operation must be in a region / in none. */
void ir_op_unlink(struct ir_op *op);
/* Puts it before `before`, or at the end of `region` when that is NULL. */
void ir_op_insert(struct ir_region *region, struct ir_op *before, struct ir_op *op);

static inline const struct ir_op_info *ir_op_info(const struct ir_op *op)
{
    return &ir_op_infos[op->code];
}

/* EQ, NE, LT, LE, GT, GE. */
/* Whether its result points to a fresh object. */
static inline bool ir_op_makes_object(const struct ir_op *op)
{
    return ir_op_info(op)->effect == IR_EFFECT_ALLOC || op->code == IR_REALLOC;
}

/* Whether it takes memory from the tape. */
static inline bool ir_op_takes_tape(const struct ir_op *op)
{
    return op->code == IR_TAPE_ALLOC || op->code == IR_TAPE_ZALLOC || op->code == IR_TAPE_BLOCK;
}

/* The content of whole objects that COPY, MOVE and REALLOC put somewhere else. */
struct ir_copied {
    const struct ir_value *to, *from; /* pointers; NULL for any other operation */
};
static inline struct ir_copied ir_op_copied(const struct ir_op *op)
{
    struct ir_copied none = {NULL, NULL};
    if (op->code == IR_COPY || op->code == IR_MOVE)
        return (struct ir_copied){op->operands[0], op->operands[1]};
    return op->code == IR_REALLOC ? (struct ir_copied){op->results[0], op->operands[0]} : none;
}

static inline bool ir_op_is_comparison(const struct ir_op *op)
{
    return op->code >= IR_EQ && op->code <= IR_GE;
}

static inline bool ir_op_is_pure(const struct ir_op *op)
{
    return ir_op_info(op)->effect == IR_EFFECT_PURE;
}

/* Whether an operation makes an address from its first operand, which is one. */
static inline bool ir_op_is_step(const struct ir_op *op)
{
    return op->code == IR_ELEM || op->code == IR_FIELD || op->code == IR_PTRADD ||
           op->code == IR_PTRCAST;
}

/* Whether a value is a CONST or a REAL. */
static inline bool ir_value_is_literal(const struct ir_value *value)
{
    return value->def && (value->def->code == IR_CONST || value->def->code == IR_REAL);
}

/* What an address was made from by steps; it itself where there are none. */
const struct ir_value *ir_address_base(const struct ir_value *address);
/* The same where that is an object which the function makes; else NULL. */
const struct ir_value *ir_address_object(const struct ir_value *address);

/* Whether a call may write through its pointer operand `i`. */
bool ir_call_writes_through(const struct ir_op *call, uint32_t i);

/* Whether a call is one of a function of the unit that has to be split to be differentiated: all
 * others have been inlined. */
bool ir_call_is_split(const struct ir_op *call);

/* How many stacks the parts of the module share. */
unsigned ir_part_stacks(const struct ir_module *module);

/* The only result. */
static inline struct ir_value *ir_result(const struct ir_op *op)
{
    return op->results[0];
}

/* The region's last operation: YIELD or RETURN; NULL while it is being built. */
static inline struct ir_op *ir_terminator(const struct ir_region *region)
{
    return region->last && (region->last->code == IR_YIELD || region->last->code == IR_RETURN)
               ? region->last
               : NULL;
}

/* Numbers the operations of `func` from 0, an operation before those in its regions. Returns how
 * many there are. */
uint32_t ir_number_ops(const struct ir_func *func);

/* Whether `inner` is `outer` or nested in it. */
bool ir_region_contains(const struct ir_region *outer, const struct ir_region *inner);

/* Whether there is an operation of that kind in a region, at any depth. */
bool ir_region_holds(const struct ir_region *region, enum ir_opcode code);

#define IR_FOR_EACH_OP(op, region) for (struct ir_op *op = (region)->first; op; op = op->next)

#endif
