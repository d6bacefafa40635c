/* Diagnostics as text: "file:line:column: error: ..." with a picture of the line. */
#include "diag/record.h"

static const char *severity_word(const struct diag *d)
{
    switch (d->severity) {
    case DIAG_SEVERITY_ERROR:
        return "error";
    case DIAG_SEVERITY_WARNING:
        return "warning";
    default:
        return "remark";
    }
}

static void render_message(struct diag_engine *engine, const struct diag_message *message,
                           const char *word, struct text *out)
{
    const char *place = src_files_describe(engine->files, message->loc);
    text_addf(out, "%s: %s: %s", *place ? place : "gradc", word, message->text);
}

static void render_option(const struct diag *d, struct text *out)
{
    bool hard = d->id < DIAG_COUNT && diag_row(d->id)->level == DIAG_DEFAULT_HARD;
    if (!*d->option || (hard && !d->head.loc.file))
        return;
    const char *prefix = hard ? "" : d->severity == DIAG_SEVERITY_REMARK ? "-R" : "-W";
    text_addf(out, " [%s%s%s]", d->promoted ? "-Werror," : "", prefix, d->option);
}

void diag_render_text(struct diag_engine *engine, const struct diag *d, struct text *out)
{
    render_message(engine, &d->head, severity_word(d), out);
    render_option(d, out);
    text_addc(out, '\n');
    for (size_t i = 0; i < d->notes.len; i++) {
        render_message(engine, &d->notes.data[i], "note", out);
        text_addc(out, '\n');
    }
}
