/* Calls: of functions of the unit, which are lowered in turn, and of external ones. */
#include "frontend/lower.h"

#include "frontend/registration.h"
#include "support/vec.h"

#include <string.h>

struct lower_func *lower_function(struct lower_state *l, CXCursor decl, CXCursor at)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    struct lower_func *func = cursor_map_get(l->funcs, key);
    if (func)
        return func;
    func = ARENA_NEW(l->arena, struct lower_func);
    func->callee = ARENA_NEW(l->module->arena, struct ir_callee);
    func->callee->name = cursor_spelling(l->module->arena, decl);
    func->callee->loc = unit_cursor_location(l->unit, decl);
    func->decl = clang_getCursorDefinition(decl);
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    func->callee->is_variadic = clang_isFunctionTypeVariadic(type) != 0;
    cursor_map_set(l->funcs, key, func);
    if (clang_Cursor_isNull(func->decl))
        return func;
    if (func->callee->is_variadic)
        lower_refuse(l, at, "a call of a function with a variable number of arguments");
    lower_func_signature(l, func);
    vec_push(l->arena, &l->queue, func);
    return func;
}

/* A private copy of a record that is passed by value. */
static struct ir_value *copy_of_record(struct lower_state *l, CXCursor arg)
{
    const struct ir_type *type = lower_type(l, clang_getCursorType(arg), arg);
    struct ir_value *copy = ir_build_slot(&l->b, type, NULL, NULL);
    lower_record_into(l, copy, arg);
    return copy;
}

static struct ir_value *lower_argument(struct lower_state *l, CXCursor arg,
                                       const struct ir_type *type)
{
    if (lower_type_is_record(clang_getCursorType(arg)))
        return copy_of_record(l, arg);
    struct ir_value *value = lower_scalar(l, arg);
    return type ? lower_coerce(l, value, type, arg) : value;
}

struct arguments {
    struct ir_value **data;
    size_t len, cap;
};

static const struct ir_type *parameter_type(const struct lower_func *func, size_t index)
{
    if (!func->func || index >= func->func->body->args.len)
        return NULL;
    return func->func->body->args.data[index]->type;
}

static struct arguments lower_arguments(struct lower_state *l, const struct lower_func *func,
                                        struct ir_value *result, CXCursor call)
{
    struct arguments args = {0};
    if (result)
        vec_push(l->arena, &args, result);
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++) {
        CXCursor arg = clang_Cursor_getArgument(call, (unsigned)i);
        const struct ir_type *type = parameter_type(func, args.len);
        struct ir_value *value = lower_argument(l, arg, type);
        vec_push(l->arena, &args, value);
    }
    if (func->func && func->func->body->args.len != args.len)
        lower_refuse(l, call, "a call with a wrong number of arguments");
    return args;
}

/* Functions that do what no derivative can undo or repeat. */
static void check_callee(struct lower_state *l, const char *name, CXCursor call)
{
    static const struct {
        const char *name, *what;
    } refused[] = {
        {"setjmp", "setjmp"},           {"_setjmp", "setjmp"},  {"__sigsetjmp", "setjmp"},
        {"sigsetjmp", "setjmp"},        {"longjmp", "longjmp"}, {"siglongjmp", "longjmp"},
        {"_longjmp", "longjmp"},        {"alloca", "alloca"},   {"__builtin_alloca", "alloca"},
        {"__builtin_setjmp", "setjmp"}, {"vfork", "vfork"},     {"__builtin_longjmp", "longjmp"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(name, refused[i].name) == 0)
            lower_refuse(l, call, refused[i].what);
}

static CXCursor callee_of(struct lower_state *l, CXCursor call)
{
    struct cursors kids = cursor_expr_children(l->arena, call);
    CXCursor decl = kids.len ? cursor_direct_callee(l->arena, kids.data[0]) : clang_getNullCursor();
    if (clang_Cursor_isNull(decl))
        lower_refuse(l, call, "a call through a pointer");
    return decl;
}

static struct ir_value *emit_call(struct lower_state *l, CXCursor decl, CXCursor call,
                                  struct ir_value *result)
{
    struct lower_func *func = lower_function(l, decl, call);
    registration_attach(l, func, decl);
    CXType result_type = clang_getCursorType(call);
    if (!func->func && lower_type_is_record(result_type))
        lower_refuse(l, call, "an external function that returns a structure");
    const struct ir_type *type = result ? ir_type_void(l->types) : lower_type(l, result_type, call);
    struct arguments args = lower_arguments(l, func, result, call);
    lower_at(l, call);
    struct ir_op *op = ir_build_call(&l->b, func->callee, args.data, (uint32_t)args.len, type);
    return op->result_count ? op->results[0] : NULL;
}

void lower_record_call(struct lower_state *l, struct ir_value *to, CXCursor call)
{
    emit_call(l, callee_of(l, call), call, to);
}

struct value lower_call(struct lower_state *l, CXCursor call)
{
    CXCursor decl = callee_of(l, call);
    struct value value = {0};
    /* A function that the unit defines itself is that function, whatever its name. */
    bool defined = !clang_Cursor_isNull(clang_getCursorDefinition(decl));
    bool from_system = clang_Location_isInSystemHeader(clang_getCursorLocation(decl)) != 0;
    const char *name = cursor_spelling(l->arena, decl);
    if (!defined || from_system || strncmp(name, "gradc_stop_", 11) == 0) {
        if (lower_math_call(l, name, call, &value) || lower_memory_call(l, name, call, &value))
            return value;
    }
    if (lower_type_is_record(clang_getCursorType(call))) {
        const struct ir_type *type = lower_type(l, clang_getCursorType(call), call);
        value.v = lower_temporary(l, type);
        lower_record_call(l, value.v, call);
        return value;
    }
    if (!defined)
        check_callee(l, name, call);
    value.v = emit_call(l, decl, call, NULL);
    return value;
}
