/* Calls: of functions of the unit, which are lowered in turn, and of external ones. */
#include "frontend/lower.h"

#include "frontend/complex.h"
#include "frontend/link.h"
#include "frontend/registration.h"
#include "frontend/type_text.h"
#include "ir/blas.h"
#include "support/vec.h"

#include <string.h>

/* The declaration of a function that no header declares, for the output to repeat. */
static const char *declaration_text(struct lower_state *l, CXCursor decl)
{
    CXType type = clang_getCursorType(decl);
    const char *whole = cursor_string(l->arena, clang_getTypeSpelling(type));
    const char *result = cursor_string(l->arena, clang_getTypeSpelling(clang_getResultType(type)));
    if (strchr(result, '('))
        lower_refuse(l, decl, "a function that returns a pointer to a function");
    size_t length = strlen(result);
    const char *space = result[length - 1] == '*' ? "" : " ";
    return arena_printf(l->module->arena, "%s%s%s%s", result, space,
                        cursor_spelling(l->arena, decl), whole + strcspn(whole, "("));
}

/* An external function is repeated where no header that the output includes declares it. */
static void declare_external(struct lower_state *l, struct lower_func *func)
{
    if (link_output_has(l, func->declared, func->name))
        return;
    func->callee->c_declaration = l->is_main ? declaration_text(l, func->declared)
                                             : type_text_of_function(l, func->declared, func->name);
}

/* Attributes are in the function's type, or `_Noreturn` in its declaration alone. */
static bool never_returns(struct lower_state *l, CXCursor decl)
{
    CXType type = clang_getCursorType(decl);
    return strstr(cursor_string(l->arena, clang_getTypeSpelling(type)), "((noreturn))") != NULL ||
           lower_has_attribute(l, decl, "_Noreturn");
}

void lower_new_function(struct lower_state *l, struct lower_func *func, CXCursor decl, CXCursor at)
{
    func->home = l;
    func->name = cursor_spelling(l->module->arena, decl);
    func->declared = decl;
    func->decl = clang_getCursorDefinition(decl);
    func->callee = ARENA_NEW(l->module->arena, struct ir_callee);
    func->callee->name = clang_getCursorLinkage(decl) == CXLinkage_Internal
                             ? link_static_name(l, decl, func->name)
                             : func->name;
    func->callee->loc = unit_cursor_location(l->unit, decl);
    func->callee->is_variadic = lower_is_variadic(decl);
    lower_note_system(l, decl);
    bool is_defined = !clang_Cursor_isNull(func->decl);
    if (!is_defined || func->callee->is_variadic) {
        if (is_defined)
            lower_leave_variadic(l, func, at);
        func->callee->never_returns = never_returns(l, decl);
        func->callee->is_elsewhere = !is_defined && !cursor_is_of_system(decl);
        declare_external(l, func);
        return;
    }
    lower_func_signature(l, func);
    vec_push(l->arena, &l->link->queue, func);
}

struct lower_func *lower_function(struct lower_state *l, CXCursor decl, CXCursor at)
{
    CXCursor key = clang_getCanonicalCursor(decl);
    struct lower_func *func = cursor_map_get(l->funcs, key);
    if (func)
        return func;
    func = link_function(l, decl, at);
    bool is_own = !func;
    if (is_own)
        func = ARENA_NEW(l->arena, struct lower_func);
    cursor_map_set(l->funcs, key, func);
    if (is_own)
        lower_new_function(l, func, decl, at);
    return func;
}

/* A private copy of a record that is passed by value. */
static struct ir_value *copy_of_record(struct lower_state *l, CXCursor arg)
{
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, arg), arg);
    struct ir_value *copy = ir_build_slot(&l->b, type, NULL, NULL);
    lower_record_into(l, copy, arg);
    return copy;
}

static struct ir_value *lower_argument(struct lower_state *l, CXCursor arg,
                                       const struct ir_type *type)
{
    if (lower_type_is_passed_in_memory(lower_cursor_type(l, arg)))
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
        {"setjmp", "setjmp"},      {"_setjmp", "setjmp"},
        {"__sigsetjmp", "setjmp"}, {"sigsetjmp", "setjmp"},
        {"longjmp", "longjmp"},    {"siglongjmp", "longjmp"},
        {"_longjmp", "longjmp"},   {"__builtin_setjmp", "setjmp"},
        {"vfork", "vfork"},        {"__builtin_longjmp", "longjmp"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(name, refused[i].name) == 0)
            lower_refuse(l, call, refused[i].what);
}

/* ---- functions as values */

static const struct ir_type *pointer_type(struct lower_state *l, CXCursor decl, CXCursor at)
{
    return lower_type(l, clang_getCursorType(decl), at);
}

static struct ir_callee *take_address(struct lower_state *l, CXCursor decl, CXCursor at)
{
    struct lower_func *func = lower_function(l, decl, at);
    if (func->func)
        func->func->is_address_taken = true;
    return func->callee;
}

bool lower_function_address(struct lower_state *l, CXCursor expr, struct value *result)
{
    expr = cursor_strip_parens(l->syntax, expr);
    if (!cursor_is(expr, CXCursor_DeclRefExpr))
        return false;
    CXCursor decl = lower_referenced(l, expr);
    if (!cursor_is(decl, CXCursor_FunctionDecl))
        return false;
    struct ir_callee *callee = take_address(l, decl, expr);
    lower_at(l, expr);
    result->v = ir_build_func(&l->b, callee, pointer_type(l, decl, expr));
    result->vla = NULL;
    return true;
}

struct names {
    struct arena *arena;
    struct cursors list;
};

static enum CXChildVisitResult collect_name(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct names *names = data;
    if (!cursor_is(cursor, CXCursor_DeclRefExpr))
        return CXChildVisit_Recurse;
    vec_push(names->arena, &names->list, cursor);
    return CXChildVisit_Continue;
}

/* The visit is over before anything is refused, which jumps. */
void lower_targets(struct lower_state *l, struct ir_global *global, CXCursor init)
{
    struct names names = {.arena = l->arena};
    clang_visitChildren(init, collect_name, &names);
    for (size_t i = 0; i < names.list.len; i++) {
        CXCursor name = names.list.data[i], decl = clang_getCursorReferenced(name);
        if (!cursor_is(decl, CXCursor_FunctionDecl))
            continue;
        struct ir_target target = {take_address(l, decl, name), pointer_type(l, decl, name)};
        vec_push(l->module->arena, &global->targets, target);
    }
}

/* ---- calls through pointers */

/* What a call's callee is when it is no function: (*p)(x) and p(x) are the same. */
static CXCursor called_pointer(struct lower_state *l, CXCursor call)
{
    CXCursor callee = cursor_strip_parens(l->syntax, cursor_expr_children(l->syntax, call).data[0]);
    for (;;) {
        CXCursor inner = cursor_strip(l->syntax, callee);
        enum CXTypeKind kind = cursor_type_kind(clang_getCursorType(inner));
        if (!cursor_is(inner, CXCursor_UnaryOperator) ||
            clang_getCursorUnaryOperatorKind(inner) != CXUnaryOperator_Deref ||
            (kind != CXType_FunctionProto && kind != CXType_FunctionNoProto))
            return callee;
        callee = cursor_expr_children(l->syntax, inner).data[0];
    }
}

/* As it is written, if that is short and no macro's doing. */
static const char *pointer_text(struct lower_state *l, CXCursor pointer)
{
    enum { MAX_TEXT = 40 };
    unsigned begin = unit_begin_offset(pointer), end = unit_end_offset(pointer);
    if (!cursor_touches_macro(pointer) && unit_in_main_file(l->unit, pointer) &&
        end - begin <= MAX_TEXT) {
        const char *text = unit_main_text(l->unit, begin, end);
        if (!strpbrk(text, "\n\r\"\\"))
            return text;
    }
    const char *name = cursor_spelling(l->arena, cursor_strip(l->syntax, pointer));
    return *name ? name : "?";
}

static struct ir_callee *indirect_callee(struct lower_state *l, CXCursor pointer)
{
    struct ir_callee *callee = ARENA_NEW(l->module->arena, struct ir_callee);
    const char *name = pointer_text(l, pointer);
    callee->name = arena_printf(l->module->arena, "*%s", name);
    callee->is_indirect = true;
    return callee;
}

static struct ir_value *call_pointer(struct lower_state *l, CXCursor call, struct ir_value *result)
{
    CXCursor expr = called_pointer(l, call);
    struct arguments args = {0};
    struct ir_value *pointer = lower_scalar(l, expr);
    if (!ir_type_is_ptr(pointer->type) || pointer->type->elem->kind != IR_TYPE_FUNC)
        lower_refuse(l, call, "this call");
    vec_push(l->arena, &args, pointer);
    if (result)
        vec_push(l->arena, &args, result);
    bool passes_record = result != NULL;
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++) {
        CXCursor arg = clang_Cursor_getArgument(call, (unsigned)i);
        passes_record |= lower_type_is_passed_in_memory(lower_cursor_type(l, arg));
        vec_push(l->arena, &args, lower_argument(l, arg, NULL));
    }
    const struct ir_type *type =
        result ? ir_type_void(l->types) : lower_type(l, lower_cursor_type(l, call), call);
    lower_at(l, call);
    struct ir_callee *callee = indirect_callee(l, expr);
    callee->passes_record = passes_record;
    struct ir_op *op = ir_build_call(&l->b, callee, args.data, (uint32_t)args.len, type);
    return op->result_count ? op->results[0] : NULL;
}

/* ---- all calls */

/* The function that a call names; null for a call through a pointer. */
static CXCursor callee_of(struct lower_state *l, CXCursor call)
{
    struct cursors kids = cursor_expr_children(l->syntax, call);
    if (kids.len == 0)
        lower_refuse(l, call, "this call");
    CXCursor callee = cursor_strip(l->syntax, kids.data[0]);
    if (cursor_is(callee, CXCursor_GenericSelectionExpr))
        callee = lower_generic_choice(l, callee);
    return cursor_direct_callee(l->syntax, callee);
}

/* What a header declares by the name of a routine of CBLAS, with its type, is that routine. */
static void attach_blas(struct lower_state *l, struct lower_func *func, CXCursor decl,
                        const struct arguments *args, const struct ir_type *result)
{
    struct ir_callee *callee = func->callee;
    if (func->func || callee->kinds || unit_in_main_file(l->unit, decl))
        return;
    ir_blas_attach(callee);
    if (callee->blas && !link_output_has(l, decl, func->name))
        lower_refuse(l, decl, "a routine of BLAS whose header the first file does not include");
    if (callee->blas && !ir_blas_fits(callee, args->data, args->len,
                                      result->kind == IR_TYPE_VOID ? NULL : result)) {
        callee->blas = NULL;
        callee->kinds = NULL;
    }
}

static struct ir_value *emit_call(struct lower_state *l, CXCursor decl, CXCursor call,
                                  struct ir_value *result)
{
    if (clang_Cursor_isNull(decl))
        return call_pointer(l, call, result);
    struct lower_func *func = lower_function(l, decl, call);
    registration_attach(l, func, decl);
    CXType result_type = lower_cursor_type(l, call);
    if (!func->func && lower_type_is_passed_in_memory(result_type))
        lower_refuse(l, call,
                     lower_type_is_record(result_type)
                         ? "an external function that returns a structure"
                         : "an external function that returns a complex number");
    const struct ir_type *type = result ? ir_type_void(l->types) : lower_type(l, result_type, call);
    struct arguments args = lower_arguments(l, func, result, call);
    attach_blas(l, func, decl, &args, type);
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
    bool direct = !clang_Cursor_isNull(decl);
    /* A function that the program defines itself is that function, whatever its name. */
    bool defined = direct && link_defines(l, decl);
    const char *name = cursor_spelling(l->arena, decl);
    if (direct && (!defined || cursor_is_of_system(decl) || lower_is_annotation_call(name))) {
        if (lower_complex_call(l, name, call, &value) || lower_math_call(l, name, call, &value) ||
            lower_memory_call(l, name, call, &value))
            return value;
    }
    if (lower_type_is_passed_in_memory(lower_cursor_type(l, call))) {
        const struct ir_type *type = lower_type(l, lower_cursor_type(l, call), call);
        value.v = lower_temporary(l, type);
        lower_record_call(l, value.v, call);
        return type->record->is_complex ? lower_complex_load(l, value.v) : value;
    }
    if (direct && !defined)
        check_callee(l, name, call);
    value.v = emit_call(l, decl, call, NULL);
    return value;
}
