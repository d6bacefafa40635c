/* What the files that print one function share.
 *
 * Operations are printed in their order. A pure value that is used once, in its own region, is not
 * printed where it is computed but kept as text until its user takes it; if it reads memory and
 * something writes first, it becomes a variable before that. All other values are constants of C,
 * except what loops carry, which are variables that change at the end of an iteration. */
#ifndef GRADC_EMIT_CONTEXT_H
#define GRADC_EMIT_CONTEXT_H

#include "emit/emit.h"
#include "ir/declare.h"
#include "support/vec.h"

/* How tightly an expression binds, as in C's grammar; a higher number binds less. */
enum binding {
    BIND_PRIMARY,
    BIND_UNARY,
    BIND_MUL,
    BIND_ADD,
    BIND_SHIFT,
    BIND_RELATION,
    BIND_EQUALITY,
    BIND_AND,
    BIND_XOR,
    BIND_OR,
    BIND_CONDITION,
};

/* A value as C. */
struct c_value {
    const char *text;   /* NULL: not printed yet */
    const char *object; /* of a pointer: what it points to, as an lvalue; NULL: "*text" */
    enum binding binding, object_binding;
    bool is_volatile; /* what `object` is */
    bool reads;       /* reads memory when it is evaluated */
    bool pending;     /* waits for its only user */
};

struct emitter {
    struct arena *arena;
    struct src_files *files;
    const struct ir_module *module;
    const struct ir_func *func;
    struct text *out;
    unsigned indent;
    struct c_value *values;                /* by id */
    uint32_t *uses;                        /* by id; a WHILE's condition counts once */
    const struct ir_region **user_regions; /* by id: of the last user */
    struct names *names;
    VEC(const struct ir_value *) pending;
    bool uses_tape, uses_parts;
    bool *uses_stack; /* by number */
};

/* ---- declare.c: declarations as C */

/* What a function is declared as, without the semicolon. Only a definition says `restrict`: the
 * header is read by C++ as well. */
const char *declare_func(struct arena *arena, const struct ir_func *func, struct names *names,
                         bool is_definition);

/* The cast that an argument of type `from` needs in a call of the function, or "". */
const char *argument_cast(struct arena *arena, const struct ir_func *func, size_t index,
                          const struct ir_type *from);

/* ---- function.c */

/* How many stacks a caller of parts has for them. */
unsigned part_stack_count(const struct emitter *e);

/* ---- names.c: names that are free */

/* The module's typedef names are taken: what is declared by one may not hide it. */
struct names *names_create(struct arena *arena, const struct ir_module *module);
void names_destroy(struct names *names);
/* Takes a name for good, so that no other value gets it. */
void names_reserve(struct names *names, const char *name);
/* A free name like the hint, taken until the scope is left. */
const char *names_take(struct names *names, const char *hint);
size_t names_enter(struct names *names);
void names_leave(struct names *names, size_t scope);

/* ---- constant.c */

const char *integer_text(struct arena *arena, const struct ir_type *type, int64_t bits);
const char *real_text(struct arena *arena, const struct ir_type *type, long double value,
                      const char *text);

/* ---- amalgam.c */

/* What an output holds of the source: how it would include it. */
struct amalgam_output {
    const char *source;
    struct text *out;
};
/* The source, with names for the statics of functions that are among the globals. */
void amalgam_add(struct arena *arena, const struct ir_module *module,
                 const struct ir_global *const *used, size_t count,
                 const struct amalgam_output *output);

/* ---- expression.c */

/* A pointer as & of what it points to, where that has a name. */
const char *address_text(struct emitter *e, const struct ir_value *pointer);
/* The text of a value, with parentheses where it binds less than `limit`. Takes a pending value. */
const char *value_text(struct emitter *e, const struct ir_value *v, enum binding limit);
/* What a pointer points to, as an lvalue that binds at least like a unary operator. */
const char *object_text(struct emitter *e, const struct ir_value *pointer);
/* Renders a pure operation or a load; true when the value may wait for its user. */
void render_value(struct emitter *e, const struct ir_op *op);
/* Gives a value that has a text a variable of its own. */
void materialise(struct emitter *e, const struct ir_value *v);
/* Gives variables to all pending values that read memory, but for the operands of `op`. */
void settle_reads(struct emitter *e, const struct ir_op *op);
/* Whether a pending value's text mentions a name. */
bool text_mentions(const char *text, const char *name);
void set_name(struct emitter *e, const struct ir_value *v, const char *name);

/* What stands for a value so far. */
struct c_value *value_of(struct emitter *e, const struct ir_value *v);
/* A text with parentheses where it binds less than `limit`. */
const char *enclosed(struct emitter *e, const char *text, enum binding binding, enum binding limit);
/* Whether a pointer is written as an expression for an array, or as & of an element. */
bool is_decayed(struct emitter *e, const struct ir_value *pointer);
/* An operand as text. Compilers warn where arrays are compared: then their first elements are. */
const char *operand_text(struct emitter *e, const struct ir_value *v, enum binding limit);

/* ---- address.c: what the operations on addresses are rendered as */

struct c_value render_global(struct emitter *e, const struct ir_op *op);
struct c_value render_func(struct emitter *e, const struct ir_op *op);
struct c_value render_elem(struct emitter *e, const struct ir_op *op);
struct c_value render_field(struct emitter *e, const struct ir_op *op);
struct c_value render_ptradd(struct emitter *e, const struct ir_op *op);
struct c_value render_ptrdiff(struct emitter *e, const struct ir_op *op);
struct c_value render_load(struct emitter *e, const struct ir_op *op);

/* ---- statement.c */

void line(struct emitter *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_region(struct emitter *e, const struct ir_region *region);
/* The operations from `from` until before `end`; NULL: to the end of the region. */
void emit_range(struct emitter *e, const struct ir_op *from, const struct ir_op *end);
/* The comment that says where a statement stands in the source, with a space before it, or "". */
const char *place_comment(struct emitter *e, const struct ir_op *op);

/* ---- control.c */

void emit_if(struct emitter *e, const struct ir_op *op);
void emit_for(struct emitter *e, const struct ir_op *op);

/* A variable that is set where a region ends. */
struct assignment {
    const char *name;
    const struct ir_value *value;
    const struct ir_value *old; /* what the variable holds before; NULL: nothing */
};

typedef VEC(struct assignment) assignment_list;

/* All at once, as far as the reader can tell. */
void assign_all(struct emitter *e, const assignment_list *list);
bool is_undef(const struct ir_value *v);
/* Declares the variables that a loop carries, with what they begin with. */
void declare_carried(struct emitter *e, const struct ir_op *op);

/* ---- while.c */

/* The IF that the region of a WHILE ends with when it goes on under its condition, and else changes
 * nothing: the loop tests at its head or amid its body. NULL for any other. */
const struct ir_op *while_branch(const struct ir_op *loop);
void emit_while(struct emitter *e, const struct ir_op *op);

/* ---- function.c */

void emit_func(struct arena *arena, const struct ir_module *module, struct src_files *files,
               const struct ir_func *func, struct text *out);

#endif
