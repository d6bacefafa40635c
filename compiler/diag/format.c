/* The formats, and the text of a whole run. */
#include "diag/record.h"

#include "diag/fixits.h"

#include <string.h>

typedef void render_fn(struct diag_engine *engine, int exit_code, struct text *out);

static const struct {
    const char *name;
    render_fn *render;
} formats[DIAG_FORMAT_COUNT] = {
    [DIAG_FORMAT_TEXT] = {"text", diag_render_all_text},
    [DIAG_FORMAT_JSON] = {"json", diag_render_json},
    [DIAG_FORMAT_SARIF] = {"sarif", diag_render_sarif},
};

const char *diag_format_name(enum diag_format format)
{
    return formats[format].name;
}

enum diag_format diag_format_find(const char *name, size_t length)
{
    unsigned i = 0;
    while (i < DIAG_FORMAT_COUNT &&
           (strlen(formats[i].name) != length || strncmp(formats[i].name, name, length) != 0))
        i++;
    return (enum diag_format)i;
}

void diag_render(struct diag_engine *engine, enum diag_format format, int exit_code,
                 struct text *out)
{
    formats[format].render(engine, exit_code, out);
}

static void add_count(struct text *out, unsigned count, const char *noun)
{
    if (!count)
        return;
    text_addf(out, "%s%u %s%s", out->len ? " and " : "", count, noun, count == 1 ? "" : "s");
}

/* "1 warning and 2 errors generated.", or nothing when there was none. */
static void add_summary(struct diag_engine *engine, struct text *out)
{
    struct text counts = {.arena = engine->arena};
    add_count(&counts, engine->warnings, "warning");
    add_count(&counts, engine->errors, "error");
    if (engine->limit_reached)
        text_addf(out, "gradc: stopping after %u errors [-ferror-limit=]\n", engine->errors);
    if (counts.len)
        text_addf(out, "%s generated.\n", counts.data);
}

void diag_render_all_text(struct diag_engine *engine, int exit_code, struct text *out)
{
    (void)exit_code;
    for (size_t i = 0; i < engine->emitted.len; i++) {
        diag_render_text(engine, engine->emitted.data[i], engine->colour, out);
        if (engine->parseable_fixits)
            fixits_add_parseable(engine->files, engine->emitted.data[i], out);
    }
    add_summary(engine, out);
}
