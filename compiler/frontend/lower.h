/* What the files that lower C to IR share: the context, C values and places, and each other.
 *
 * A construct that is not supported ends the lowering of its statement by a jump to
 * `link.recover` after the error has been reported; the module is then never used. */
#ifndef GRADC_FRONTEND_LOWER_H
#define GRADC_FRONTEND_LOWER_H

#include "frontend/unit.h"
#include "ir/build.h"

#include <setjmp.h>

/* The part of a C type that IR types do not hold: arrays whose extent is a value. In IR such an
 * array is a run of its innermost elements, and a pointer to it a pointer to an element. */
struct complex_parts;

struct vla {
    const struct complex_parts *complex; /* no array at all: of a complex number; see complex.h */
    bool is_pointer;         /* a pointer to `inner`; else an array of `extent` `inner` */
    struct ir_value *extent; /* i64; NULL where C leaves it open */
    const struct vla *inner; /* NULL: the element type of the IR pointer */
};

/* An rvalue. For void `v` is NULL; for a record it points to memory that holds the value. */
struct value {
    struct ir_value *v;
    const struct vla *vla; /* of a pointer */
};

/* An lvalue: an object in memory, or a variable that keeps its first value (`direct`). */
struct place {
    struct ir_value *addr;
    struct ir_value *direct;
    const struct vla *vla; /* of the object */
    const char *name;      /* hint for what is loaded from it, or NULL */
    bool is_early;         /* declared ahead of the statement that declares it */
    bool is_private;       /* volatile, but nobody else can access it */
};

/* A bool in memory that tells whether control has left. Removed again when nothing asks. */
struct flag {
    struct ir_value *slot;
    VEC(struct ir_op *) stores;
    bool is_read;
};

/* A label that is jumped to, as what the jump leaves. */
struct label {
    CXCursor decl;
    unsigned exit;     /* its bit in the exits of statements before it, once there is a jump */
    bool is_reached;   /* what is built from here on stands behind it */
    struct flag *flag; /* while its block is lowered */
    struct label *outer;
};

/* The labels of a tree of statements while it is built. */
struct label_scope {
    VEC(struct label *)
    open;                  /* in blocks around the statement that is built; it may precede them */
    struct cursors passed; /* labels that stand before it */
    bool is_expr;          /* of a statement expression */
};

/* What `break` and `continue` leave. */
struct target {
    struct target *outer;
    struct flag *broken;    /* NULL when nothing inside breaks */
    struct flag *continued; /* likewise */
    bool is_loop;
};

struct func_state {
    struct arena *scratch; /* until the function is lowered: statements, places, the maps below */
    CXCursor decl;
    struct ir_func *func;
    struct ir_value *result_slot; /* of a scalar result, when there are several returns */
    struct ir_value *result_addr; /* where a record result goes */
    const struct ir_type *result;
    struct flag *returned;
    struct target *target;
    struct label *label;          /* of the innermost block that is lowered */
    struct label_scope *labels;   /* while a tree is built */
    struct cursor_map *written;   /* variables that are assigned or have their address taken */
    struct cursor_map *addressed; /* variables that have their address taken */
    bool jumps;                   /* over declarations, perhaps: there are labels */
    struct ir_op *branch;         /* outermost IF of the expression that is lowered, or NULL */
    const char *printed;          /* see printed.h; NULL: not asked for yet */
    bool failed;
};

/* A function that is reached from a loss. */
struct lower_func {
    struct lower_state *home; /* the unit that it is seen in: where one defines it, that one */
    const char *name;         /* in its source */
    CXCursor declared;        /* its declaration there */
    CXCursor decl;            /* its definition; null for external functions */
    struct ir_callee *callee;
    struct ir_func *func; /* NULL for external functions */
};

/* What libclang was asked of a cursor lately. It takes long to answer, and most is asked for more
 * than once while an expression is lowered. */
enum { KNOWN_CURSORS = 64 };

struct known_cursor {
    CXCursor cursor, referenced;
    CXType type;
    struct src_loc loc;
    bool has_referenced, has_type, has_loc;
};

/* An operation whose left operand is being lowered. */
struct chain_link {
    CXCursor op, right;
};

/* The state of one unit; what units share is in `link`. */
struct lower_state {
    struct unit *unit;
    struct link *link;        /* see link.h */
    struct unit_names *names; /* see unit_names.h; NULL while it is the only unit */
    bool is_main;             /* its losses are differentiated */
    bool amalgamates;         /* the output is going to include its file */
    bool needs_system;        /* something in the module is what the system's headers declare */
    struct arena *arena;
    struct syntax *syntax; /* of the function under way */
    const struct frontend_options *options;
    struct ir_module *module;
    struct ir_types *types;
    struct ir_builder b;
    struct known_cursor known[KNOWN_CURSORS]; /* by hash */
    VEC(struct chain_link) chain;             /* the innermost one last */
    struct cursor_map *vars;           /* of the function: VarDecl, ParmDecl -> struct place */
    struct cursor_map *globals;        /* VarDecl -> struct ir_global */
    struct cursor_map *funcs;          /* canonical FunctionDecl -> struct lower_func */
    struct cursor_map *records;        /* canonical record decl -> const struct ir_type */
    struct cursor_map *updates;        /* canonical global -> const struct src_loc; see updates.h */
    const struct unwritten *unwritten; /* see unwritten.h; NULL: not asked for yet */
    VEC(struct registration *) registrations; /* see registration.h */
    struct func_state *fn;
    unsigned depth;
};

/* ---- errors (lower.c) */

/* "cannot differentiate <what>" at the cursor; does not return. */
_Noreturn void lower_refuse(struct lower_state *l, CXCursor at, const char *what);
/* The same in two steps, between which notes are added. */
struct diag *lower_refusal(struct lower_state *l, CXCursor at, const char *what);
_Noreturn void lower_refused(struct lower_state *l, struct diag *refusal);
/* Gives up without a message, because an error that led here has been reported. What is being
 * lowered has failed. */
_Noreturn void lower_give_up(struct lower_state *l);
/* Notes a declaration of the system's that the module refers to. */
void lower_note_system(struct lower_state *l, CXCursor decl);
/* What is built from here on stands at the cursor's place. */
void lower_at(struct lower_state *l, CXCursor cursor);
/* Says that a cursor stands where another one does. */
void lower_same_place(struct lower_state *l, CXCursor cursor, CXCursor other);
/* clang_getCursorType and clang_getCursorReferenced. */
CXType lower_cursor_type(struct lower_state *l, CXCursor cursor);
CXCursor lower_referenced(struct lower_state *l, CXCursor cursor);
/* Guards the recursion over nested source; pairs with lower_leave. */
void lower_enter(struct lower_state *l, CXCursor cursor);
void lower_leave(struct lower_state *l);

/* ---- types (types.c, declarator.c) */

const struct ir_type *lower_type(struct lower_state *l, CXType type, CXCursor at);
/* A C type's size in bytes; false for incomplete and variable ones. */
bool lower_type_size(CXType type, unsigned long long *size);
bool lower_type_is_vla(CXType type);     /* an array with a variable extent somewhere */
bool lower_type_is_vla_ptr(CXType type); /* a pointer to such an array */
bool lower_type_is_record(CXType type);
/* Whether functions are given objects of the type, and give them, in memory: records and complex
 * numbers. */
bool lower_type_is_passed_in_memory(CXType type);
/* Of an object, or of the elements of an array. */
bool lower_type_is_const(CXType type);
bool lower_type_is_volatile(CXType type);
/* The innermost element of nested arrays. */
CXType lower_innermost_element(CXType type);
/* The indices that lead from a record to one of its fields, through anonymous members. False when
 * the field is not one of the record's. */
struct field_path {
    unsigned *data;
    size_t len, cap;
};
bool lower_field_path(struct lower_state *l, const struct ir_record *record, CXCursor field,
                      struct field_path *path);
/* A declaration of `name` with the type ("double (*f)(int)"). */
const char *lower_declarator(struct arena *arena, CXType type, const char *name);

/* ---- values and places (value.c) */

struct value lower_load(struct lower_state *l, struct place place, CXCursor at);
/* Whether a volatile variable of the function is an ordinary one, but for the rounding of what is
 * stored in it: a real, complex number or pointer whose address is not taken. */
bool lower_is_private(struct lower_state *l, CXCursor decl);
/* What is stored in such a variable. */
struct ir_value *lower_rounded(struct lower_state *l, struct place place, struct ir_value *v);
/* Gives what the object then holds. */
struct ir_value *lower_store(struct lower_state *l, struct place place, struct value value,
                             CXCursor at);
/* The same for a scalar at an address. */
struct ir_value *lower_store_at(struct lower_state *l, struct ir_value *addr, struct ir_value *v,
                                CXCursor at);
/* The same where each store counts. */
struct ir_value *lower_store_volatile(struct lower_state *l, struct ir_value *addr,
                                      struct ir_value *v, CXCursor at);
/* The value of a bit-field as it enters arithmetic: an int where that holds all its values. Others
 * as they are. */
struct ir_value *lower_bit_field_value(struct lower_state *l, const struct ir_value *addr,
                                       struct ir_value *v);
/* An array's address as a pointer to its first element. */
struct value lower_decay(struct lower_state *l, struct place array, CXCursor at);
struct place lower_deref(struct lower_state *l, struct value pointer, CXCursor at);
/* p + i or p - i, in units of what p points to. */
struct value lower_pointer_add(struct lower_state *l, struct value pointer, struct ir_value *index,
                               bool subtract, CXCursor at);
/* Number of innermost elements of the array that a vla describes. */
struct ir_value *lower_vla_count(struct lower_state *l, const struct vla *vla, CXCursor at);
/* Memory that lives as long as the enclosing block, also when a branch of ?: or && asks for it. */
struct ir_value *lower_temporary(struct lower_state *l, const struct ir_type *type);
/* Makes the types of both ends meet where C allows an implicit conversion. */
struct ir_value *lower_coerce(struct lower_state *l, struct ir_value *v, const struct ir_type *type,
                              CXCursor at);
/* A C conversion, implicit or by a cast. */
struct value lower_convert(struct lower_state *l, struct value value, CXType to, CXCursor at);
struct ir_value *lower_truth(struct lower_state *l, struct ir_value *v);
struct ir_value *lower_real(struct lower_state *l, const struct ir_type *type, long double value);
/* A pointer into nested arrays as a pointer to the innermost element. */
struct ir_value *lower_flatten(struct lower_state *l, struct ir_value *pointer);

/* ---- expressions (expr.c and others) */

struct value lower_expr(struct lower_state *l, CXCursor expr);
/* As lower_expr, but something other than void or a complex number must come out. */
struct ir_value *lower_scalar(struct lower_state *l, CXCursor expr);
struct place lower_place(struct lower_state *l, CXCursor expr);
bool lower_is_place(struct lower_state *l, CXCursor expr);
/* A truth value, as bool. */
struct ir_value *lower_condition(struct lower_state *l, CXCursor expr);
/* The value of an expression of record type, written to `to`, which nothing else refers to. */
void lower_record_into(struct lower_state *l, struct ir_value *to, CXCursor expr);
/* A call whose result is a record, which is written to `to`. */
void lower_record_call(struct lower_state *l, struct ir_value *to, CXCursor call);
/* For its effects alone. */
void lower_discard(struct lower_state *l, CXCursor expr);

/* Handlers by kind of cursor. */
struct value lower_float_literal(struct lower_state *l, CXCursor expr);
struct value lower_integer_literal(struct lower_state *l, CXCursor expr);
struct value lower_binary(struct lower_state *l, CXCursor expr);
struct value lower_compound_assign(struct lower_state *l, CXCursor expr);
struct value lower_unary(struct lower_state *l, CXCursor expr);
struct value lower_conditional(struct lower_state *l, CXCursor expr);
/* A ?: of pointers whose branches are converted to `to` one by one, which tells what is allocated
 * in a branch. */
struct value lower_conditional_as(struct lower_state *l, CXCursor expr, CXType to);
/* An operand converted to `to`, by the cast or implicit conversion `at`. */
struct value lower_converted(struct lower_state *l, CXCursor operand, CXType to, CXCursor at);
struct value lower_call(struct lower_state *l, CXCursor expr);
struct value lower_cast(struct lower_state *l, CXCursor expr);
struct value lower_unexposed(struct lower_state *l, CXCursor expr);
struct value lower_generic(struct lower_state *l, CXCursor expr);
/* The expression that a _Generic selects (generic.c). */
CXCursor lower_generic_choice(struct lower_state *l, CXCursor generic);
struct value lower_stmt_expr(struct lower_state *l, CXCursor expr);
struct place lower_compound_literal(struct lower_state *l, CXCursor expr);

struct value lower_assign(struct lower_state *l, CXCursor expr);
struct value lower_increment(struct lower_state *l, CXCursor expr, enum CXUnaryOperatorKind kind);
struct ir_value *lower_logical(struct lower_state *l, CXCursor expr, bool is_and);

/* Arithmetic on two operands of promoted types, which are brought to their common type; pointers
 * are scaled. */
struct value lower_arithmetic(struct lower_state *l, enum CXBinaryOperatorKind kind, struct value x,
                              struct value y, CXCursor at);
bool lower_is_comparison(enum CXBinaryOperatorKind kind);
struct ir_value *lower_compare(struct lower_state *l, CXCursor expr);

/* Says that `op` holds branches of an expression; what is returned undoes it by lower_leave_branch.
 */
struct ir_op *lower_enter_branch(struct lower_state *l, struct ir_op *op);
void lower_leave_branch(struct lower_state *l, struct ir_op *outer);
/* Begins filling a region; what is returned is where building goes on afterwards. */
struct ir_builder lower_into(struct lower_state *l, struct ir_region *region);
void lower_yield(struct lower_state *l, struct ir_value *value /* or NULL */);
/* `condition ? if_true : if_false` of an IF whose two regions are filled but not ended. Becomes a
 * SELECT where both are cheap and cannot fail. */
struct ir_value *lower_finish_if(struct lower_state *l, struct ir_op *op, struct ir_value *if_true,
                                 struct ir_value *if_false);

/* ---- calls (call.c, memory_call.c, math_call.c) */

/* Whether a function of gradc.h stands for an operation, though the header defines it. */
bool lower_is_annotation_call(const char *name);
struct lower_func *lower_function(struct lower_state *l, CXCursor decl, CXCursor at);
/* Makes an empty one that of a declaration of this unit, defined here if anywhere. */
void lower_new_function(struct lower_state *l, struct lower_func *func, CXCursor decl, CXCursor at);
/* The function that an expression names, as a pointer. False when it names none. */
bool lower_function_address(struct lower_state *l, CXCursor expr, struct value *result);
/* Notes the functions that a table's initialiser names. */
void lower_targets(struct lower_state *l, struct ir_global *global, CXCursor init);
/* Calls of known functions. False when the callee is not one of them. */
bool lower_math_call(struct lower_state *l, const char *name, CXCursor call, struct value *result);
bool lower_memory_call(struct lower_state *l, const char *name, CXCursor call,
                       struct value *result);
/* Whether a function is one of malloc's like (allocation.c). */
bool lower_is_allocator(const char *name);
/* malloc or calloc whose result is not converted at once: bytes that are not yet of a type. See
 * opt/type_memory.c. */
struct value lower_untyped_allocation(struct lower_state *l, const char *name, CXCursor call);
/* The aligned objects that posix_memalign gives. */
struct ir_value *lower_posix_memalign(struct lower_state *l, CXCursor call, CXType object);
/* A call of one of the first kind, converted to the pointer type `to`. False when `expr` is none.
 */
bool lower_allocation(struct lower_state *l, CXCursor expr, CXType to, struct value *result);

/* ---- variadic.c */

/* Whether a function's prototype ends in "...". */
bool lower_is_variadic(CXCursor decl);
/* Describes one that the unit defines, which stays external; refuses what cannot be called. */
void lower_leave_variadic(struct lower_state *l, struct lower_func *func, CXCursor at);

/* ---- declarations (decl.c, vla.c, init.c, global.c) */

void lower_decl_stmt(struct lower_state *l, CXCursor stmt);
/* Makes the statement's variables without giving them their values: it may be jumped over. */
void lower_decl_early(struct lower_state *l, CXCursor stmt);
/* Whether a declaration has an attribute that clang's interface does not name: it is found in the
 * text. */
bool lower_has_attribute(struct lower_state *l, CXCursor decl, const char *attribute);
struct ir_global *lower_global(struct lower_state *l, CXCursor decl);
/* Makes an empty one that of a declaration of this unit, defined here if anywhere. */
void lower_new_global(struct lower_state *l, struct ir_global *global, CXCursor decl);
/* Gives an object its initial value; `type` is the C type of the object. */
void lower_init(struct lower_state *l, struct ir_value *addr, CXType type, CXCursor init);
/* The extents of a declared variable's type, evaluated; NULL when there are none. `decl` is the
 * variable or parameter. */
const struct vla *lower_vla_of_decl(struct lower_state *l, CXCursor decl);
/* How many objects an array parameter of `func` has, in those that its IR value points to; NULL
 * where its declaration does not say, or says it in another way than by its parameters. */
const struct ir_extent *lower_extent_of_param(struct lower_state *l, const struct lower_func *func,
                                              CXCursor param);
/* The same for the type of a cast. */
const struct vla *lower_vla_of_cast(struct lower_state *l, CXCursor cast);

/* ---- functions (func.c) */

/* Assignment, increment, decrement, and taking the address. */
bool lower_changes_operand(CXCursor cursor);
void lower_func_body(struct lower_state *l, struct lower_func *func);
/* Marks a function that cannot be lowered as broken, with a body that says nothing. */
void lower_func_drop(struct lower_state *l, struct ir_func *func);
/* The IR type of a parameter, with the decay that libclang hides. */
const struct ir_type *lower_param_type(struct lower_state *l, CXCursor param);
/* Adds result and parameters to func->func. */
void lower_func_signature(struct lower_state *l, struct lower_func *func);

#endif
