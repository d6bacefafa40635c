/* Arrays of variable extent: finding their extents, which libclang keeps apart from the type.
 *
 * The size expressions of a declarator are children of the declaration (or cast), innermost
 * dimension first; constant ones are among them. */
#include "frontend/lower.h"

#include "support/vec.h"

struct dimension {
    bool has_size;
    long long constant; /* or -1 */
    CXCursor expr;
};

struct dimensions {
    struct dimension *data;
    size_t len, cap;
};

static struct dimensions dimensions_of(struct lower_state *l, CXType type)
{
    struct dimensions found = {0};
    for (type = clang_getCanonicalType(type);;
         type = clang_getCanonicalType(clang_getArrayElementType(type))) {
        struct dimension d = {true, -1, clang_getNullCursor()};
        if (type.kind == CXType_ConstantArray)
            d.constant = clang_getArraySize(type);
        else if (type.kind == CXType_IncompleteArray)
            d.has_size = false;
        else if (type.kind != CXType_VariableArray)
            return found;
        vec_push(l->arena, &found, d);
    }
}

/* Gives each dimension its expression. */
static void attach(struct lower_state *l, struct dimensions dims, struct cursors exprs, CXCursor at)
{
    size_t next = exprs.len;
    for (size_t i = 0; i < dims.len; i++) {
        if (!dims.data[i].has_size)
            continue;
        if (next == 0)
            lower_refuse(l, at, "an array whose size is not known here");
        dims.data[i].expr = exprs.data[--next];
    }
    if (next != 0)
        lower_refuse(l, at, "an array whose size is not known here");
}

static struct ir_value *extent_of(struct lower_state *l, struct dimension dim, CXCursor at)
{
    if (dim.constant >= 0)
        return ir_build_int(&l->b, IR_LONG, dim.constant);
    if (!dim.has_size)
        lower_refuse(l, at, "an array whose size is not known here");
    struct ir_value *extent = lower_scalar(l, dim.expr);
    return ir_build_conv(&l->b, extent, ir_type_scalar(l->types, IR_LONG));
}

/* The arrays from dimension `first` inwards. Extents are evaluated from the outside in. */
static const struct vla *build(struct lower_state *l, struct dimensions dims, size_t first,
                               CXCursor at)
{
    struct vla *arrays = ARENA_ARRAY(l->arena, struct vla, dims.len + 1);
    for (size_t i = first; i < dims.len; i++) {
        arrays[i].extent = extent_of(l, dims.data[i], at);
        arrays[i].inner = i + 1 < dims.len ? &arrays[i + 1] : NULL;
    }
    return first < dims.len ? &arrays[first] : NULL;
}

static const struct vla *pointer_to(struct lower_state *l, const struct vla *inner)
{
    if (!inner)
        return NULL;
    struct vla *pointer = ARENA_NEW(l->arena, struct vla);
    pointer->is_pointer = true;
    pointer->inner = inner;
    return pointer;
}

static bool same_cursor(CXCursor a, CXCursor b)
{
    return !clang_Cursor_isNull(b) && clang_equalCursors(a, b);
}

static struct cursors size_exprs(struct lower_state *l, CXCursor decl)
{
    CXCursor init = cursor_is(decl, CXCursor_VarDecl) ? clang_Cursor_getVarDeclInitializer(decl)
                                                      : clang_getNullCursor();
    struct cursors kids = cursor_expr_children(l->syntax, decl);
    struct cursors found = {0};
    for (size_t i = 0; i < kids.len; i++) {
        if (!same_cursor(kids.data[i], init))
            vec_push(l->arena, &found, kids.data[i]);
    }
    return found;
}

const struct vla *lower_vla_of_decl(struct lower_state *l, CXCursor decl)
{
    CXType type = clang_getCanonicalType(lower_cursor_type(l, decl));
    bool is_param = cursor_is(decl, CXCursor_ParmDecl);
    if (!lower_type_is_vla(type) && !lower_type_is_vla_ptr(type))
        return NULL;
    bool is_ptr = type.kind == CXType_Pointer;
    if (is_param && !is_ptr && !lower_type_is_vla(clang_getArrayElementType(type)))
        return NULL; /* rows of constant length: the IR type says it all */
    struct dimensions dims = dimensions_of(l, is_ptr ? clang_getPointeeType(type) : type);
    attach(l, dims, size_exprs(l, decl), decl);
    if (is_ptr)
        return pointer_to(l, build(l, dims, 0, decl));
    /* A parameter points to its rows; how many there are is not asked. */
    return is_param ? pointer_to(l, build(l, dims, 1, decl)) : build(l, dims, 0, decl);
}

/* ---- extents that hold for the caller, too */

static const struct ir_extent *new_extent(struct lower_state *l, struct ir_extent extent)
{
    struct ir_extent *made = ARENA_NEW(l->module->arena, struct ir_extent);
    *made = extent;
    return made;
}

static const struct ir_extent *extent_of_number(struct lower_state *l, long long number)
{
    return number < 0
               ? NULL
               : new_extent(l, (struct ir_extent){.kind = IR_EXTENT_NUMBER, .number = number});
}

static const struct ir_extent *extent_of_name(struct lower_state *l, const struct lower_func *func,
                                              CXCursor name)
{
    CXCursor decl = clang_getCursorReferenced(name);
    size_t first = func->func->params.data[0].is_result ? 1 : 0;
    for (size_t i = first; i < func->func->params.len; i++) {
        const struct ir_value *value = func->func->body->args.data[i];
        CXCursor param = clang_Cursor_getArgument(func->decl, (unsigned)(i - first));
        if (clang_equalCursors(param, decl) && ir_type_is_integer(value->type))
            return new_extent(l, (struct ir_extent){.kind = IR_EXTENT_PARAM, .param = (uint32_t)i});
    }
    return NULL;
}

/* False for any other expression. */
static bool find_extent_operation(CXCursor expr, enum ir_opcode *code)
{
    static const struct {
        enum CXBinaryOperatorKind kind;
        enum ir_opcode code;
    } operations[] = {{CXBinaryOperator_Add, IR_ADD},
                      {CXBinaryOperator_Sub, IR_SUB},
                      {CXBinaryOperator_Mul, IR_MUL},
                      {CXBinaryOperator_Div, IR_DIV}};
    if (!cursor_is(expr, CXCursor_BinaryOperator))
        return false;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        *code = operations[i].code;
        if (operations[i].kind == clang_getCursorBinaryOperatorKind(expr))
            return true;
    }
    return false;
}

/* Extents are computed in 64 bits: what wraps around earlier cannot be followed. */
static bool may_wrap(CXCursor expr)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(expr));
    return type.kind == CXType_UInt;
}

static const struct ir_extent *extent_of_expr(struct lower_state *l, const struct lower_func *func,
                                              CXCursor expr)
{
    long long number;
    if (cursor_evaluate_integer(expr, &number))
        return extent_of_number(l, number);
    expr = cursor_strip(l->syntax, expr);
    if (cursor_is(expr, CXCursor_DeclRefExpr))
        return extent_of_name(l, func, expr);
    struct ir_extent made = {.kind = IR_EXTENT_BINARY};
    if (!find_extent_operation(expr, &made.code) || may_wrap(expr))
        return NULL;
    struct cursors kids = cursor_expr_children(l->syntax, expr);
    made.x = kids.len == 2 ? extent_of_expr(l, func, kids.data[0]) : NULL;
    made.y = made.x ? extent_of_expr(l, func, kids.data[1]) : NULL;
    return made.y ? new_extent(l, made) : NULL;
}

static const struct ir_extent *
extent_of_dimension(struct lower_state *l, const struct lower_func *func, struct dimension dim)
{
    if (dim.constant >= 0)
        return extent_of_number(l, dim.constant);
    return dim.has_size ? extent_of_expr(l, func, dim.expr) : NULL;
}

static const struct ir_extent *extent_product(struct lower_state *l, const struct ir_extent *x,
                                              const struct ir_extent *y)
{
    return new_extent(l,
                      (struct ir_extent){.kind = IR_EXTENT_BINARY, .code = IR_MUL, .x = x, .y = y});
}

/* Rows of constant length are objects; those of another one are runs of their elements. */
const struct ir_extent *lower_extent_of_param(struct lower_state *l, const struct lower_func *func,
                                              CXCursor param)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(param));
    struct dimensions dims = dimensions_of(l, type);
    if (!dims.len || !dims.data[0].has_size)
        return NULL;
    if (lower_type_is_vla(type))
        attach(l, dims, size_exprs(l, param), param);
    size_t count = lower_type_is_vla(clang_getArrayElementType(type)) ? dims.len : 1;
    const struct ir_extent *extent = extent_of_dimension(l, func, dims.data[0]);
    for (size_t i = 1; extent && i < count; i++) {
        const struct ir_extent *inner = extent_of_dimension(l, func, dims.data[i]);
        extent = inner ? extent_product(l, extent, inner) : NULL;
    }
    return extent;
}

const struct vla *lower_vla_of_cast(struct lower_state *l, CXCursor cast)
{
    struct cursors exprs = cursor_expr_children(l->syntax, cast);
    exprs.len--; /* the operand */
    CXType pointee = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(cast)));
    struct dimensions dims = dimensions_of(l, pointee);
    attach(l, dims, exprs, cast);
    return pointer_to(l, build(l, dims, 0, cast));
}
