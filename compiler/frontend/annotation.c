/* Reading annotations and choosing the losses.
 *
 * Guarantees: an annotation that is misspelt or has no effect is an error, since it would otherwise
 * change nothing in silence. */
#include "frontend/annotation.h"

#include "frontend/contract.h"
#include "frontend/link.h"
#include "frontend/registration.h"
#include "frontend/updates.h"
#include "support/spelling.h"
#include "support/vec.h"

#include <string.h>

static const struct {
    const char *name;
    enum annotation bit;
} annotations[] = {
    {"gradc.loss", ANNOTATION_LOSS},      {"gradc.wrt", ANNOTATION_WRT},
    {"gradc.const", ANNOTATION_CONST},    {"gradc.out", ANNOTATION_OUT},
    {"gradc.work", ANNOTATION_WORK},      {"gradc.range", ANNOTATION_RANGE},
    {"gradc.positive", ANNOTATION_RANGE}, {"gradc.vjp", ANNOTATION_VJP},
    {"gradc.jvp", ANNOTATION_JVP},
};

/* An annotation's arguments stand behind a colon. */
static unsigned find_annotation(const char *name)
{
    size_t length = strcspn(name, ":");
    for (size_t i = 0; i < sizeof annotations / sizeof *annotations; i++) {
        if (strlen(annotations[i].name) == length &&
            strncmp(annotations[i].name, name, length) == 0)
            return annotations[i].bit;
    }
    return 0;
}

static void report(struct lower_state *l, CXCursor attribute, const char *name, bool known)
{
    struct src_loc loc = unit_cursor_location(l->unit, attribute);
    struct diag *d = diag_new(l->unit->diag, DIAG_bad_annotation, loc, name);
    struct spelling spelling = {.word = name};
    for (size_t i = 0; i < sizeof annotations / sizeof *annotations && !known; i++)
        spelling_offer(&spelling, annotations[i].name);
    if (spelling.best)
        diag_note(d, loc, "did you mean '%s'?", spelling.best);
    diag_emit(d);
}

unsigned annotation_read(struct lower_state *l, CXCursor decl, unsigned allowed)
{
    unsigned found = 0;
    struct cursors kids = cursor_children(l->syntax, decl);
    for (size_t i = 0; i < kids.len; i++) {
        if (!cursor_is(kids.data[i], CXCursor_AnnotateAttr))
            continue;
        const char *name = cursor_spelling(l->arena, kids.data[i]);
        if (strncmp(name, "gradc.", 6) != 0)
            continue;
        unsigned bit = find_annotation(name);
        if (bit & allowed)
            found |= bit;
        else
            report(l, kids.data[i], name, bit != 0);
    }
    if (found & ANNOTATION_RANGE)
        contract_check(l, decl);
    return found;
}

static bool is_listed(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

/* Names on the command line are those of the main unit, or have external linkage. */
static bool is_named_wrt(const struct lower_state *l, CXCursor decl)
{
    const struct frontend_options *options = l->options;
    return (l->is_main || clang_getCursorLinkage(decl) == CXLinkage_External) &&
           is_listed(options->wrt, options->wrt_count, cursor_spelling(l->arena, decl));
}

bool annotation_is_wrt(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    for (size_t i = 0; i < kids.len; i++)
        if (cursor_is(kids.data[i], CXCursor_AnnotateAttr) &&
            find_annotation(cursor_spelling(l->arena, kids.data[i])) == ANNOTATION_WRT)
            return true;
    return is_named_wrt(l, decl);
}

/* ---- losses */

static void mark_param(struct lower_state *l, CXCursor param, const struct ir_value *value,
                       struct ir_param *ir)
{
    const struct frontend_options *options = l->options;
    unsigned allowed = ANNOTATION_WRT | ANNOTATION_CONST | ANNOTATION_OUT | ANNOTATION_RANGE;
    if (ir_type_is_ptr(value->type) && !ir->is_by_value)
        allowed |= ANNOTATION_WORK;
    unsigned set = annotation_read(l, param, allowed);
    const char *name = cursor_spelling(l->arena, param);
    ir->is_wrt = (set & ANNOTATION_WRT) || is_listed(options->wrt, options->wrt_count, name);
    ir->is_const = (set & ANNOTATION_CONST) != 0;
    ir->is_out = (set & ANNOTATION_OUT) || (options->out && strcmp(options->out, name) == 0);
    ir->is_work = (set & ANNOTATION_WORK) != 0;
    ir->contract = contract_of(l, param);
}

static void mark_params(struct lower_state *l, const struct lower_func *func)
{
    struct ir_func *ir = func->func;
    size_t first = ir->params.len && ir->params.data[0].is_result ? 1 : 0;
    for (size_t i = first; i < ir->params.len; i++) {
        CXCursor param = clang_Cursor_getArgument(func->decl, (unsigned)(i - first));
        mark_param(l, param, ir->body->args.data[i], &ir->params.data[i]);
        ir->params.data[i].extent = lower_extent_of_param(l, func, param);
    }
}

static void drop_function(struct lower_state *l, CXCursor decl)
{
    struct lower_func *func = cursor_map_get(l->funcs, clang_getCanonicalCursor(decl));
    if (func && func->func)
        lower_func_drop(l, func->func);
}

/* Lowers the signature; what is wrong with a type there is reported, and the function dropped. */
static struct lower_func *lowered_function(struct lower_state *l, CXCursor decl)
{
    jmp_buf here;
    struct lower_func *volatile func = NULL;
    l->link->recover = &here;
    if (setjmp(here) == 0) {
        if (lower_is_variadic(decl))
            lower_refuse(l, decl, "a function with a variable number of arguments");
        func = lower_function(l, decl, decl);
    } else {
        drop_function(l, decl);
    }
    l->link->recover = NULL;
    return func;
}

static void add_loss(struct lower_state *l, CXCursor decl)
{
    struct lower_func *func = lowered_function(l, decl);
    if (!func)
        return;
    unsigned errors = diag_error_count(l->unit->diag);
    func->func->is_loss = true;
    mark_params(l, func);
    func->func->is_broken |= diag_error_count(l->unit->diag) > errors;
}

/* ---- the unit's declarations */

enum { GLOBAL_ANNOTATIONS = ANNOTATION_WRT | ANNOTATION_CONST | ANNOTATION_RANGE };

static void mark_global(struct lower_state *l, CXCursor decl, unsigned set,
                        struct ir_global *global)
{
    const struct ir_contract *contract = contract_of(l, decl);
    global->is_wrt |= (set & ANNOTATION_WRT) || is_named_wrt(l, decl);
    global->is_marked_const |= (set & ANNOTATION_CONST) != 0;
    global->contract = contract ? contract : global->contract;
}

void annotation_mark_global(struct lower_state *l, CXCursor decl, struct ir_global *global)
{
    mark_global(l, decl, annotation_read(l, decl, GLOBAL_ANNOTATIONS), global);
}

static void visit_global(struct lower_state *l, CXCursor decl)
{
    unsigned set = annotation_read(l, decl, GLOBAL_ANNOTATIONS);
    if (!set && !is_named_wrt(l, decl))
        return;
    jmp_buf here;
    l->link->recover = &here;
    if (setjmp(here) == 0)
        mark_global(l, decl, set, lower_global(l, decl));
    l->link->recover = NULL;
}

static void check_unmarked_params(struct lower_state *l, CXCursor decl)
{
    int count = clang_Cursor_getNumArguments(decl);
    for (int i = 0; i < count; i++)
        annotation_read(l, clang_Cursor_getArgument(decl, (unsigned)i), 0);
}

/* Local variables take no annotation. Functions without a trace of one need no look. */
static bool mentions_annotation(struct lower_state *l, CXCursor function)
{
    if (!unit_in_main_file(l->unit, function))
        return true;
    const char *text =
        unit_main_text(l->unit, unit_begin_offset(function), unit_end_offset(function));
    return strstr(text, "GRADC_") || strstr(text, "annotate");
}

static enum CXChildVisitResult visit_local(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_VarDecl)
        annotation_read(data, cursor, 0);
    return CXChildVisit_Recurse;
}

struct finder {
    struct lower_state *l;
    struct cursors losses;
    struct cursors others;   /* with all_functions */
    struct cursors unmarked; /* functions that are no losses */
    bool has_variables;      /* mutable globals, which those may change */
    VEC(const char *) found; /* names given by --loss that exist */
};

/* What a function is marked as. */
static unsigned read_function(struct lower_state *l, CXCursor decl)
{
    unsigned set = annotation_read(l, decl, ANNOTATION_LOSS | ANNOTATION_VJP | ANNOTATION_JVP);
    if (set & ANNOTATION_VJP)
        registration_add(l, decl, &registration_vjp);
    if (set & ANNOTATION_JVP)
        registration_add(l, decl, &registration_jvp);
    return set;
}

static void visit_function(struct finder *finder, CXCursor decl)
{
    struct lower_state *l = finder->l;
    unsigned set = read_function(l, decl);
    if (!clang_isCursorDefinition(decl))
        return;
    if (mentions_annotation(l, decl))
        clang_visitChildren(decl, visit_local, l);
    const char *name = cursor_spelling(l->arena, decl);
    bool listed = is_listed(l->options->losses, l->options->loss_count, name);
    if (listed)
        vec_push(l->arena, &finder->found, name);
    if (listed || (set & ANNOTATION_LOSS))
        vec_push(l->arena, &finder->losses, decl);
    else
        check_unmarked_params(l, decl);
    if (!listed && !(set & ANNOTATION_LOSS))
        vec_push(l->arena, &finder->unmarked, decl);
    if (l->options->all_functions && unit_in_main_file(l->unit, decl))
        vec_push(l->arena, &finder->others, decl);
}

static enum CXVisitorResult visit_field(CXCursor field, CXClientData data)
{
    annotation_read(data, field, ANNOTATION_CONST | ANNOTATION_RANGE);
    return CXVisit_Continue;
}

static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct finder *finder = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool interesting = kind == CXCursor_FunctionDecl || kind == CXCursor_VarDecl ||
                       kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
    if (!interesting || cursor_is_of_system(cursor))
        return CXChildVisit_Continue;
    if (kind == CXCursor_FunctionDecl) {
        visit_function(finder, cursor);
    } else if (kind == CXCursor_VarDecl) {
        visit_global(finder->l, cursor);
        finder->has_variables |= !lower_type_is_const(clang_getCursorType(cursor));
    } else {
        annotation_read(finder->l, cursor, 0);
        clang_Type_visitFields(clang_getCursorType(cursor), visit_field, finder->l);
    }
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult visit_derivative(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (cursor_is(cursor, CXCursor_FunctionDecl) && !cursor_is_of_system(cursor))
        (void)read_function(data, cursor);
    return CXChildVisit_Continue;
}

void annotation_find_derivatives(struct lower_state *l)
{
    clang_visitChildren(clang_getTranslationUnitCursor(l->unit->handle), visit_derivative, l);
}

static void report_missing(struct finder *finder)
{
    struct lower_state *l = finder->l;
    struct src_loc nowhere = {0};
    for (size_t i = 0; i < l->options->loss_count; i++) {
        const char *name = l->options->losses[i];
        if (!is_listed(finder->found.data, finder->found.len, name))
            diag_emit(diag_new(l->unit->diag, DIAG_unknown_loss, nowhere, name));
    }
    if (finder->losses.len == 0 && l->options->loss_count == 0 && finder->others.len == 0)
        diag_emit(diag_new(l->unit->diag, DIAG_missing_loss, nowhere));
}

static bool names_parameter(const struct lower_state *l, const char *name)
{
    for (size_t i = 0; i < l->module->globals.len; i++) {
        if (strcmp(l->module->globals.data[i]->name, name) == 0)
            return true;
    }
    for (size_t i = 0; i < l->module->funcs.len; i++) {
        const struct ir_func *func = l->module->funcs.data[i];
        for (size_t k = 0; func->is_loss && k < func->params.len; k++) {
            if (strcmp(func->body->args.data[k]->name, name) == 0)
                return true;
        }
    }
    return false;
}

static void report_unknown_parameters(struct lower_state *l, const char *loss)
{
    const struct frontend_options *options = l->options;
    struct src_loc nowhere = {0};
    for (size_t i = 0; i < options->wrt_count; i++) {
        if (!names_parameter(l, options->wrt[i]))
            diag_emit(diag_new(l->unit->diag, DIAG_unknown_parameter, nowhere, loss,
                               options->wrt[i], "wrt"));
    }
    if (options->out && !names_parameter(l, options->out))
        diag_emit(
            diag_new(l->unit->diag, DIAG_unknown_parameter, nowhere, loss, options->out, "of"));
}

void annotation_find_losses(struct lower_state *l)
{
    struct finder finder = {.l = l};
    clang_visitChildren(clang_getTranslationUnitCursor(l->unit->handle), visit_top, &finder);
    for (size_t i = 0; finder.has_variables && i < finder.unmarked.len; i++)
        updates_find(l, finder.unmarked.data[i]);
    for (size_t i = 0; i < finder.losses.len; i++)
        add_loss(l, finder.losses.data[i]);
    for (size_t i = 0; i < finder.others.len; i++)
        lowered_function(l, finder.others.data[i]);
    report_missing(&finder);
    if (finder.losses.len)
        report_unknown_parameters(l, cursor_spelling(l->arena, finder.losses.data[0]));
}
