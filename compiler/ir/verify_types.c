/* The type rules of ops.def, one small function a kind of operation, found by a table. */
#include "ir/blas.h"
#include "ir/build.h"
#include "ir/verify_parts.h"
#include "support/fault.h"

#include <string.h>

typedef struct ir_verifier verifier;
typedef const struct ir_type *type;

static void require(verifier *v, const struct ir_op *op, bool condition, const char *what)
{
    if (!condition)
        ir_verify_complain(v, op, "%s", what);
}

static type operand(const struct ir_op *op, uint32_t i)
{
    return op->operands[i]->type;
}

static type result(const struct ir_op *op)
{
    return op->results[0]->type;
}

static bool is_value(type t)
{
    return t->kind == IR_TYPE_SCALAR || t->kind == IR_TYPE_PTR;
}

/* Whether objects of the type can exist. */
static bool is_object(type t)
{
    while (t->kind == IR_TYPE_ARRAY)
        t = t->elem;
    return is_value(t) || (t->kind == IR_TYPE_RECORD && t->record->is_complete);
}

/* Whether C would compute in this type: neither bool nor narrower than int. */
static bool is_arithmetic(type t)
{
    return ir_type_is_real(t) || (ir_type_is_integer(t) && ir_type_bits(t) >= 32);
}

static void check_const(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_integer(result(op)), "result is no integer");
}

static void check_real(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_real(result(op)), "result is not real");
}

static void check_ptr_result(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(result(op)), "result is no pointer");
}

static void check_undef(verifier *v, const struct ir_op *op)
{
    require(v, op, is_value(result(op)), "result is neither scalar nor pointer");
}

static void check_unary(verifier *v, const struct ir_op *op)
{
    require(v, op, result(op) == operand(op, 0), "result and operand differ in type");
    require(v, op, is_arithmetic(result(op)), "type is not arithmetic");
    require(v, op, op->code != IR_NOT || ir_type_is_integer(result(op)), "type is no integer");
}

static void check_binary(verifier *v, const struct ir_op *op)
{
    require(v, op, operand(op, 0) == operand(op, 1) && result(op) == operand(op, 0),
            "result and operands differ in type");
    require(v, op, is_arithmetic(result(op)), "type is not arithmetic");
    require(v, op, op->code != IR_REM || ir_type_is_integer(result(op)), "type is no integer");
}

static void check_bitwise(verifier *v, const struct ir_op *op)
{
    require(v, op, operand(op, 0) == operand(op, 1) && result(op) == operand(op, 0),
            "result and operands differ in type");
    require(v, op, ir_type_is_integer(result(op)), "type is no integer");
}

static void check_shift(verifier *v, const struct ir_op *op)
{
    require(v, op, result(op) == operand(op, 0), "result and first operand differ in type");
    require(v, op, ir_type_is_integer(operand(op, 1)), "shift count is no integer");
    require(v, op, is_arithmetic(result(op)) && ir_type_is_integer(result(op)),
            "type is no arithmetic integer");
}

static void check_comparison(verifier *v, const struct ir_op *op)
{
    bool pointers = ir_type_is_ptr(operand(op, 0)) && ir_type_is_ptr(operand(op, 1));
    require(v, op, pointers || operand(op, 0) == operand(op, 1), "operands differ in type");
    require(v, op, is_value(operand(op, 0)), "operands are neither scalars nor pointers");
    require(v, op, ir_type_is_bool(result(op)), "result is not bool");
}

static void check_lnot(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_bool(operand(op, 0)) && ir_type_is_bool(result(op)),
            "operand or result is not bool");
}

static void check_select(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_bool(operand(op, 0)), "condition is not bool");
    require(v, op, operand(op, 1) == operand(op, 2) && result(op) == operand(op, 1),
            "result and operands differ in type");
}

static void check_conv(verifier *v, const struct ir_op *op)
{
    require(v, op, operand(op, 0)->kind == IR_TYPE_SCALAR && result(op)->kind == IR_TYPE_SCALAR,
            "operand or result is no scalar");
}

static void check_ptrcast(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(operand(op, 0)) && ir_type_is_ptr(result(op)),
            "operand or result is no pointer");
}

static void check_ptrtoint(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(operand(op, 0)) && ir_type_is_integer(result(op)),
            "operand is no pointer or result no integer");
}

static void check_stop(verifier *v, const struct ir_op *op)
{
    require(v, op, operand(op, 0) == result(op) && ir_type_is_real(result(op)),
            "operand and result are not the same real type");
}

static void check_through(verifier *v, const struct ir_op *op)
{
    require(v, op,
            operand(op, 0) == result(op) && operand(op, 1) == result(op) &&
                ir_type_is_real(result(op)),
            "operands and result are not the same real type");
}

static bool is_math_type(const struct ir_op *op, unsigned position, const struct ir_type *seen)
{
    const struct ir_type *form = operand(op, ir_math_real_argument(op->attr.math));
    return ir_type_is_real(form) && seen->kind == IR_TYPE_SCALAR &&
           seen->scalar == ir_math_scalar(op->attr.math, position, form->scalar);
}

static void check_math(verifier *v, const struct ir_op *op)
{
    bool complete = op->operand_count == ir_math_arity(op->attr.math);
    require(v, op, complete, "wrong number of operands");
    if (!complete)
        return;
    require(v, op, is_math_type(op, 0, result(op)), "the result is not of the function's type");
    for (uint32_t i = 0; i < op->operand_count; i++)
        require(v, op, is_math_type(op, i + 1, operand(op, i)),
                "an operand is not of the function's type");
}

static void check_global(verifier *v, const struct ir_op *op)
{
    require(v, op,
            op->attr.global && ir_type_is_ptr(result(op)) &&
                result(op)->elem == op->attr.global->type,
            "result does not point to the global's type");
}

/* The result points to `pointee`, constant as the first operand is. */
static void require_address(verifier *v, const struct ir_op *op, type pointee)
{
    require(v, op,
            ir_type_is_ptr(result(op)) && result(op)->elem == pointee &&
                result(op)->pointee_const == operand(op, 0)->pointee_const,
            "result has the wrong pointer type");
}

static void check_elem(verifier *v, const struct ir_op *op)
{
    bool array = ir_type_is_ptr(operand(op, 0)) && operand(op, 0)->elem->kind == IR_TYPE_ARRAY;
    require(v, op, array, "operand does not point to an array");
    require(v, op, ir_type_is_integer(operand(op, 1)), "index is no integer");
    if (array)
        require_address(v, op, operand(op, 0)->elem->elem);
}

static void check_field(verifier *v, const struct ir_op *op)
{
    bool record = ir_type_is_ptr(operand(op, 0)) && operand(op, 0)->elem->kind == IR_TYPE_RECORD &&
                  operand(op, 0)->elem->record->is_complete &&
                  op->attr.field < operand(op, 0)->elem->record->field_count;
    require(v, op, record, "operand does not point to a complete record with this field");
    if (record)
        require_address(v, op, operand(op, 0)->elem->record->fields[op->attr.field].type);
}

static void check_ptradd(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(operand(op, 0)) && is_object(operand(op, 0)->elem),
            "operand does not point to an object of known size");
    require(v, op, ir_type_is_integer(operand(op, 1)), "offset is no integer");
    require(v, op, result(op) == operand(op, 0), "result and pointer differ in type");
}

static void check_ptrdiff(verifier *v, const struct ir_op *op)
{
    require(v, op,
            ir_type_is_ptr(operand(op, 0)) && ir_type_is_ptr(operand(op, 1)) &&
                operand(op, 0)->elem == operand(op, 1)->elem,
            "operands do not point to the same type");
    require(v, op, ir_type_is_integer(result(op)), "result is no integer");
}

static void check_object(verifier *v, const struct ir_op *op)
{
    require(v, op, op->operand_count <= (op->code == IR_ALIGNED ? 2 : 1), "too many operands");
    for (uint32_t i = 0; i < op->operand_count; i++)
        require(v, op, ir_type_is_integer(operand(op, i)), "count is no integer");
    require(v, op, ir_type_is_ptr(result(op)) && is_object(result(op)->elem),
            "result does not point to an object of known size");
}

/* Bytes may be allocated before it is known what they are for. */
static void check_allocation(verifier *v, const struct ir_op *op)
{
    require(v, op, op->operand_count == 1 && ir_type_is_integer(operand(op, 0)),
            "count is no integer");
    require(v, op,
            ir_type_is_ptr(result(op)) &&
                (is_object(result(op)->elem) || result(op)->elem->kind == IR_TYPE_VOID),
            "result does not point to an object of known size");
}

static void check_ptr_operand(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(operand(op, 0)), "operand is no pointer");
}

static void check_load(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(operand(op, 0)) && operand(op, 0)->elem == result(op),
            "result is not what the operand points to");
    require(v, op, is_value(result(op)), "result is neither scalar nor pointer");
}

static void check_store(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_ptr(operand(op, 0)) && operand(op, 0)->elem == operand(op, 1),
            "value is not what the address points to");
    require(v, op, is_value(operand(op, 1)), "value is neither scalar nor pointer");
    require(v, op, op->code != IR_ACCUM || ir_type_is_real(operand(op, 1)), "value is not real");
}

static void check_copy(verifier *v, const struct ir_op *op)
{
    require(v, op,
            ir_type_is_ptr(operand(op, 0)) && ir_type_is_ptr(operand(op, 1)) &&
                operand(op, 0)->elem == operand(op, 1)->elem,
            "operands do not point to the same type");
    require(v, op, ir_type_is_integer(operand(op, 2)), "count is no integer");
}

static void check_zero(verifier *v, const struct ir_op *op)
{
    check_ptr_operand(v, op);
    require(v, op, ir_type_is_integer(operand(op, 1)), "count is no integer");
}

static void check_mark(verifier *v, const struct ir_op *op)
{
    type t = op->code == IR_TAPE_MARK ? result(op) : operand(op, 0);
    require(v, op, t->kind == IR_TYPE_SCALAR && t->scalar == IR_ULONG, "mark is not u64");
}

static void check_stack(verifier *v, const struct ir_op *op)
{
    type t = op->code == IR_POP ? result(op) : operand(op, 0);
    require(v, op, is_value(t), "value is neither scalar nor pointer");
    require(v, op, op->attr.stack < v->func->stack_count, "stack has no such number");
}

static bool passes(type from, type to)
{
    return from == to || (ir_type_is_ptr(from) && ir_type_is_ptr(to));
}

static bool is_function_pointer(const struct ir_type *pointer)
{
    return ir_type_is_ptr(pointer) && pointer->elem->kind == IR_TYPE_FUNC;
}

static void check_func(verifier *v, const struct ir_op *op)
{
    require(v, op, op->attr.callee && is_function_pointer(result(op)),
            "the result is no pointer to a function");
}

static bool kinds_fit(const struct ir_op *call)
{
    const struct ir_callee *callee = call->attr.callee;
    const char *kinds = callee->kinds;
    if (callee->blas)
        return ir_blas_fits(callee, call->operands, call->operand_count,
                            call->result_count ? result(call) : NULL);
    bool fits = strlen(kinds) == call->operand_count;
    for (uint32_t i = 0; fits && i < call->operand_count; i++) {
        type own = operand(call, i);
        if (kinds[i] == IR_KIND_REAL)
            fits = ir_type_is_real(own);
        else if (kinds[i] != IR_KIND_PLAIN)
            fits = ir_type_is_ptr(own);
    }
    return fits;
}

static void check_call(verifier *v, const struct ir_op *op)
{
    const struct ir_callee *callee = op->attr.callee;
    require(v, op, callee != NULL, "no callee");
    require(v, op, op->result_count <= 1, "more than one result");
    if (callee && callee->is_indirect)
        require(v, op, op->operand_count && is_function_pointer(operand(op, 0)),
                "the first operand is no pointer to a function");
    if (callee && callee->kinds)
        require(v, op, kinds_fit(op), "call does not fit the kinds of the callee");
    if (!callee || !callee->func)
        return;
    const struct ir_func *func = callee->func;
    bool is_void = func->result->kind == IR_TYPE_VOID;
    bool fits = op->operand_count == func->body->args.len && op->result_count == !is_void;
    for (uint32_t i = 0; fits && i < op->operand_count; i++)
        fits = passes(operand(op, i), func->body->args.data[i]->type);
    if (fits && !is_void)
        fits = result(op) == func->result;
    require(v, op, fits, "call does not fit the callee");
}

/* A terminator yields, from operand `first`, what the results are. */
static void check_yields(verifier *v, const struct ir_op *op, const struct ir_region *region,
                         uint32_t first)
{
    const struct ir_op *yield = ir_terminator(region);
    bool fits = yield->operand_count == first + op->result_count;
    for (uint32_t i = 0; fits && i < op->result_count; i++)
        fits = operand(yield, first + i) == op->results[i]->type;
    require(v, op, fits, "yielded values do not fit the results");
}

static void check_if(verifier *v, const struct ir_op *op)
{
    require(v, op, ir_type_is_bool(operand(op, 0)), "condition is not bool");
    for (uint32_t i = 0; i < 2; i++) {
        require(v, op, op->regions[i]->args.len == 0, "branch has arguments");
        check_yields(v, op, op->regions[i], 0);
    }
}

static void check_carried(verifier *v, const struct ir_op *op, uint32_t first)
{
    const struct ir_region *body = op->regions[0];
    bool fits = op->operand_count == first + op->result_count &&
                body->args.len == (size_t)op->result_count + 1;
    for (uint32_t i = 0; fits && i < op->result_count; i++)
        fits = operand(op, first + i) == op->results[i]->type &&
               body->args.data[i + 1]->type == op->results[i]->type;
    require(v, op, fits, "carried values do not fit the results");
}

static void check_for(verifier *v, const struct ir_op *op)
{
    const struct ir_region *body = op->regions[0];
    if (op->operand_count < 3 || body->args.len < 1) {
        ir_verify_complain(v, op, "range or counter is missing");
        return;
    }
    type t = body->args.data[0]->type;
    require(v, op, ir_type_is_integer(t), "counter is no integer");
    for (uint32_t i = 0; i < 3; i++)
        require(v, op, operand(op, i) == t, "range and counter differ in type");
    const struct ir_op *step = op->operands[2]->def;
    require(v, op, step && step->code == IR_CONST && step->attr.integer != 0,
            "step is not a constant other than zero");
    check_carried(v, op, 3);
    check_yields(v, op, body, 0);
}

static void check_realloc(verifier *v, const struct ir_op *op)
{
    type old = operand(op, 0), made = ir_result(op)->type;
    require(v, op, ir_type_is_ptr(old) && ir_type_is_ptr(made) && old->elem == made->elem,
            "what is reallocated has another type");
    require(v, op, ir_type_is_integer(operand(op, 1)), "number of elements is not an integer");
}

static void check_count(verifier *v, const struct ir_op *op)
{
    type t = ir_result(op)->type;
    require(v, op, ir_type_is_ptr(operand(op, 0)), "operand is not a pointer");
    require(v, op, t->kind == IR_TYPE_SCALAR && t->scalar == IR_ULONG, "result is not u64");
}

static void check_while(verifier *v, const struct ir_op *op)
{
    const struct ir_region *body = op->regions[0];
    const struct ir_op *yield = ir_terminator(body);
    type t = body->args.len ? body->args.data[0]->type : NULL;
    require(v, op, t && t->kind == IR_TYPE_SCALAR && t->scalar == IR_LONG,
            "iteration number is not i64");
    require(v, op, yield->operand_count > 0 && ir_type_is_bool(operand(yield, 0)),
            "condition to go on is not bool");
    check_carried(v, op, 0);
    check_yields(v, op, body, 1);
}

/* What a yield yields is checked with the operation that holds it. */
static void check_yield(verifier *v, const struct ir_op *op)
{
    require(v, op, op->region_count == 0, "yield has regions");
}

static void check_return(verifier *v, const struct ir_op *op)
{
    bool is_void = v->func->result->kind == IR_TYPE_VOID;
    require(v, op, op->operand_count == !is_void && (is_void || operand(op, 0) == v->func->result),
            "returned value does not fit the function");
}

typedef void (*check)(verifier *v, const struct ir_op *op);

static const check checks[IR_OPCODE_COUNT] = {
    [IR_CONST] = check_const,       [IR_REAL] = check_real,
    [IR_NULL] = check_ptr_result,   [IR_UNDEF] = check_undef,
    [IR_STRING] = check_ptr_result, [IR_ADD] = check_binary,
    [IR_SUB] = check_binary,        [IR_MUL] = check_binary,
    [IR_DIV] = check_binary,        [IR_NEG] = check_unary,
    [IR_REM] = check_binary,        [IR_AND] = check_bitwise,
    [IR_OR] = check_bitwise,        [IR_XOR] = check_bitwise,
    [IR_SHL] = check_shift,         [IR_SHR] = check_shift,
    [IR_NOT] = check_unary,         [IR_EQ] = check_comparison,
    [IR_NE] = check_comparison,     [IR_LT] = check_comparison,
    [IR_LE] = check_comparison,     [IR_GT] = check_comparison,
    [IR_GE] = check_comparison,     [IR_LNOT] = check_lnot,
    [IR_SELECT] = check_select,     [IR_CONV] = check_conv,
    [IR_PTRCAST] = check_ptrcast,   [IR_PTRTOINT] = check_ptrtoint,
    [IR_STOP] = check_stop,         [IR_MATH] = check_math,
    [IR_THROUGH] = check_through,   [IR_VOLATILE] = check_stop,
    [IR_GLOBAL] = check_global,     [IR_FUNC] = check_func,
    [IR_ELEM] = check_elem,         [IR_FIELD] = check_field,
    [IR_PTRADD] = check_ptradd,     [IR_PTRDIFF] = check_ptrdiff,
    [IR_SLOT] = check_object,       [IR_MALLOC] = check_allocation,
    [IR_CALLOC] = check_allocation, [IR_ALIGNED] = check_object,
    [IR_FREE] = check_ptr_operand,  [IR_REALLOC] = check_realloc,
    [IR_LOAD] = check_load,         [IR_STORE] = check_store,
    [IR_ACCUM] = check_store,       [IR_VLOAD] = check_load,
    [IR_VSTORE] = check_store,      [IR_COPY] = check_copy,
    [IR_MOVE] = check_copy,         [IR_ZERO] = check_zero,
    [IR_TAPE_ALLOC] = check_object, [IR_TAPE_ZALLOC] = check_object,
    [IR_TAPE_BLOCK] = check_object, [IR_TAPE_COUNT] = check_count,
    [IR_TAPE_MARK] = check_mark,    [IR_TAPE_RESET] = check_mark,
    [IR_PUSH] = check_stack,        [IR_POP] = check_stack,
    [IR_CALL] = check_call,         [IR_IF] = check_if,
    [IR_FOR] = check_for,           [IR_WHILE] = check_while,
    [IR_YIELD] = check_yield,       [IR_RETURN] = check_return,
};

void ir_verify_types(struct ir_verifier *v, const struct ir_op *op)
{
    GRADC_ASSERT(checks[op->code]);
    checks[op->code](v, op);
}
