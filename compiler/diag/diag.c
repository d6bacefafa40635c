/* The engine: building, counting, dropping duplicates, flushing. */
#include "diag/diag.h"

#include "diag/record.h"
#include "support/fault.h"

#include <stdarg.h>
#include <string.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

enum { DEFAULT_ERROR_LIMIT = 20, MAX_ARGUMENTS = 10 };

/* The texts of all diagnostics so far, to drop duplicates. */
struct diag_seen {
    UT_hash_handle hh;
    const char *key;
};

struct diag_engine *diag_engine_create(struct arena *arena, struct src_files *files)
{
    struct diag_engine *engine = ARENA_NEW(arena, struct diag_engine);
    engine->arena = arena;
    engine->files = files;
    engine->error_limit = DEFAULT_ERROR_LIMIT;
    return engine;
}

void diag_engine_destroy(struct diag_engine *engine)
{
    if (engine)
        HASH_CLEAR(hh, engine->seen);
}

struct src_files *diag_files(const struct diag_engine *engine)
{
    return engine->files;
}

unsigned diag_error_count(const struct diag_engine *engine)
{
    return engine->errors;
}

unsigned diag_warning_count(const struct diag_engine *engine)
{
    return engine->warnings;
}

bool diag_limit_reached(const struct diag_engine *engine)
{
    return engine->limit_reached;
}

/* Replaces %0 to %9 by the arguments; every argument must be used. */
static const char *expand(struct arena *arena, const char *format, const char *const *arguments,
                          size_t count)
{
    struct text text = {.arena = arena};
    unsigned used = 0;
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            text_addc(&text, *p);
        } else if (*++p == '%') {
            text_addc(&text, '%');
        } else {
            size_t index = (size_t)(*p - '0');
            GRADC_ASSERT(index < count);
            used |= 1U << index;
            text_add(&text, arguments[index]);
        }
    }
    GRADC_ASSERT(used == (1U << count) - 1);
    return text_string(&text);
}

struct diag *diag_new_list(struct diag_engine *engine, enum diag_id id, struct src_loc loc, ...)
{
    const char *arguments[MAX_ARGUMENTS];
    size_t count = 0;
    va_list list;
    va_start(list, loc);
    for (const char *a; (a = va_arg(list, const char *));) {
        GRADC_ASSERT(count < MAX_ARGUMENTS);
        arguments[count++] = a;
    }
    va_end(list);
    const struct diag_row *row = diag_row(id);
    struct diag *d = ARENA_NEW(engine->arena, struct diag);
    d->engine = engine;
    d->id = id;
    d->option = row->name;
    d->subject.loss = engine->loss;
    d->head.loc = loc;
    d->head.text = expand(engine->arena, row->format, arguments, count);
    return d;
}

struct diag *diag_clang(struct diag_engine *engine, enum diag_severity severity, struct src_loc loc,
                        const char *option, const char *message)
{
    struct diag *d = ARENA_NEW(engine->arena, struct diag);
    d->engine = engine;
    d->id = DIAG_clang;
    d->severity = severity;
    d->option = *option ? arena_printf(engine->arena, "clang/%s", option) : "";
    d->head.loc = loc;
    d->head.text = arena_strdup(engine->arena, message);
    return d;
}

void diag_note(struct diag *d, struct src_loc loc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(d->engine->arena, format, args);
    va_end(args);
    vec_push(d->engine->arena, &d->notes, (struct diag_message){.loc = loc, .text = text});
}

void diag_step(struct diag *d, enum diag_role role, struct src_loc loc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(d->engine->arena, format, args);
    va_end(args);
    vec_push(d->engine->arena, &d->notes,
             (struct diag_message){.loc = loc, .text = text, .role = role, .step = ++d->steps});
}

const char *diag_message_text(struct arena *arena, const struct diag_message *message)
{
    return message->step ? arena_printf(arena, "(%u) %s", message->step, message->text)
                         : message->text;
}

bool diag_has_fix(const struct diag_message *message)
{
    for (size_t i = 0; i < message->spans.len; i++)
        if (message->spans.data[i].fix)
            return true;
    return false;
}

void diag_about_parameter(struct diag *d, const char *name, enum diag_gradient gradient)
{
    d->subject.parameter = name ? arena_strdup(d->engine->arena, name) : NULL;
    d->subject.gradient = gradient;
}

void diag_about_function(struct diag *d, const char *name)
{
    d->subject.function = arena_strdup(d->engine->arena, name);
}

void diag_about_loss(struct diag_engine *engine, const char *name)
{
    engine->loss = name;
}

static void add_span(struct diag *d, struct diag_span span)
{
    struct diag_message *message = d->notes.len ? &vec_last(&d->notes) : &d->head;
    vec_push(d->engine->arena, &message->spans, span);
}

void diag_range(struct diag *d, struct src_loc begin, struct src_loc end)
{
    add_span(d, (struct diag_span){begin, end, NULL});
}

void diag_fixit(struct diag *d, struct src_loc begin, struct src_loc end, const char *text)
{
    add_span(d, (struct diag_span){begin, end, arena_strdup(d->engine->arena, text)});
}

void diag_certain(struct diag *d)
{
    d->is_certain = true;
}

static bool seen_before(struct diag_engine *engine, const struct diag *d)
{
    struct src_loc loc = d->head.loc;
    const char *key = arena_printf(engine->arena, "%d:%u:%u:%u:%s", (int)d->id, loc.file, loc.line,
                                   loc.column, d->head.text);
    struct diag_seen *found;
    size_t length = strlen(key);
    HASH_FIND(hh, engine->seen, key, length, found);
    if (found)
        return true;
    found = ARENA_NEW(engine->arena, struct diag_seen);
    found->key = key;
    HASH_ADD_KEYPTR(hh, engine->seen, found->key, length, found);
    return false;
}

void diag_emit(struct diag *d)
{
    struct diag_engine *engine = d->engine;
    diag_decide(d);
    if (d->severity == DIAG_SEVERITY_IGNORED || engine->limit_reached || seen_before(engine, d))
        return;
    diag_settle_macros(d);
    vec_push(engine->arena, &engine->emitted, d);
    if (d->severity == DIAG_SEVERITY_WARNING)
        engine->warnings++;
    if (d->severity == DIAG_SEVERITY_ERROR)
        engine->errors++;
    engine->limit_reached = engine->error_limit && engine->errors >= engine->error_limit;
}
