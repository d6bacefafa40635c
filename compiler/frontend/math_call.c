/* Calls of math.h and of the compiler's builtins for it, under all their names. */
#include "frontend/lower.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The name without the prefixes of builtins and of tgmath.h. */
static const char *plain_name(const char *name)
{
    if (strncmp(name, "__builtin_", 10) == 0)
        return name + 10;
    if (strncmp(name, "__tg_", 5) == 0)
        return name + 5;
    return name;
}

enum { MAX_ARITY = 3 };

/* The arguments of a call of `math` brought to the types of its form. False where the call is not
 * one of that function; it may have more arguments. */
static bool math_arguments(struct lower_state *l, enum ir_math math, CXCursor call,
                           struct ir_value **args)
{
    CXCursor telling = clang_Cursor_getArgument(call, ir_math_real_argument(math));
    const struct ir_type *form = lower_type(l, lower_cursor_type(l, telling), telling);
    if (!ir_type_is_real(form))
        return false;
    for (unsigned i = 0; i < ir_math_arity(math); i++) {
        CXCursor arg = clang_Cursor_getArgument(call, i);
        enum ir_scalar scalar = ir_math_scalar(math, i + 1, form->scalar);
        args[i] = lower_coerce(l, lower_scalar(l, arg), ir_type_scalar(l->types, scalar), arg);
    }
    return true;
}

static bool lower_math(struct lower_state *l, const char *name, CXCursor call, struct value *result)
{
    enum ir_math math;
    enum ir_scalar form; /* the arguments tell it, for tgmath.h too */
    struct ir_value *args[MAX_ARITY];
    int count = clang_Cursor_getNumArguments(call);
    if (!ir_math_find_form(name, &math, &form) || (unsigned)count != ir_math_arity(math) ||
        !math_arguments(l, math, call, args))
        return false;
    lower_at(l, call);
    result->v = ir_build_math(&l->b, math, args);
    return true;
}

/* ---- functions with a second result, which goes to where their last argument points */

static const struct {
    const char *name;
    enum ir_math result, stored;
} pairs[] = {
    {"frexp", IR_MATH_MANTISSA, IR_MATH_EXPONENT},
    {"modf", IR_MATH_FRACTION, IR_MATH_TRUNC},
    {"remquo", IR_MATH_REMAINDER, IR_MATH_QUOTIENT},
};

static bool is_form_of(const char *name, const char *plain)
{
    size_t len = strlen(plain);
    return strncmp(name, plain, len) == 0 &&
           (!name[len] || ((name[len] == 'f' || name[len] == 'l') && !name[len + 1]));
}

static bool lower_pair(struct lower_state *l, const char *name, CXCursor call, struct value *result)
{
    size_t i = 0;
    while (i < sizeof pairs / sizeof *pairs && !is_form_of(name, pairs[i].name))
        i++;
    if (i == sizeof pairs / sizeof *pairs)
        return false;
    unsigned arity = ir_math_arity(pairs[i].result);
    struct ir_value *args[MAX_ARITY];
    if ((unsigned)clang_Cursor_getNumArguments(call) != arity + 1 ||
        !math_arguments(l, pairs[i].result, call, args))
        return false;
    CXCursor pointer = clang_Cursor_getArgument(call, arity);
    struct place to = lower_deref(l, lower_expr(l, pointer), pointer);
    lower_at(l, call);
    result->v = ir_build_math(&l->b, pairs[i].result, args);
    ir_build_store(&l->b, to.addr, ir_build_math(&l->b, pairs[i].stored, args));
    return true;
}

/* ---- constants: INFINITY, NAN, HUGE_VAL are calls of builtins */

static const struct {
    const char *name;
    long double value;
} constants[] = {
    {"inf", INFINITY},  {"huge_val", INFINITY},  {"nan", NAN},
    {"inff", INFINITY}, {"huge_valf", INFINITY}, {"nanf", NAN},
    {"infl", INFINITY}, {"huge_vall", INFINITY}, {"nanl", NAN},
};

static bool lower_constant(struct lower_state *l, const char *name, CXCursor call,
                           struct value *result)
{
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (strcmp(constants[i].name, name) != 0)
            continue;
        const struct ir_type *type = lower_type(l, lower_cursor_type(l, call), call);
        result->v = lower_real(l, type, constants[i].value);
        return true;
    }
    return false;
}

/* ---- classification and comparison macros */

static struct ir_value *argument(struct lower_state *l, CXCursor call, unsigned index)
{
    return lower_scalar(l, clang_Cursor_getArgument(call, index));
}

static struct ir_value *magnitude(struct lower_state *l, struct ir_value *x)
{
    return ir_build_math(&l->b, IR_MATH_FABS, &x);
}

static struct ir_value *largest(struct lower_state *l, const struct ir_type *type)
{
    long double max = type->scalar == IR_FLOAT    ? (long double)FLT_MAX
                      : type->scalar == IR_DOUBLE ? (long double)DBL_MAX
                                                  : LDBL_MAX;
    return lower_real(l, type, max);
}

static struct ir_value *classify(struct lower_state *l, const char *name, CXCursor call)
{
    struct ir_value *x = argument(l, call, 0);
    if (!ir_type_is_real(x->type))
        lower_refuse(l, call, "this classification");
    lower_at(l, call);
    if (strncmp(name, "isnan", 5) == 0)
        return ir_build_binary(&l->b, IR_NE, x, x);
    enum ir_opcode code = strncmp(name, "isinf", 5) == 0 ? IR_GT : IR_LE;
    struct ir_value *bound = largest(l, x->type);
    return ir_build_binary(&l->b, code, magnitude(l, x), bound);
}

static const struct {
    const char *name;
    enum ir_opcode code;
} quiet_comparisons[] = {
    {"isgreater", IR_GT},
    {"isgreaterequal", IR_GE},
    {"isless", IR_LT},
    {"islessequal", IR_LE},
};

static bool compare(struct lower_state *l, const char *name, CXCursor call, struct ir_value **truth)
{
    for (size_t i = 0; i < sizeof quiet_comparisons / sizeof *quiet_comparisons; i++) {
        if (strcmp(quiet_comparisons[i].name, name) != 0)
            continue;
        struct ir_value *x = argument(l, call, 0);
        struct ir_value *y = argument(l, call, 1);
        if (x->type != y->type)
            lower_refuse(l, call, "this comparison");
        *truth = ir_build_binary(&l->b, quiet_comparisons[i].code, x, y);
        return true;
    }
    return false;
}

static bool lower_predicate(struct lower_state *l, const char *name, CXCursor call,
                            struct value *result)
{
    static const char *const classes[] = {"isnan",  "isnanf", "isnanl",   "isinf",
                                          "isinff", "isinfl", "isfinite", "finite"};
    struct ir_value *truth = NULL;
    for (size_t i = 0; i < sizeof classes / sizeof *classes && !truth; i++) {
        if (strcmp(classes[i], name) == 0)
            truth = classify(l, name, call);
    }
    if (!truth && !compare(l, name, call, &truth))
        return false;
    result->v = ir_build_conv(&l->b, truth, ir_type_scalar(l->types, IR_INT));
    return true;
}

/* ---- integers and identities */

static bool lower_abs(struct lower_state *l, const char *name, CXCursor call, struct value *result)
{
    if (strcmp(name, "abs") != 0 && strcmp(name, "labs") != 0 && strcmp(name, "llabs") != 0)
        return false;
    struct ir_value *x = argument(l, call, 0);
    lower_at(l, call);
    struct ir_value *negative = ir_build_binary(&l->b, IR_LT, x, ir_build_const(&l->b, x->type, 0));
    result->v = ir_build_select(&l->b, negative, ir_build_unary(&l->b, IR_NEG, x), x);
    return true;
}

static bool lower_identity(struct lower_state *l, const char *name, CXCursor call,
                           struct value *result)
{
    bool stop = strncmp(name, "gradc_stop_", 11) == 0;
    if (!stop && strcmp(name, "expect") != 0)
        return false;
    struct ir_value *x = argument(l, call, 0);
    lower_at(l, call);
    result->v = stop ? ir_build_unary(&l->b, IR_STOP, x) : x;
    return true;
}

static bool lower_through(struct lower_state *l, const char *name, CXCursor call,
                          struct value *result)
{
    if (strncmp(name, "gradc_through_", 14) != 0)
        return false;
    struct ir_value *y = argument(l, call, 0);
    struct ir_value *x = argument(l, call, 1);
    lower_at(l, call);
    result->v = ir_build_binary(&l->b, IR_THROUGH, y, x);
    return true;
}

bool lower_is_annotation_call(const char *name)
{
    return strncmp(name, "gradc_stop_", 11) == 0 || strncmp(name, "gradc_through_", 14) == 0;
}

bool lower_math_call(struct lower_state *l, const char *name, CXCursor call, struct value *result)
{
    const char *plain = plain_name(name);
    if (plain != name && lower_constant(l, plain, call, result))
        return true;
    return lower_math(l, plain, call, result) || lower_pair(l, plain, call, result) ||
           lower_predicate(l, plain, call, result) || lower_abs(l, plain, call, result) ||
           lower_identity(l, plain, call, result) || lower_through(l, plain, call, result);
}
