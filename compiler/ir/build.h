/* Building operations.
 *
 * A builder appends to a region, or inserts before an operation, and stamps what it makes with its
 * location and site. Result types follow from the operands; mismatched operands are faults. */
#ifndef GRADC_IR_BUILD_H
#define GRADC_IR_BUILD_H

#include "ir/ir.h"

struct ir_builder {
    struct ir_module *module;
    struct ir_func *func;
    struct ir_region *region;
    struct ir_op *before; /* NULL: append */
    struct src_loc loc;
    const struct ir_site *site;
};

struct ir_builder ir_builder_at_end(struct ir_module *module, struct ir_region *region);
struct ir_builder ir_builder_before(struct ir_module *module, struct ir_op *op);
struct ir_builder ir_builder_after(struct ir_module *module, struct ir_op *op);

/* The general form: an operation with the given operands and results of the given types; its
 * regions are made empty. Attributes are set by the caller. */
struct ir_op *ir_build_op(struct ir_builder *b, enum ir_opcode code, struct ir_value **operands,
                          uint32_t operand_count, uint32_t result_count);
/* Adds a result to an operation (IF, FOR, WHILE, CALL). */
struct ir_value *ir_op_add_result(struct ir_builder *b, struct ir_op *op,
                                  const struct ir_type *type, const char *name);
void ir_op_add_operand(struct ir_module *module, struct ir_op *op, struct ir_value *value);

/* Constants. */
struct ir_value *ir_build_const(struct ir_builder *b, const struct ir_type *type, int64_t bits);
struct ir_value *ir_build_bool(struct ir_builder *b, bool value);
struct ir_value *ir_build_int(struct ir_builder *b, enum ir_scalar scalar, int64_t bits);
struct ir_value *ir_build_real(struct ir_builder *b, const struct ir_type *type, long double value,
                               const char *text);
struct ir_value *ir_build_null(struct ir_builder *b, const struct ir_type *type);
struct ir_value *ir_build_undef(struct ir_builder *b, const struct ir_type *type);
struct ir_value *ir_build_string(struct ir_builder *b, const char *c_literal);

/* Pure operations. `ir_build_binary` takes arithmetic, bitwise and comparison opcodes. */
struct ir_value *ir_build_unary(struct ir_builder *b, enum ir_opcode code, struct ir_value *x);
struct ir_value *ir_build_binary(struct ir_builder *b, enum ir_opcode code, struct ir_value *x,
                                 struct ir_value *y);
struct ir_value *ir_build_select(struct ir_builder *b, struct ir_value *condition,
                                 struct ir_value *if_true, struct ir_value *if_false);
/* Nothing is built when the type is the value's own. */
struct ir_value *ir_build_conv(struct ir_builder *b, struct ir_value *x,
                               const struct ir_type *type);
struct ir_value *ir_build_ptrcast(struct ir_builder *b, struct ir_value *x,
                                  const struct ir_type *type);
struct ir_value *ir_build_math(struct ir_builder *b, enum ir_math math, struct ir_value **args);

/* Addresses. */
/* The address of a function as a pointer of type `type`. */
struct ir_value *ir_build_func(struct ir_builder *b, struct ir_callee *callee,
                               const struct ir_type *type);
struct ir_value *ir_build_global(struct ir_builder *b, struct ir_global *global);
struct ir_value *ir_build_elem(struct ir_builder *b, struct ir_value *ptr, struct ir_value *index);
struct ir_value *ir_build_field(struct ir_builder *b, struct ir_value *ptr, unsigned field);
struct ir_value *ir_build_ptradd(struct ir_builder *b, struct ir_value *ptr,
                                 struct ir_value *offset);
struct ir_value *ir_build_ptrdiff(struct ir_builder *b, struct ir_value *x, struct ir_value *y);

/* Objects: a pointer to `type`; `count` is NULL for a single object. */
struct ir_value *ir_build_slot(struct ir_builder *b, const struct ir_type *type,
                               struct ir_value *count, const char *name);
/* MALLOC, CALLOC, TAPE_ALLOC, TAPE_ZALLOC: `count` objects of `type`. */
struct ir_value *ir_build_alloc(struct ir_builder *b, enum ir_opcode code,
                                const struct ir_type *type, struct ir_value *count);

/* Memory. */
struct ir_value *ir_build_aligned(struct ir_builder *b, const struct ir_type *type,
                                  struct ir_value *alignment, struct ir_value *count);
/* The pointer that REALLOC gives. */
struct ir_value *ir_build_realloc(struct ir_builder *b, struct ir_value *old,
                                  struct ir_value *count);
/* How many elements a block of the tape has. */
struct ir_value *ir_build_tape_count(struct ir_builder *b, struct ir_value *block);
struct ir_value *ir_build_volatile_load(struct ir_builder *b, struct ir_value *ptr);
struct ir_value *ir_build_load(struct ir_builder *b, struct ir_value *ptr);
void ir_build_store(struct ir_builder *b, struct ir_value *ptr, struct ir_value *value);
void ir_build_accum(struct ir_builder *b, struct ir_value *ptr, struct ir_value *value);
/* COPY, MOVE of `count` objects; NULL means one. */
void ir_build_copy(struct ir_builder *b, enum ir_opcode code, struct ir_value *to,
                   struct ir_value *from, struct ir_value *count);
void ir_build_zero(struct ir_builder *b, struct ir_value *to, struct ir_value *count);

struct ir_op *ir_build_call(struct ir_builder *b, struct ir_callee *callee, struct ir_value **args,
                            uint32_t count, const struct ir_type *result);

/* Control. Regions come empty but for their arguments; the caller fills them and ends each with
 * a yield, adding results to IF as it learns of them. */
struct ir_op *ir_build_if(struct ir_builder *b, struct ir_value *condition);
struct ir_op *ir_build_for(struct ir_builder *b, struct ir_value *from, struct ir_value *to,
                           struct ir_value *step, enum ir_predicate pred);
struct ir_op *ir_build_while(struct ir_builder *b);
/* Adds a carried value to FOR or WHILE: operand, region argument and result. The argument is
 * returned; the result is the operation's last. */
struct ir_value *ir_loop_add_carried(struct ir_builder *b, struct ir_op *loop,
                                     struct ir_value *initial, const char *name);
struct ir_op *ir_build_yield(struct ir_builder *b, struct ir_value **values, uint32_t count);
struct ir_op *ir_build_return(struct ir_builder *b, struct ir_value *value /* may be NULL */);

/* Layout of loops: where carried values begin in operands and region arguments. */
static inline uint32_t ir_loop_first_carried(const struct ir_op *loop)
{
    return loop->code == IR_FOR ? 3 : 0; /* among the operands; arguments always from 1 */
}

static inline struct ir_value *ir_loop_counter(const struct ir_op *loop)
{
    return loop->regions[0]->args.data[0];
}

/* The region's terminator operand that feeds carried value `k`. */
static inline uint32_t ir_loop_yield_index(const struct ir_op *loop, uint32_t k)
{
    return loop->code == IR_WHILE ? k + 1 : k;
}

#endif
