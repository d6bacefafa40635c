/* Functions: signatures, parameters, the single exit. */
#include "frontend/annotation.h"
#include "frontend/link.h"
#include "frontend/stmt.h"

#include "support/fault.h"

#include <string.h>

/* ---- signatures */

static bool is_array(enum CXTypeKind kind)
{
    return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
           kind == CXType_VariableArray;
}

const struct ir_type *lower_param_type(struct lower_state *l, CXCursor param)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(param));
    bool is_nested = is_array(type.kind) && is_array(clang_getArrayElementType(type).kind);
    if ((lower_type_is_record(type) || is_nested) && lower_type_is_volatile(type))
        lower_refuse(l, param, "volatile access to something other than a number");
    if (lower_type_is_passed_in_memory(type))
        return ir_type_ptr(l->types, lower_type(l, type, param), false);
    if (!is_array(type.kind))
        return lower_type(l, type, param);
    bool is_const = lower_type_is_const(type);
    CXType row = clang_getArrayElementType(type);
    if (lower_type_is_vla(row))
        row = lower_innermost_element(row);
    return ir_type_ptr(l->types, lower_type(l, row, param), is_const);
}

/* A declaration of the parameter where its IR type does not say enough: that memory is volatile. */
static bool describe_volatile(struct lower_state *l, struct ir_param *ir, CXCursor param)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(param));
    CXType pointee =
        is_array(type.kind) ? clang_getArrayElementType(type) : clang_getPointeeType(type);
    if (pointee.kind == CXType_Invalid || !lower_type_is_volatile(pointee) ||
        is_array(pointee.kind) || pointee.kind == CXType_Pointer)
        return false;
    if (!l->is_main && lower_type_is_record(pointee))
        lower_refuse(l, param, "a pointer to a volatile structure in another file");
    CXType spelled = l->is_main ? pointee : clang_getCanonicalType(pointee);
    const char *text = cursor_string(l->arena, clang_getTypeSpelling(spelled));
    ir->c_decl = ir->c_grad_decl = arena_printf(l->module->arena, "%s *%%", text);
    return true;
}

/* The same: rows of variable length. */
static void describe_vla(struct lower_state *l, struct ir_param *ir, CXCursor param)
{
    CXType type = clang_getCursorType(param);
    CXType canonical = clang_getCanonicalType(type);
    bool rows = is_array(canonical.kind) && lower_type_is_vla(clang_getArrayElementType(canonical));
    if (!rows && !lower_type_is_vla_ptr(canonical))
        return;
    CXType element = lower_innermost_element(
        canonical.kind == CXType_Pointer ? clang_getPointeeType(canonical) : canonical);
    const char *base =
        cursor_string(l->arena, clang_getTypeSpelling(clang_getUnqualifiedType(element)));
    const char *full = cursor_string(l->arena, clang_getTypeSpelling(type));
    const char *shape = canonical.kind == CXType_Pointer ? strstr(full, "(*") : strchr(full, '[');
    if (!shape)
        lower_refuse(l, param, "a parameter of this type");
    bool pointer = *shape == '(';
    const char *rest = pointer ? strchr(shape, ')') : shape;
    ir->c_grad_decl = arena_printf(l->arena, "%s %s%%%s", base, pointer ? "(*" : "", rest);
    bool is_const = lower_type_is_const(
        canonical.kind == CXType_Pointer ? clang_getPointeeType(canonical) : canonical);
    ir->c_decl = is_const ? arena_printf(l->arena, "const %s", ir->c_grad_decl) : ir->c_grad_decl;
}

static void add_param(struct lower_state *l, struct ir_func *func, CXCursor param)
{
    const struct ir_type *type = lower_param_type(l, param);
    ir_func_add_param(l->module, func, type, cursor_spelling(l->module->arena, param));
    struct ir_param *ir = &func->params.data[func->params.len - 1];
    ir->loc = unit_cursor_location(l->unit, param);
    ir->begin = unit_begin_location(l->unit, param);
    ir->is_by_value = lower_type_is_passed_in_memory(clang_getCursorType(param));
    ir->is_restrict =
        clang_isRestrictQualifiedType(clang_getCanonicalType(clang_getCursorType(param))) != 0;
    /* What the output defines itself takes rows as what they are made of. */
    if (!describe_volatile(l, ir, param) && (l->is_main || func->is_included))
        describe_vla(l, ir, param);
}

void lower_func_signature(struct lower_state *l, struct lower_func *func)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(func->decl));
    int count = clang_Cursor_getNumArguments(func->decl);
    if (type.kind == CXType_FunctionNoProto && count > 0)
        lower_refuse(l, func->decl, "a function without a prototype");
    CXType result = clang_getResultType(type);
    const struct ir_type *ir_result = lower_type(l, result, func->decl);
    bool returns_record = ir_result->kind == IR_TYPE_RECORD;
    func->func = ir_func_create(l->module, func->callee->name,
                                returns_record ? ir_type_void(l->types) : ir_result);
    func->callee->func = func->func;
    func->func->shown = func->name;
    func->func->loc = unit_cursor_location(l->unit, func->decl);
    func->func->is_static = clang_Cursor_getStorageClass(func->decl) == CX_SC_Static;
    func->func->is_included = link_output_has(l, func->decl, func->name);
    func->func->is_inline = clang_Cursor_isFunctionInlined(func->decl) != 0;
    if (returns_record) {
        ir_func_add_param(l->module, func->func, ir_type_ptr(l->types, ir_result, false), "result");
        func->func->params.data[0].is_result = true;
    }
    for (int i = 0; i < count; i++)
        add_param(l, func->func, clang_Cursor_getArgument(func->decl, (unsigned)i));
}

/* ---- which variables change */

static bool is_unary(CXCursor cursor, enum CXUnaryOperatorKind kind)
{
    return cursor_is(cursor, CXCursor_UnaryOperator) &&
           clang_getCursorUnaryOperatorKind(cursor) == kind;
}

/* A variable, or a part of a complex one. */
static CXCursor named_by(struct lower_state *l, CXCursor operand)
{
    operand = cursor_strip_parens(l->syntax, operand);
    while (is_unary(operand, CXUnaryOperator_Real) || is_unary(operand, CXUnaryOperator_Imag) ||
           is_unary(operand, CXUnaryOperator_Extension)) {
        struct cursors kids = cursor_expr_children(l->syntax, operand);
        if (kids.len != 1)
            break;
        operand = cursor_strip_parens(l->syntax, kids.data[0]);
    }
    return cursor_is(operand, CXCursor_DeclRefExpr) ? clang_getCursorReferenced(operand)
                                                    : clang_getNullCursor();
}

static void mark_operand(struct lower_state *l, CXCursor operand, bool is_address)
{
    CXCursor decl = named_by(l, operand);
    if (cursor_is(decl, CXCursor_ParmDecl) || cursor_is(decl, CXCursor_VarDecl))
        cursor_map_set(l->fn->written, decl, l);
    if (is_address && !clang_Cursor_isNull(decl))
        cursor_map_set(l->fn->addressed, decl, l);
}

bool lower_changes_operand(CXCursor cursor)
{
    if (cursor_is(cursor, CXCursor_CompoundAssignOperator))
        return true;
    if (cursor_is(cursor, CXCursor_BinaryOperator))
        return clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign;
    if (!cursor_is(cursor, CXCursor_UnaryOperator))
        return false;
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
    return kind >= CXUnaryOperator_PostInc && kind <= CXUnaryOperator_AddrOf;
}

static void find_writes(struct lower_state *l)
{
    struct cursors all = syntax_all(l->syntax);
    for (size_t i = 0; i < all.len; i++) {
        CXCursor cursor = all.data[i];
        l->fn->jumps |=
            cursor_is(cursor, CXCursor_SwitchStmt) || cursor_is(cursor, CXCursor_LabelStmt);
        if (lower_changes_operand(cursor)) {
            struct cursors kids = cursor_expr_children(l->syntax, cursor);
            if (kids.len)
                mark_operand(l, kids.data[0], is_unary(cursor, CXUnaryOperator_AddrOf));
        }
    }
}

/* ---- bodies */

static void bind_param(struct lower_state *l, CXCursor param, struct ir_value *value)
{
    struct place *place = ARENA_NEW(l->fn->scratch, struct place);
    CXType type = clang_getCanonicalType(clang_getCursorType(param));
    place->name = value->name;
    place->is_private = lower_is_private(l, param);
    cursor_map_set(l->vars, param, place);
    lower_at(l, param);
    if (!lower_type_is_passed_in_memory(type))
        value = lower_rounded(l, *place, value);
    if (lower_type_is_passed_in_memory(type)) {
        place->addr = value;
    } else if (!is_array(type.kind) && clang_isVolatileQualifiedType(type) && !place->is_private) {
        if (ir_type_is_ptr(value->type))
            lower_refuse(l, param, "volatile access to something other than a number");
        place->addr = ir_build_slot(&l->b, value->type, NULL, value->name);
        lower_store_volatile(l, place->addr, value, param);
    } else if (cursor_map_get(l->fn->written, param)) {
        place->addr = ir_build_slot(&l->b, value->type, NULL, value->name);
        ir_build_store(&l->b, place->addr, value);
    } else {
        place->direct = value;
    }
}

static bool has_result_param(const struct ir_func *func)
{
    return func->params.len && func->params.data[0].is_result;
}

/* Extents of rows may name any parameter, so they are looked at when all are bound. */
static void bind_params(struct lower_state *l, const struct lower_func *func)
{
    struct func_state *fn = l->fn;
    unsigned first = has_result_param(fn->func);
    int count = clang_Cursor_getNumArguments(func->decl);
    for (int i = 0; i < count; i++)
        bind_param(l, clang_Cursor_getArgument(func->decl, (unsigned)i),
                   fn->func->body->args.data[first + (unsigned)i]);
    for (int i = 0; i < count; i++) {
        CXCursor param = clang_Cursor_getArgument(func->decl, (unsigned)i);
        struct place *place = cursor_map_get(l->vars, param);
        place->vla = lower_vla_of_decl(l, param);
    }
}

static CXCursor body_of(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    GRADC_ASSERT(kids.len && cursor_is(kids.data[kids.len - 1], CXCursor_CompoundStmt));
    return kids.data[kids.len - 1];
}

/* The only return, at the very end of the body: its value needs no slot. */
static CXCursor sole_return(struct lower_state *l, const struct stmt *body)
{
    if (body->kids.len == 0 || l->fn->result->kind == IR_TYPE_VOID)
        return clang_getNullCursor();
    const struct stmt *last = body->kids.data[body->kids.len - 1];
    for (size_t i = 0; i + 1 < body->kids.len; i++) {
        if (body->kids.data[i]->exits & STMT_RETURNS)
            return clang_getNullCursor();
    }
    return last->kind == STMT_RETURN ? last->cursor : clang_getNullCursor();
}

static void return_expr(struct lower_state *l, CXCursor stmt)
{
    struct cursors kids = cursor_expr_children(l->syntax, stmt);
    if (kids.len != 1)
        lower_refuse(l, stmt, "this return");
    struct ir_value *value =
        lower_coerce(l, lower_scalar(l, kids.data[0]), l->fn->result, kids.data[0]);
    lower_at(l, stmt);
    ir_build_return(&l->b, value);
}

static void lower_statements(struct lower_state *l, struct stmt *body)
{
    struct func_state *fn = l->fn;
    CXCursor last = sole_return(l, body);
    if (!clang_Cursor_isNull(last)) {
        stmt_lower_list(l, body->kids.data, body->kids.len - 1);
        return_expr(l, last);
        return;
    }
    if (fn->result->kind != IR_TYPE_VOID)
        fn->result_slot = ir_build_slot(&l->b, fn->result, NULL, NULL);
    if (body->exits & STMT_RETURNS)
        fn->returned = stmt_flag_create(l, "returned");
    stmt_lower_list(l, body->kids.data, body->kids.len);
    stmt_flag_finish(fn->returned);
    struct ir_value *result = fn->result_slot ? ir_build_load(&l->b, fn->result_slot) : NULL;
    ir_build_return(&l->b, result);
}

static void lower_body(struct lower_state *l, struct lower_func *func)
{
    struct func_state *fn = l->fn;
    syntax_read(l->syntax, func->decl);
    find_writes(l);
    l->b = ir_builder_at_end(l->module, func->func->body);
    if (has_result_param(func->func))
        fn->result_addr = func->func->body->args.data[0];
    bind_params(l, func);
    lower_statements(l, stmt_build_tree(l, body_of(l, func->decl), false));
}

void lower_func_drop(struct lower_state *l, struct ir_func *func)
{
    func->is_broken = true;
    func->body->first = func->body->last = NULL;
    struct ir_builder b = ir_builder_at_end(l->module, func->body);
    bool is_void = func->result->kind == IR_TYPE_VOID;
    ir_build_return(&b, is_void ? NULL : ir_build_undef(&b, func->result));
}

void lower_func_body(struct lower_state *l, struct lower_func *func)
{
    struct arena *scratch = arena_create();
    struct func_state fn = {.scratch = scratch,
                            .decl = func->decl,
                            .func = func->func,
                            .result = func->func->result,
                            .written = cursor_map_create(scratch),
                            .addressed = cursor_map_create(scratch)};
    jmp_buf here;
    l->vars = cursor_map_create(scratch);
    l->fn = l->link->lowered = &fn;
    l->link->recover = &here;
    l->depth = 0;
    l->chain.len = 0;
    fault_stage("frontend", func->func->name);
    if (setjmp(here) == 0)
        lower_body(l, func);
    if (fn.failed)
        lower_func_drop(l, func->func);
    cursor_map_destroy(fn.written);
    cursor_map_destroy(fn.addressed);
    cursor_map_destroy(l->vars);
    arena_destroy(fn.scratch);
    l->link->recover = NULL;
    l->fn = l->link->lowered = NULL;
}
