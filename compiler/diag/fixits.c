/* Changes to source, collected in the order of the diagnostics and made from left to right. */
#include "diag/fixits.h"

#include "diag/region.h"

#include <stdlib.h>

/* As LLVM's write_escaped, whose output clang's readers know. */
static void add_quoted(struct text *out, const char *text)
{
    static const char special[] = "\\\t\n\"", letters[] = "\\tn\"";
    text_addc(out, '"');
    for (; *text; text++) {
        const char *found = strchr(special, *text);
        if (found)
            text_addf(out, "\\%c", letters[found - special]);
        else if (*text >= ' ' && *text <= '~')
            text_addc(out, *text);
        else
            text_addf(out, "\\%03o", (unsigned)(unsigned char)*text);
    }
    text_addc(out, '"');
}

static void add_message(struct src_files *files, const struct diag_message *message,
                        struct text *out)
{
    for (size_t i = 0; i < message->spans.len; i++) {
        const struct diag_span *span = &message->spans.data[i];
        if (!span->fix)
            continue;
        text_add(out, "fix-it:");
        add_quoted(out, src_files_path(files, span->begin.file));
        text_addf(out, ":{%u:%u-%u:%u}:", span->begin.line, span->begin.column, span->end.line,
                  span->end.column);
        add_quoted(out, span->fix);
        text_addc(out, '\n');
    }
}

void fixits_add_parseable(struct src_files *files, const struct diag *d, struct text *out)
{
    add_message(files, &d->head, out);
    for (size_t i = 0; i < d->notes.len; i++)
        add_message(files, &d->notes.data[i], out);
}

/* One change: the bytes from `first` to before `last` become `text`. */
struct edit {
    size_t first, last;
    const char *text;
};

struct edits {
    struct arena *arena;
    VEC(struct edit) list;
};

/* Two insertions at one place count as well: nobody knows which comes first. */
static bool touches(const struct edit *a, const struct edit *b)
{
    return (a->first < b->last && b->first < a->last) || a->first == b->first;
}

static bool add_edit(struct edits *edits, struct src_files *files, uint32_t file,
                     const struct diag_span *span)
{
    struct diag_region region = diag_region_of_span(files, span);
    if (span->begin.file != file || span->end.file != file || !region.known)
        return false;
    struct edit edit = {region.first, region.last, span->fix};
    for (size_t i = 0; i < edits->list.len; i++)
        if (touches(&edit, &edits->list.data[i]))
            return false;
    vec_push(edits->arena, &edits->list, edit);
    return true;
}

/* All the changes of a message, or none. */
static bool add_edits(struct edits *edits, struct src_files *files, uint32_t file,
                      const struct diag_message *message)
{
    size_t before = edits->list.len;
    for (size_t i = 0; i < message->spans.len; i++) {
        const struct diag_span *span = &message->spans.data[i];
        if (span->fix && !add_edit(edits, files, file, span)) {
            edits->list.len = before;
            return false;
        }
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void write_edited(const struct edits *edits, struct src_text source, struct text *out)
{
    size_t at = 0;
    for (size_t i = 0; i < edits->list.len; i++) {
        const struct edit *edit = &edits->list.data[i];
        text_addn(out, source.data + at, edit->first - at);
        text_add(out, edit->text);
        at = edit->last;
    }
    text_addn(out, source.data + at, source.len - at);
}

struct fixits fixits_apply(struct diag_engine *engine, uint32_t file)
{
    struct fixits result = {.contents = {.arena = engine->arena}};
    struct edits edits = {.arena = engine->arena};
    for (size_t i = 0; i < engine->emitted.len; i++) {
        const struct diag *d = engine->emitted.data[i];
        if (d->severity < DIAG_SEVERITY_WARNING || !diag_has_fix(&d->head))
            continue;
        bool good = add_edits(&edits, engine->files, file, &d->head);
        *(good ? &result.applied : &result.skipped) += 1;
    }
    if (!edits.list.len)
        return result;
    qsort(edits.list.data, edits.list.len, sizeof *edits.list.data, by_place);
    write_edited(&edits, src_files_contents(engine->files, file), &result.contents);
    return result;
}
