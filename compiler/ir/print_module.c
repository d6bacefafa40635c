/* Printing modules: what stands ahead of the functions, then the functions.
 *
 * Order: source name, prelude, records, globals, declarations of what is called, functions. Records
 * that are not in the module's list (never defined in the unit) but occur in a type print too, so
 * that reading finds every name. */
#include "ir/print.h"

#include "ir/print_atoms.h"
#include "support/fault.h"

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

/* A type that has been looked at, or the name of a callee that has been printed. */
struct seen {
    UT_hash_handle hh;
    const void *key;
};

struct collector {
    const struct ir_print_options *options;
    struct text *out;
    const struct ir_module *module;
    struct seen *types, *callees;
    VEC(const struct ir_type *) records; /* found in types, in order of discovery */
};

/* Whether `key` is new to the set. */
static bool add_seen(struct collector *c, struct seen **set, const void *key)
{
    struct seen *found;
    HASH_FIND_PTR(*set, &key, found);
    if (found)
        return false;
    found = ARENA_NEW(c->out->arena, struct seen);
    found->key = key;
    HASH_ADD_PTR(*set, key, found);
    return true;
}

static bool add_seen_name(struct collector *c, struct seen **set, const char *name)
{
    struct seen *found;
    HASH_FIND_STR(*set, name, found);
    if (found)
        return false;
    found = ARENA_NEW(c->out->arena, struct seen);
    found->key = name;
    HASH_ADD_KEYPTR(hh, *set, name, strlen(name), found);
    return true;
}

static void collect_type(struct collector *c, const struct ir_type *type)
{
    if (!type || !add_seen(c, &c->types, type))
        return;
    if (type->kind == IR_TYPE_RECORD) {
        for (unsigned i = 0; i < type->record->field_count; i++)
            collect_type(c, type->record->fields[i].type);
        vec_push(c->out->arena, &c->records, type);
    }
    collect_type(c, type->elem);
}

static void collect_region(struct collector *c, const struct ir_region *region)
{
    for (size_t i = 0; i < region->args.len; i++)
        collect_type(c, region->args.data[i]->type);
    IR_FOR_EACH_OP (op, region) {
        for (uint32_t i = 0; i < op->result_count; i++)
            collect_type(c, op->results[i]->type);
        for (uint32_t i = 0; i < op->region_count; i++)
            collect_region(c, op->regions[i]);
    }
}

static void print_fields(struct collector *c, const struct ir_record *record)
{
    text_add(c->out, record->field_count ? " {\n" : " {");
    for (unsigned i = 0; i < record->field_count; i++) {
        const struct ir_field *field = &record->fields[i];
        ir_print_symbol(' ', field->name, c->out);
        text_add(c->out, ": ");
        ir_print_type(field->type, c->out);
        text_add(c->out, field->is_bit_field ? " bits" : "");
        text_add(c->out, field->is_volatile ? " volatile" : "");
        ir_print_contract(field->contract, c->out);
        ir_print_loc(field->loc, c->options, c->out);
        text_add(c->out, i + 1 < record->field_count ? ",\n" : "\n");
    }
    text_addc(c->out, '}');
}

static void print_record(struct collector *c, const struct ir_type *type)
{
    const struct ir_record *record = type->record;
    text_add(c->out, "record ");
    ir_print_symbol('@', record->name, c->out);
    text_add(c->out, record->is_union ? " union " : record->is_complex ? " complex " : " struct ");
    ir_print_quoted(record->c_name, c->out);
    if (record->size)
        text_addf(c->out, " size %llu", (unsigned long long)record->size);
    ir_print_loc(record->loc, c->options, c->out);
    if (record->is_complete)
        print_fields(c, record);
    text_addc(c->out, '\n');
}

static void print_records(struct collector *c)
{
    const struct ir_module *module = c->module;
    struct seen *listed = NULL;
    for (size_t i = 0; i < module->records.len; i++) {
        add_seen(c, &listed, module->records.data[i]);
        print_record(c, module->records.data[i]);
        collect_type(c, module->records.data[i]);
    }
    for (size_t i = 0; i < module->globals.len; i++)
        collect_type(c, module->globals.data[i]->type);
    for (size_t i = 0; i < module->funcs.len; i++) {
        collect_type(c, module->funcs.data[i]->result);
        collect_region(c, module->funcs.data[i]->body);
    }
    for (size_t i = 0; i < c->records.len; i++)
        if (add_seen(c, &listed, c->records.data[i]))
            print_record(c, c->records.data[i]);
    HASH_CLEAR(hh, listed);
}

static void print_targets(struct collector *c, const struct ir_global *global)
{
    for (size_t i = 0; i < global->targets.len; i++) {
        text_add(c->out, i ? ", " : " points to ");
        ir_print_symbol('@', global->targets.data[i].callee->name, c->out);
        text_addc(c->out, ' ');
        ir_print_type(global->targets.data[i].type, c->out);
    }
}

static void print_names(struct collector *c, const struct ir_global *global)
{
    for (size_t i = 0; i < global->names.len; i++) {
        text_add(c->out, i ? ", " : " names ");
        ir_print_symbol('@', global->names.data[i]->name, c->out);
    }
}

static void print_global(struct collector *c, const struct ir_global *global)
{
    text_add(c->out, "global ");
    ir_print_symbol('@', global->name, c->out);
    text_add(c->out, ": ");
    ir_print_type(global->type, c->out);
    text_add(c->out, global->is_static ? " static" : "");
    text_add(c->out, global->is_local ? " local" : "");
    text_add(c->out, global->is_volatile ? " volatile" : "");
    text_add(c->out, global->is_const ? " const" : "");
    text_add(c->out, global->is_wrt ? " wrt" : "");
    text_add(c->out, global->is_marked_const ? " fixed" : "");
    text_add(c->out, global->is_included ? " included" : "");
    if (global->c_definition) {
        text_add(c->out, " text ");
        ir_print_quoted(global->c_definition, c->out);
        print_targets(c, global);
        print_names(c, global);
    }
    ir_print_contract(global->contract, c->out);
    ir_print_loc(global->loc, c->options, c->out);
    text_addc(c->out, '\n');
}

static void print_derivative(struct collector *c, const char *word, const struct ir_callee *callee)
{
    if (!callee)
        return;
    text_addf(c->out, " %s ", word);
    ir_print_symbol('@', callee->name, c->out);
}

/* Callees that are defined here need a line only for the place of their declaration. */
static void print_callee(struct collector *c, const struct ir_callee *callee)
{
    bool has_place = c->options->locations && !c->options->files && callee->loc.file;
    if ((callee->func && !callee->is_variadic && !callee->kinds && !has_place) ||
        !add_seen_name(c, &c->callees, callee->name))
        return;
    text_add(c->out, "declare ");
    ir_print_symbol('@', callee->name, c->out);
    text_add(c->out, callee->func ? " defined" : "");
    text_add(c->out, callee->is_variadic ? " variadic" : "");
    text_add(c->out, callee->never_returns ? " noreturn" : "");
    text_add(c->out, callee->is_of_unit ? " left" : "");
    text_add(c->out, callee->spares_reals ? " sparing" : "");
    text_add(c->out, callee->blas ? " blas" : "");
    print_derivative(c, "vjp", callee->vjp);
    print_derivative(c, "jvp", callee->jvp);
    if (callee->vjp || callee->jvp) {
        text_addc(c->out, ' ');
        ir_print_quoted(callee->kinds, c->out);
    }
    text_add(c->out, callee->is_indirect ? " indirect" : "");
    if (callee->c_declaration) {
        text_add(c->out, " text ");
        ir_print_quoted(callee->c_declaration, c->out);
    }
    ir_print_loc(callee->loc, c->options, c->out);
    text_addc(c->out, '\n');
}

static void print_callees(struct collector *c, const struct ir_region *region)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_CALL || op->code == IR_FUNC)
            print_callee(c, op->attr.callee);
        for (uint32_t i = 0; i < op->region_count; i++)
            print_callees(c, op->regions[i]);
    }
}

static void print_prelude(struct collector *c)
{
    for (size_t i = 0; i < c->module->prelude.len; i++) {
        const struct ir_prelude *line = &c->module->prelude.data[i];
        text_add(c->out, line->is_include ? "include " : "text ");
        ir_print_quoted(line->text, c->out);
        text_add(c->out, line->is_for_header ? " header\n" : "\n");
    }
}

void ir_print_module(const struct ir_module *module, const struct ir_print_options *options,
                     struct text *out)
{
    struct collector c = {.options = options, .out = out, .module = module};
    if (module->source_name) {
        text_add(out, "module ");
        ir_print_quoted(module->source_name, out);
        text_addc(out, '\n');
    }
    print_prelude(&c);
    print_records(&c);
    for (size_t i = 0; i < module->globals.len; i++)
        print_global(&c, module->globals.data[i]);
    for (size_t i = 0; i < module->globals.len; i++)
        for (size_t k = 0; k < module->globals.data[i]->targets.len; k++)
            print_callee(&c, module->globals.data[i]->targets.data[k].callee);
    for (size_t i = 0; i < module->funcs.len; i++)
        print_callees(&c, module->funcs.data[i]->body);
    for (size_t i = 0; i < module->funcs.len; i++) {
        text_addc(out, '\n');
        ir_print_func(module->funcs.data[i], options, out);
    }
    HASH_CLEAR(hh, c.types);
    HASH_CLEAR(hh, c.callees);
}
