/* What it means for a diagnostic that a macro made what it is about.
 *
 * The name of a macro is read from the source: a place that a macro spells is within its #define.
 */
#include "diag/record.h"

#include <string.h>

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p;
}

/* Skips a word, or the one that is wanted; NULL when it does not stand there. */
static const char *skip_word(const char *p, const char *end, const char *wanted)
{
    const char *start = p;
    while (p < end && text_is_identifier(*p))
        p++;
    size_t length = (size_t)(p - start);
    bool good = wanted ? length == strlen(wanted) && strncmp(start, wanted, length) == 0 : length;
    return good ? p : NULL;
}

/* The name that a line defines; NULL for lines that define none. */
static const char *defined_name(struct arena *arena, struct src_text line)
{
    const char *end = line.data + line.len;
    const char *p = skip_blanks(line.data, end);
    if (p == end || *p != '#')
        return NULL;
    p = skip_word(skip_blanks(p + 1, end), end, "define");
    const char *name = p ? skip_blanks(p, end) : NULL;
    const char *name_end = name ? skip_word(name, end, NULL) : NULL;
    return name_end ? arena_strndup(arena, name, (size_t)(name_end - name)) : NULL;
}

static bool is_continued(struct src_text line)
{
    return line.data && line.len && line.data[line.len - 1] == '\\';
}

static const char *macro_at(struct diag_engine *engine, struct src_loc spelling)
{
    uint32_t number = spelling.line;
    while (number > 1 && is_continued(src_files_line(engine->files, spelling.file, number - 1)))
        number--;
    struct src_text line = src_files_line(engine->files, spelling.file, number);
    return line.data ? defined_name(engine->arena, line) : NULL;
}

/* gradc's own macros are words of its language; how they are spelled helps nobody. */
static bool is_own(const char *name)
{
    return strncmp(name, "gradc_", 6) == 0 || strncmp(name, "GRADC_", 6) == 0;
}

static bool is_told(const struct diag *d, struct src_loc place)
{
    for (size_t i = 0; i < d->notes.len; i++) {
        struct src_loc told = d->notes.data[i].loc;
        if (told.file == place.file && told.line == place.line && told.column == place.column)
            return true;
    }
    return false;
}

static void add_expansion(struct diag *d, const struct diag_message *message)
{
    struct diag_engine *engine = d->engine;
    struct src_loc spelling = src_files_spelling(engine->files, message->loc);
    const char *name = spelling.file ? macro_at(engine, spelling) : NULL;
    if (name && !is_own(name) && !is_told(d, spelling))
        diag_note(d, spelling, "expanded from macro '%s'", name);
}

/* All the changes of a message go when one of them cannot be made. */
static void drop_fixes_in_macros(struct diag_message *message)
{
    bool in_macro = false;
    for (size_t i = 0; i < message->spans.len; i++) {
        const struct diag_span *span = &message->spans.data[i];
        in_macro |= span->fix && (span->begin.macro || span->end.macro);
    }
    size_t kept = 0;
    for (size_t i = 0; i < message->spans.len; i++)
        if (!in_macro || !message->spans.data[i].fix)
            message->spans.data[kept++] = message->spans.data[i];
    message->spans.len = kept;
}

void diag_settle_macros(struct diag *d)
{
    struct diag given = *d;
    memset(&d->notes, 0, sizeof d->notes);
    drop_fixes_in_macros(&d->head);
    add_expansion(d, &d->head);
    for (size_t i = 0; i < given.notes.len; i++) {
        drop_fixes_in_macros(&given.notes.data[i]);
        vec_push(d->engine->arena, &d->notes, given.notes.data[i]);
        add_expansion(d, &given.notes.data[i]);
    }
}
