/* The generated files: what stands around the functions. */
#include "emit/emit.h"

#include "emit/context.h"
#include "emit/pragmas.h"
#include "ir/rewrite.h"

#include <ctype.h>
#include <string.h>

/* ---- what is needed */

struct needs {
    bool special, complex, half, tape; /* gradc/special.h, complex.h, half.h, tape.h */
    bool memory, strings;              /* stdlib.h, string.h */
    bool unix_math;                    /* more of math.h than C99 has */
    bool reallocates;
    bool aligned; /* aligned_alloc, which C99 does not know */
    bool objects; /* local arrays and structs */
};

static void need_op(struct needs *needs, const struct ir_op *op)
{
    switch (op->code) {
    case IR_SLOT:
        needs->objects = true;
        break;
    case IR_TAPE_ALLOC:
    case IR_TAPE_ZALLOC:
    case IR_TAPE_BLOCK:
    case IR_TAPE_COUNT:
    case IR_TAPE_MARK:
    case IR_PUSH:
    case IR_POP:
        needs->tape = true;
        break;
    case IR_CALL:
        needs->tape |= op->attr.callee->func && op->attr.callee->func->is_part;
        break;
    case IR_ALIGNED:
        needs->memory = needs->aligned = true;
        break;
    case IR_MALLOC:
    case IR_CALLOC:
    case IR_FREE:
        needs->memory = true;
        break;
    case IR_REALLOC:
        needs->memory = needs->reallocates = true;
        break;
    case IR_COPY:
    case IR_MOVE:
    case IR_ZERO:
        needs->strings = true;
        break;
    case IR_MATH:
        needs->special |= ir_math_home(op->attr.math) == IR_MATH_HOME_GRADC;
        needs->half |= ir_math_home(op->attr.math) == IR_MATH_HOME_HALF;
        needs->complex |= ir_math_home(op->attr.math) == IR_MATH_HOME_COMPLEX;
        needs->unix_math |= ir_math_home(op->attr.math) == IR_MATH_HOME_UNIX;
        break;
    default:
        break;
    }
}

static void need_region(struct needs *needs, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        need_op(needs, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            need_region(needs, op->regions[i]);
    }
}

typedef void (*op_visitor)(void *context, const struct ir_op *op);

static void visit_ops(const struct ir_region *region, op_visitor visitor, void *context)
{
    IR_FOR_EACH_OP (op, region) {
        visitor(context, op);
        for (uint32_t i = 0; i < op->region_count; i++)
            visit_ops(op->regions[i], visitor, context);
    }
}

struct closure {
    const struct ir_module *module;
    bool *emitted;
    bool changed;
};

typedef void (*func_visitor)(void *context, const struct ir_func *func);

/* The functions of the unit that a table's definition names, directly or through another. */
static void visit_targets(const struct ir_global *global, func_visitor visitor, void *context)
{
    for (size_t i = 0; i < global->targets.len; i++)
        if (global->targets.data[i].callee->func)
            visitor(context, global->targets.data[i].callee->func);
    for (size_t i = 0; i < global->names.len; i++)
        visit_targets(global->names.data[i], visitor, context);
}

/* The functions of the unit that an operation refers to, directly or through a table. */
static void visit_named(const struct ir_op *op, func_visitor visitor, void *context)
{
    if ((op->code == IR_CALL || op->code == IR_FUNC) && op->attr.callee->func)
        visitor(context, op->attr.callee->func);
    if (op->code == IR_GLOBAL)
        visit_targets(op->attr.global, visitor, context);
}

/* Static functions that are called are copied. */
static void need_func(void *context, const struct ir_func *callee)
{
    struct closure *c = context;
    if (!callee->is_static || callee->is_included)
        return;
    for (size_t i = 0; i < c->module->funcs.len; i++) {
        if (c->module->funcs.data[i] != callee || c->emitted[i])
            continue;
        c->emitted[i] = true;
        c->changed = true;
    }
}

static void need_callee(void *context, const struct ir_op *op)
{
    visit_named(op, need_func, context);
}

static bool *emitted_funcs(struct arena *arena, const struct ir_module *module, bool all)
{
    struct closure c = {module, ARENA_ARRAY(arena, bool, module->funcs.len + 1), false};
    for (size_t i = 0; i < module->funcs.len; i++)
        c.emitted[i] = all || module->funcs.data[i]->is_derivative;
    do {
        c.changed = false;
        for (size_t i = 0; i < module->funcs.len; i++)
            if (c.emitted[i])
                visit_ops(module->funcs.data[i]->body, need_callee, &c);
    } while (c.changed);
    return c.emitted;
}

struct used_globals {
    VEC(const struct ir_global *) list;
    struct arena *arena;
};

/* After what its definition names. */
static void use_global(struct used_globals *used, const struct ir_global *global)
{
    for (size_t i = 0; i < used->list.len; i++)
        if (used->list.data[i] == global)
            return;
    for (size_t i = 0; i < global->names.len; i++)
        use_global(used, global->names.data[i]);
    vec_push(used->arena, &used->list, global);
}

static void note_global(void *context, const struct ir_op *op)
{
    if (op->code == IR_GLOBAL)
        use_global(context, op->attr.global);
}

static void note_prototype(struct arena *arena, const struct ir_func *func, struct text *out)
{
    struct names *names = names_create(arena, func->module);
    text_addf(out, "%s;\n", declare_func(arena, func, names, false));
    names_destroy(names);
}

/* ---- parts of the source */

/* The part that the header needs, or the part that it does not. */
static void add_prelude(const struct ir_module *module, bool for_header, struct text *out)
{
    for (size_t i = 0; i < module->prelude.len; i++) {
        const struct ir_prelude *p = &module->prelude.data[i];
        if (p->is_for_header == for_header)
            text_addf(out, "%s\n", p->text);
    }
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_includes(const struct emit_options *options, const struct needs *needs,
                         struct text *out)
{
    for (size_t i = 0; i < options->include_count; i++)
        text_addf(out, "#include \"%s\"\n", options->includes[i]);
    if (needs->complex)
        text_add(out, "#include <gradc/complex.h>\n");
    if (needs->half)
        text_add(out, "#include <gradc/half.h>\n");
    if (needs->special)
        text_add(out, "#include <gradc/special.h>\n");
    if (needs->tape)
        text_add(out, "#include <gradc/tape.h>\n");
    text_add(out, "#include <math.h>\n");
    if (needs->memory)
        text_add(out, "#include <stdlib.h>\n");
    if (needs->strings)
        text_add(out, "#include <string.h>\n");
    if (needs->aligned)
        text_add(out, "\nvoid *aligned_alloc(size_t alignment, size_t size);\n");
    text_add(out, "\n");
}

/* The header declares them, so they are defined even where nothing is added to them. */
static void note_gradients(const struct ir_module *module, struct used_globals *used)
{
    for (size_t i = 0; i < module->globals.len; i++)
        if (module->globals.data[i]->is_derivative && !module->globals.data[i]->is_static)
            use_global(used, module->globals.data[i]);
}

static struct used_globals find_globals(struct arena *arena, const struct ir_module *module,
                                        const bool *emitted)
{
    struct used_globals used = {.arena = arena};
    for (size_t i = 0; i < module->funcs.len; i++)
        if (emitted[i])
            visit_ops(module->funcs.data[i]->body, note_global, &used);
    note_gradients(module, &used);
    return used;
}

/* C may leave it open how many elements an array has that is defined elsewhere. */
static const char *declare_global(struct arena *arena, const struct ir_global *global)
{
    bool is_open = global->type->kind == IR_TYPE_ARRAY && global->type->extent == 0;
    return is_open ? ir_declare(arena, global->type->elem,
                                arena_printf(arena, "%s[]", global->name), global->is_const)
                   : ir_declare(arena, global->type, global->name, global->is_const);
}

static void add_globals(struct arena *arena, const struct used_globals *used, struct text *out)
{
    bool any = false;
    for (size_t i = 0; i < used->list.len; i++) {
        const struct ir_global *g = used->list.data[i];
        bool is_of_header = g->is_static && !g->c_definition && !g->is_derivative;
        if (g->is_included || is_of_header) /* it is in a file that is included */
            continue;
        any = true;
        const char *declaration = declare_global(arena, g);
        if (g->is_derivative)
            text_addf(out, "%s%s;\n", g->is_static ? "static " : "", declaration);
        else if (g->c_definition)
            text_addf(out, "%s\n", g->c_definition);
        else
            text_addf(out, "extern %s%s;\n", g->is_volatile ? "volatile " : "", declaration);
    }
    if (any)
        text_add(out, "\n");
}

/* Functions that are called and not emitted here need to be known. */
struct prototypes {
    struct arena *arena;
    struct text *out;
    VEC(const struct ir_func *) seen;
    VEC(const struct ir_callee *) externals;
};

static void note_func(void *context, const struct ir_func *func)
{
    struct prototypes *p = context;
    if (func->is_included)
        return;
    for (size_t i = 0; i < p->seen.len; i++)
        if (p->seen.data[i] == func)
            return;
    vec_push(p->arena, &p->seen, func);
    note_prototype(p->arena, func, p->out);
}

static void note_external(struct prototypes *p, const struct ir_callee *callee)
{
    for (size_t i = 0; i < p->externals.len; i++)
        if (p->externals.data[i] == callee)
            return;
    vec_push(p->arena, &p->externals, callee);
    text_addf(p->out, "%s;\n", callee->c_declaration);
}

static void note_callee(void *context, const struct ir_op *op)
{
    struct prototypes *p = context;
    bool is_named = op->code == IR_CALL || op->code == IR_FUNC;
    if (is_named && op->attr.callee->c_declaration)
        note_external(p, op->attr.callee);
    visit_named(op, note_func, context);
}

static void add_prototypes(struct arena *arena, const struct ir_module *module, const bool *emitted,
                           struct text *out)
{
    struct prototypes p = {.arena = arena, .out = out};
    for (size_t i = 0; i < module->funcs.len; i++)
        if (emitted[i])
            visit_ops(module->funcs.data[i]->body, note_callee, &p);
    if (p.seen.len || p.externals.len)
        text_add(out, "\n");
}

/* ---- comments */

/* Words of a sentence in a comment of at most 100 columns. */
static void add_comment(struct text *out, const char *sentence)
{
    size_t column = 2;
    text_add(out, "/*");
    while (*sentence) {
        size_t length = strcspn(sentence, " ");
        if (column + 1 + length > 97) {
            text_add(out, "\n *");
            column = 2;
        }
        text_addf(out, " %.*s", (int)length, sentence);
        column += 1 + length;
        sentence += length;
        sentence += strspn(sentence, " ");
    }
    text_add(out, " */\n");
}

/* ---- the files */

/* What the derivatives see of the file they are made from. */
static void add_origin(const struct ir_module *module, const struct emit_options *options,
                       const struct used_globals *used, struct text *out)
{
    if (options->source)
        amalgam_add(used->arena, module, used->list.data, used->list.len,
                    &(struct amalgam_output){options->source, out});
    else if (options->header)
        text_addf(out, "#include \"%s\"\n", options->header);
    else
        add_prelude(module, true, out);
    add_prelude(module, false, out);
}

/* What ISO C lacks, of which compilers tell when they are asked to be pedantic. */
static const char half_name[] = "_Float16";

/* The header is not included beside the source, which has the header's types already. */
static void declare_own(struct arena *arena, const struct ir_module *module, struct text *out)
{
    for (size_t i = 0; i < module->funcs.len; i++)
        if (module->funcs.data[i]->is_derivative)
            note_prototype(arena, module->funcs.data[i], out);
    text_add(out, "\n");
}

static void add_functions(const struct ir_module *module, struct src_files *files,
                          const bool *emitted, struct text *out)
{
    bool first = true;
    for (size_t i = 0; i < module->funcs.len; i++) {
        if (!emitted[i])
            continue;
        if (!first)
            text_add(out, "\n");
        first = false;
        emit_func(out->arena, module, files, module->funcs.data[i], out);
    }
}

void emit_source(const struct ir_module *module, struct src_files *files,
                 const struct emit_options *options, struct text *out)
{
    struct arena *arena = arena_create();
    bool *emitted = emitted_funcs(arena, module, options->all_functions);
    struct needs needs = {0};
    for (size_t i = 0; i < module->funcs.len; i++)
        if (emitted[i])
            need_region(&needs, module->funcs.data[i]->body);
    text_addf(out, "/* Gradients of the functions in %s, written by gradc. */\n",
              base_name(module->source_name));
    if (needs.unix_math)
        text_add(out, DEFINE_UNIX_MATH);
    struct used_globals used = find_globals(arena, module, emitted);
    add_origin(module, options, &used, out);
    add_includes(options, &needs, out);
    if (needs.reallocates)
        text_add(out, PRAGMA_REALLOC);
    if (needs.objects)
        text_add(out, PRAGMA_OBJECTS);
    if (options->source)
        declare_own(arena, module, out);
    struct text rest = {.arena = arena};
    add_prototypes(arena, module, emitted, &rest); /* tables may name the functions */
    add_globals(arena, &used, &rest);
    add_functions(module, files, emitted, &rest);
    if (strstr(text_string(&rest), half_name))
        text_add(out, PRAGMA_HALF "\n");
    text_add(out, text_string(&rest));
    arena_destroy(arena);
}

static const char *guard_of(struct arena *arena, const struct emit_options *options,
                            const struct ir_module *module)
{
    const char *name = base_name(options->header ? options->header : module->source_name);
    char *guard = arena_printf(arena, "GRADC_%s_H", name);
    for (char *c = guard; *c; c++)
        *c = isalnum((unsigned char)*c) ? (char)toupper((unsigned char)*c) : '_';
    return guard;
}

static void declare_derivative(struct arena *arena, const struct ir_func *func, struct text *out)
{
    text_add(out, "\n");
    if (func->summary)
        add_comment(out, func->summary);
    note_prototype(arena, func, out);
}

void emit_header(const struct ir_module *module, struct src_files *files,
                 const struct emit_options *options, struct text *out)
{
    (void)files;
    struct arena *arena = arena_create();
    const char *guard = guard_of(arena, options, module);
    text_addf(out, "/* Gradients of the functions in %s, written by gradc. */\n",
              base_name(module->source_name));
    text_addf(out, "#ifndef %s\n#define %s\n\n", guard, guard);
    struct text rest = {.arena = arena};
    add_prelude(module, true, &rest);
    text_add(&rest, "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    for (size_t i = 0; i < module->globals.len; i++) {
        const struct ir_global *g = module->globals.data[i];
        if (g->is_derivative && !g->is_static)
            text_addf(&rest, "\n/* %s */\nextern %s;\n", g->summary,
                      ir_declare(arena, g->type, g->name, false));
    }
    for (size_t i = 0; i < module->funcs.len; i++)
        if (module->funcs.data[i]->is_derivative)
            declare_derivative(arena, module->funcs.data[i], &rest);
    text_add(&rest, "\n#ifdef __cplusplus\n}\n#endif\n\n");
    bool has_half = strstr(text_string(&rest), half_name) != NULL;
    text_addf(out, "%s%s%s#endif\n", has_half ? PRAGMA_PUSH PRAGMA_HALF : "", text_string(&rest),
              has_half ? PRAGMA_POP : "");
    arena_destroy(arena);
}
