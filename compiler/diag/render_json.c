/* Diagnostics as JSON, one object a line; docs/diagnostics/schema.json says what each holds. */
#include "diag/json.h"
#include "diag/region.h"

static void add_range(cJSON *place, const struct diag_region *region)
{
    if (!region->known)
        return;
    cJSON *range = json_member(place, "byteRange");
    json_number(range, "begin", region->first);
    json_number(range, "end", region->last);
}

static void add_place(struct diag_engine *engine, cJSON *object, const struct diag_region *region)
{
    struct src_loc loc = region->begin;
    if (!loc.file)
        return;
    cJSON *place = json_member(object, "place");
    json_text(engine->arena, place, "file", src_files_path(engine->files, loc.file));
    if (loc.line)
        json_number(place, "line", loc.line);
    if (loc.column)
        json_number(place, "column", loc.column);
    add_range(place, region);
}

static void add_message(struct diag_engine *engine, cJSON *object,
                        const struct diag_message *message)
{
    struct diag_region region = diag_region_of_message(engine->files, message);
    json_text(engine->arena, object, "message", message->text);
    add_place(engine, object, &region);
}

static void add_subject(struct diag_engine *engine, cJSON *object, const struct diag *d)
{
    static const char *const gradients[] = {
        [DIAG_GRADIENT_UNSAID] = NULL,
        [DIAG_GRADIENT_ZERO] = "zero",
        [DIAG_GRADIENT_ABSENT] = "absent",
        [DIAG_GRADIENT_PARTIAL] = "partial",
    };
    cJSON *subject = json_member(object, "subject");
    json_text(engine->arena, subject, "function", d->subject.function);
    json_text(engine->arena, subject, "loss", d->subject.loss);
    json_text(engine->arena, subject, "parameter", d->subject.parameter);
    json_text(engine->arena, subject, "gradient", gradients[d->subject.gradient]);
}

static void add_step(struct diag_engine *engine, cJSON *path, const struct diag_message *message)
{
    static const char *const roles[] = {
        [DIAG_ROLE_NONE] = NULL, [DIAG_ROLE_SOURCE] = "source", [DIAG_ROLE_FLOW] = "flow",
        [DIAG_ROLE_CUT] = "cut", [DIAG_ROLE_SINK] = "sink",
    };
    cJSON *step = json_element(path);
    json_number(step, "step", message->step);
    json_text(engine->arena, step, "role", roles[message->role]);
    add_message(engine, step, message);
}

static void add_notes(struct diag_engine *engine, cJSON *object, const struct diag *d)
{
    cJSON *path = json_array(object, "path"), *notes = json_array(object, "notes");
    for (size_t i = 0; i < d->notes.len; i++) {
        if (d->notes.data[i].step)
            add_step(engine, path, &d->notes.data[i]);
        else
            add_message(engine, json_element(notes), &d->notes.data[i]);
    }
}

/* The changes that a message proposes, which belong together. */
static void add_fixit(struct diag_engine *engine, cJSON *fixits, const struct diag_message *message,
                      const char *applicability)
{
    if (!diag_has_fix(message))
        return;
    cJSON *fixit = json_element(fixits);
    json_text(engine->arena, fixit, "applicability", applicability);
    json_text(engine->arena, fixit, "message", message->text);
    cJSON *edits = json_array(fixit, "edits");
    for (size_t i = 0; i < message->spans.len; i++) {
        const struct diag_span *span = &message->spans.data[i];
        if (!span->fix)
            continue;
        struct diag_region region = diag_region_of_span(engine->files, span);
        cJSON *edit = json_element(edits);
        json_text(engine->arena, edit, "replacement", span->fix);
        add_place(engine, edit, &region);
    }
}

static void add_fixits(struct diag_engine *engine, cJSON *object, const struct diag *d)
{
    cJSON *fixits = json_array(object, "fixits");
    add_fixit(engine, fixits, &d->head, "machine-applicable");
    for (size_t i = 0; i < d->notes.len; i++)
        add_fixit(engine, fixits, &d->notes.data[i], "maybe");
}

static void render(struct diag_engine *engine, const struct diag *d, struct text *out)
{
    struct arena *arena = engine->arena;
    struct text rendered = {.arena = arena};
    diag_render_text(engine, d, false, &rendered);
    cJSON *object = json_object();
    json_text(arena, object, "id", diag_id_name(d));
    json_text(arena, object, "group",
              d->id < DIAG_COUNT ? diag_group_name(diag_row(d->id)->group) : "clang");
    json_text(arena, object, "option", diag_option(arena, d));
    json_text(arena, object, "severity", diag_severity_word(d->severity));
    add_message(engine, object, &d->head);
    add_subject(engine, object, d);
    add_notes(engine, object, d);
    add_fixits(engine, object, d);
    json_text(arena, object, "rendered", text_string(&rendered));
    json_finish(object, out);
}

void diag_render_json(struct diag_engine *engine, int exit_code, struct text *out)
{
    (void)exit_code;
    for (size_t i = 0; i < engine->emitted.len; i++)
        render(engine, engine->emitted.data[i], out);
}

void diag_catalogue_json(struct text *out)
{
    for (unsigned i = 0; i < DIAG_COUNT; i++) {
        const struct diag_row *row = diag_row((enum diag_id)i);
        const struct diag_level *level = diag_level(row->level);
        cJSON *object = json_object();
        json_text(out->arena, object, "id", row->name);
        json_text(out->arena, object, "group", diag_group_name(row->group));
        json_text(out->arena, object, "default", diag_severity_word(level->severity));
        json_bool(object, "enabled", level->enabled);
        json_bool(object, "fixed", row->level == DIAG_DEFAULT_HARD);
        json_text(out->arena, object, "message", row->format);
        json_finish(object, out);
    }
}
