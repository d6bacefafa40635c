/* Declarations of functions, and the casts of their arguments. */
#include "emit/context.h"

#include "support/fault.h"

#include <string.h>

/* Whether C converts the pointer without a word. */
static bool converts(const struct ir_type *from, const struct ir_type *to)
{
    bool adds_const = to->pointee_const || !from->pointee_const;
    return adds_const && from->elem == to->elem && from->elem->kind != IR_TYPE_ARRAY;
}

const char *argument_cast(struct arena *arena, const struct ir_func *func, size_t index,
                          const struct ir_type *from)
{
    const struct ir_param *param = &func->params.data[index];
    const struct ir_type *to = func->body->args.data[index]->type;
    if (!ir_type_is_ptr(to) || param->is_by_value)
        return "";
    if (param->c_decl) /* what rows are const of, no pointer to const void converts to */
        return "(void *)";
    return to == from || converts(from, to) ? ""
                                            : arena_printf(arena, "(%s)", ir_type_text(arena, to));
}

static const char *declare_param(struct arena *arena, const struct ir_func *func, size_t index,
                                 const char *name, bool is_definition)
{
    const struct ir_param *param = &func->params.data[index];
    const struct ir_type *type = func->body->args.data[index]->type;
    if (param->c_decl)
        return ir_declare_by(arena, param->c_decl, name);
    if (param->is_by_value)
        return ir_declare(arena, type->elem, name, false);
    if (param->is_restrict && is_definition)
        name = arena_printf(arena, "restrict %s", name);
    return ir_declare(arena, type, name, false);
}

/* A list of parameters, broken into lines that begin below its first one, `indent` columns in. */
static const char *list_params(struct arena *arena, const char *const *params, size_t count,
                               int indent)
{
    enum { WIDTH = 100 };
    struct text list = {.arena = arena};
    size_t column = (size_t)indent;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(params[i]) + 2; /* with the comma, or the end of the declaration */
        bool breaks = i > 0 && column + length > WIDTH;
        if (breaks)
            text_addf(&list, ",\n%*s", indent, "");
        else if (i > 0)
            text_add(&list, ", ");
        text_add(&list, params[i]);
        column = (breaks ? (size_t)indent : column) + length;
    }
    return count ? text_string(&list) : "void";
}

const char *declare_func(struct arena *arena, const struct ir_func *func, struct names *names,
                         bool is_definition)
{
    VEC(const char *) params = {0};
    size_t first = func->params.len && func->params.data[0].is_result ? 1 : 0;
    for (size_t i = first; i < func->params.len; i++) {
        const char *hint = func->body->args.data[i]->name;
        const char *name = names_take(names, hint ? hint : "p");
        vec_push(arena, &params, declare_param(arena, func, i, name, is_definition));
    }
    if (func->is_part) {
        vec_push(arena, &params, "gradc_tape *tape");
        vec_push(arena, &params, "gradc_stack *stacks");
    }
    const struct ir_type *result = first ? func->body->args.data[0]->type->elem : func->result;
    const char *storage = func->is_static ? "static " : "";
    const char *head = ir_declare(arena, result, arena_printf(arena, "%s(", func->name), false);
    int indent = (int)(strlen(storage) + strcspn(head, "(") + 1);
    const char *list = list_params(arena, params.data, params.len, indent);
    const char *whole =
        ir_declare(arena, result, arena_printf(arena, "%s(%s)", func->name, list), false);
    return arena_printf(arena, "%s%s", storage, whole);
}
