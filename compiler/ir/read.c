/* Reading modules: types and what stands ahead of the functions.
 *
 * Recursive descent over ir/lex.h. After the first error all tokens are END, so that everything
 * unwinds; nothing is built from what could not be read. Nesting is limited. */
#include "ir/read.h"

#include "ir/blas.h"
#include "ir/read_parts.h"
#include "support/fault.h"
#include "support/intern.h"

#include <errno.h>
#include <stdlib.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

enum { DEEPEST_TYPE = 64 };

struct ir_symbol {
    UT_hash_handle hh;
    const char *name;
    void *item;
};

void *ir_symbol_find(struct ir_symbol *table, const char *name)
{
    struct ir_symbol *found;
    HASH_FIND_STR(table, name, found);
    return found ? found->item : NULL;
}

void ir_symbol_add(struct ir_reader *r, struct ir_symbol **table, const char *name, void *item)
{
    struct ir_symbol *symbol = ARENA_NEW(r->scratch, struct ir_symbol);
    symbol->name = name;
    symbol->item = item;
    HASH_ADD_KEYPTR(hh, *table, symbol->name, strlen(name), symbol);
}

void ir_symbols_clear(struct ir_symbol **table)
{
    HASH_CLEAR(hh, *table);
}

const char *ir_read_keep(struct ir_reader *r, const char *text)
{
    return intern(r->module->names, text);
}

struct src_loc ir_read_loc(struct ir_reader *r)
{
    struct src_loc loc = {0};
    if (r->lex.token.kind == IR_TOKEN_PLACE) {
        loc = r->lex.token.place;
        ir_lex_advance(&r->lex);
    }
    return loc;
}

/* The end of a range, then what must follow it. */
static long double read_end(struct ir_reader *r, char follower)
{
    char *end;
    long double value = strtold(r->lex.token.text ? r->lex.token.text : "", &end);
    bool is_number = r->lex.token.kind == IR_TOKEN_NUMBER || ir_lex_is_word(&r->lex, "inf");
    if (!is_number || *end || value != value)
        ir_lex_fail(&r->lex, "expected the end of a range");
    ir_lex_advance(&r->lex);
    ir_lex_expect(&r->lex, follower);
    return value;
}

const struct ir_contract *ir_read_contract(struct ir_reader *r)
{
    if (!ir_lex_accept_word(&r->lex, "range"))
        return NULL;
    struct ir_contract *contract = ARENA_NEW(r->module->arena, struct ir_contract);
    contract->lo_open = ir_lex_accept(&r->lex, '(');
    if (!contract->lo_open)
        ir_lex_expect(&r->lex, '[');
    contract->lo = read_end(r, ',');
    contract->hi = read_end(r, ']');
    return contract;
}

uint64_t ir_read_count(struct ir_reader *r, enum ir_token_kind kind, uint64_t largest)
{
    const char *text = r->lex.token.kind == kind ? r->lex.token.text : "";
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || value > largest) {
        ir_lex_fail(&r->lex, "expected a whole number");
        return 0;
    }
    ir_lex_advance(&r->lex);
    return value;
}

/* A record that is mentioned before it is described is incomplete until then. */
static const struct ir_type *record_named(struct ir_reader *r, const char *name)
{
    struct ir_type *type = ir_symbol_find(r->records, name);
    if (!type) {
        const char *kept = ir_read_keep(r, name);
        const struct ir_type *made = ir_type_record(r->module->types, kept, kept, false);
        ir_symbol_add(r, &r->records, kept, (void *)(uintptr_t)made);
        return made;
    }
    return type;
}

static const struct ir_type *func_type(struct ir_reader *r, const char *declarator)
{
    const struct ir_type *type = ir_symbol_find(r->func_types, declarator);
    if (!type) {
        const char *kept = ir_read_keep(r, declarator);
        type = ir_type_func(r->module->types, kept);
        ir_symbol_add(r, &r->func_types, kept, (void *)(uintptr_t)type);
    }
    return type;
}

static const struct ir_type *read_type(struct ir_reader *r, int depth);

static const struct ir_type *read_ptr(struct ir_reader *r, int depth)
{
    ir_lex_expect(&r->lex, '<');
    bool is_const = ir_lex_accept_word(&r->lex, "const");
    const struct ir_type *pointee = read_type(r, depth + 1);
    ir_lex_expect(&r->lex, '>');
    return ir_type_ptr(r->module->types, pointee, is_const);
}

static const struct ir_type *read_array(struct ir_reader *r, int depth)
{
    uint64_t extent = ir_read_count(r, IR_TOKEN_NUMBER, UINT64_MAX);
    if (!ir_lex_accept_word(&r->lex, "x"))
        ir_lex_fail(&r->lex, "expected 'x'");
    const struct ir_type *elem = read_type(r, depth + 1);
    ir_lex_expect(&r->lex, ']');
    return ir_type_array(r->module->types, elem, extent);
}

static const struct ir_type *read_scalar(struct ir_reader *r)
{
    for (int i = 0; i < IR_SCALAR_COUNT; i++)
        if (ir_lex_accept_word(&r->lex, ir_scalar_name((enum ir_scalar)i)))
            return ir_type_scalar(r->module->types, (enum ir_scalar)i);
    ir_lex_fail(&r->lex, "expected a type");
    return ir_type_scalar(r->module->types, IR_INT);
}

static const struct ir_type *read_type(struct ir_reader *r, int depth)
{
    if (depth > DEEPEST_TYPE)
        ir_lex_fail(&r->lex, "type nested too deeply");
    if (r->lex.token.kind == IR_TOKEN_SYMBOL)
        return record_named(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a record"));
    if (ir_lex_accept(&r->lex, '['))
        return read_array(r, depth);
    if (ir_lex_accept_word(&r->lex, "void"))
        return ir_type_void(r->module->types);
    if (ir_lex_accept_word(&r->lex, "ptr"))
        return read_ptr(r, depth);
    if (ir_lex_accept_word(&r->lex, "fn"))
        return func_type(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a declarator"));
    return read_scalar(r);
}

const struct ir_type *ir_read_type(struct ir_reader *r)
{
    return read_type(r, 0);
}

/* Whether objects of the type can be laid out; records must be described before they are held. */
static bool is_object(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return type->kind == IR_TYPE_SCALAR || type->kind == IR_TYPE_PTR ||
           (type->kind == IR_TYPE_RECORD && type->record->is_complete);
}

static struct ir_field read_field(struct ir_reader *r)
{
    struct ir_field field = {0};
    bool is_word = r->lex.token.kind == IR_TOKEN_WORD;
    field.name = ir_read_keep(
        r, ir_lex_take(&r->lex, is_word ? IR_TOKEN_WORD : IR_TOKEN_STRING, "a field name"));
    ir_lex_expect(&r->lex, ':');
    field.type = ir_read_type(r);
    if (!is_object(field.type))
        ir_lex_fail(&r->lex, "field '%s' has a type without a known size", field.name);
    field.is_bit_field = ir_lex_accept_word(&r->lex, "bits");
    field.is_volatile = ir_lex_accept_word(&r->lex, "volatile");
    field.contract = ir_read_contract(r);
    field.loc = ir_read_loc(r);
    return field;
}

static void read_fields(struct ir_reader *r, struct ir_record *record)
{
    VEC(struct ir_field) fields = {0};
    while (!r->lex.failed && !ir_lex_is(&r->lex, '}')) {
        vec_push(r->module->arena, &fields, read_field(r));
        if (!ir_lex_accept(&r->lex, ','))
            break;
    }
    ir_lex_expect(&r->lex, '}');
    record->fields = fields.data;
    record->field_count = (unsigned)fields.len;
    record->is_complete = true;
}

static void read_record(struct ir_reader *r)
{
    const char *name = ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "the record's name");
    const struct ir_type *type = record_named(r, name);
    for (size_t i = 0; i < r->module->records.len; i++)
        if (r->module->records.data[i] == type)
            ir_lex_fail(&r->lex, "record '%s' is described twice", name);
    struct ir_record *record = type->record;
    record->is_union = ir_lex_accept_word(&r->lex, "union");
    record->is_complex = !record->is_union && ir_lex_accept_word(&r->lex, "complex");
    if (!record->is_union && !record->is_complex && !ir_lex_accept_word(&r->lex, "struct"))
        ir_lex_fail(&r->lex, "expected 'struct' or 'union'");
    record->c_name = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "the C name"));
    if (ir_lex_accept_word(&r->lex, "size"))
        record->size = ir_read_count(r, IR_TOKEN_NUMBER, UINT64_MAX);
    record->loc = ir_read_loc(r);
    if (ir_lex_accept(&r->lex, '{'))
        read_fields(r, record);
    vec_push(r->module->arena, &r->module->records, type);
}

static void read_targets(struct ir_reader *r, struct ir_global *global)
{
    if (!ir_lex_accept_word(&r->lex, "points") || !ir_lex_accept_word(&r->lex, "to"))
        return;
    do {
        struct ir_target target = {0};
        target.callee = ir_read_callee(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a function"));
        target.type = ir_read_type(r);
        vec_push(r->module->arena, &global->targets, target);
    } while (ir_lex_accept(&r->lex, ','));
}

/* What a definition names stands before it. */
static void read_names(struct ir_reader *r, struct ir_global *global)
{
    if (!ir_lex_accept_word(&r->lex, "names"))
        return;
    do {
        const char *name = ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a global");
        struct ir_global *named = ir_symbol_find(r->globals, name);
        if (!named)
            ir_lex_fail(&r->lex, "there is no global '%s'", name);
        vec_push(r->module->arena, &global->names, named);
    } while (ir_lex_accept(&r->lex, ','));
}

static void read_global(struct ir_reader *r)
{
    struct ir_global *global = ARENA_NEW(r->module->arena, struct ir_global);
    global->name = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "the global's name"));
    if (ir_symbol_find(r->globals, global->name))
        ir_lex_fail(&r->lex, "global '%s' is declared twice", global->name);
    ir_lex_expect(&r->lex, ':');
    global->type = ir_read_type(r);
    global->is_static = ir_lex_accept_word(&r->lex, "static");
    global->is_local = ir_lex_accept_word(&r->lex, "local");
    global->is_volatile = ir_lex_accept_word(&r->lex, "volatile");
    global->is_const = ir_lex_accept_word(&r->lex, "const");
    global->is_wrt = ir_lex_accept_word(&r->lex, "wrt");
    global->is_marked_const = ir_lex_accept_word(&r->lex, "fixed");
    global->is_included = ir_lex_accept_word(&r->lex, "included");
    if (ir_lex_accept_word(&r->lex, "text"))
        global->c_definition =
            ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a definition"));
    read_targets(r, global);
    read_names(r, global);
    global->contract = ir_read_contract(r);
    global->loc = ir_read_loc(r);
    ir_symbol_add(r, &r->globals, global->name, global);
    vec_push(r->module->arena, &r->module->globals, global);
}

/* A callee and whether the text says where it is defined. */
struct callee {
    struct ir_callee *callee;
    bool is_external, is_defined;
};

static struct callee *callee_named(struct ir_reader *r, const char *name)
{
    struct callee *found = ir_symbol_find(r->callees, name);
    if (!found) {
        found = ARENA_NEW(r->scratch, struct callee);
        found->callee = ARENA_NEW(r->module->arena, struct ir_callee);
        found->callee->name = ir_read_keep(r, name);
        ir_symbol_add(r, &r->callees, found->callee->name, found);
    }
    return found;
}

struct ir_callee *ir_read_callee(struct ir_reader *r, const char *name)
{
    return callee_named(r, name)->callee;
}

static struct ir_callee *read_derivative(struct ir_reader *r, const char *word)
{
    if (!ir_lex_accept_word(&r->lex, word))
        return NULL;
    return callee_named(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a name"))->callee;
}

static void read_declaration(struct ir_reader *r)
{
    struct callee *c = callee_named(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a name"));
    c->is_defined = ir_lex_accept_word(&r->lex, "defined");
    c->is_external = !c->is_defined;
    c->callee->is_variadic = ir_lex_accept_word(&r->lex, "variadic");
    c->callee->never_returns = ir_lex_accept_word(&r->lex, "noreturn");
    c->callee->is_of_unit = ir_lex_accept_word(&r->lex, "left");
    c->callee->spares_reals = ir_lex_accept_word(&r->lex, "sparing");
    if (ir_lex_accept_word(&r->lex, "blas"))
        ir_blas_attach(c->callee);
    c->callee->vjp = read_derivative(r, "vjp");
    c->callee->jvp = read_derivative(r, "jvp");
    if (c->callee->vjp || c->callee->jvp)
        c->callee->kinds = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a string"));
    c->callee->is_indirect = ir_lex_accept_word(&r->lex, "indirect");
    if (ir_lex_accept_word(&r->lex, "text"))
        c->callee->c_declaration =
            ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a declaration"));
    c->callee->loc = ir_read_loc(r);
}

static void read_prelude(struct ir_reader *r, bool is_include)
{
    struct ir_prelude line = {.is_include = is_include};
    line.text = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a string"));
    line.is_for_header = ir_lex_accept_word(&r->lex, "header");
    vec_push(r->module->arena, &r->module->prelude, line);
}

static void read_item(struct ir_reader *r)
{
    if (ir_lex_accept_word(&r->lex, "module"))
        r->module->source_name = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a name"));
    else if (ir_lex_accept_word(&r->lex, "include"))
        read_prelude(r, true);
    else if (ir_lex_accept_word(&r->lex, "text"))
        read_prelude(r, false);
    else if (ir_lex_accept_word(&r->lex, "record"))
        read_record(r);
    else if (ir_lex_accept_word(&r->lex, "global"))
        read_global(r);
    else if (ir_lex_accept_word(&r->lex, "declare"))
        read_declaration(r);
    else if (ir_lex_accept_word(&r->lex, "func"))
        ir_read_func(r);
    else
        ir_lex_fail(&r->lex, "expected 'module', 'include', 'text', 'record', 'global', "
                             "'declare' or 'func'");
}

/* Calls are bound to definitions once all functions are known. */
static void bind_callees(struct ir_reader *r)
{
    for (struct ir_symbol *s = r->callees; s; s = s->hh.next) {
        struct callee *c = s->item;
        if (c->is_external)
            continue;
        c->callee->func = ir_func_find(r->module, c->callee->name);
        if (c->is_defined && !c->callee->func)
            ir_lex_fail(&r->lex, "function '%s' is not defined", c->callee->name);
    }
}

bool ir_read_module(struct ir_module *module, const char *text, struct ir_read_error *error)
{
    struct ir_reader r = {.module = module, .scratch = arena_create()};
    r.lex.arena = r.scratch;
    r.lex.error = error;
    ir_lex_start(&r.lex, text);
    while (r.lex.token.kind != IR_TOKEN_END)
        read_item(&r);
    if (!r.lex.failed)
        bind_callees(&r);
    ir_symbols_clear(&r.records);
    ir_symbols_clear(&r.globals);
    ir_symbols_clear(&r.callees);
    ir_symbols_clear(&r.func_types);
    arena_destroy(r.scratch);
    return !r.lex.failed;
}
