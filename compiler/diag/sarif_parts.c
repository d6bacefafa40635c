/* Places, messages and fixes in SARIF's terms: URIs, columns in characters, braces doubled. */
#include "diag/sarif_parts.h"

#include "diag/region.h"

#include <string.h>

/* A brace of a SARIF message begins a placeholder unless it is doubled (3.11.5). */
void sarif_message(struct arena *arena, cJSON *object, const char *key, const char *text)
{
    struct text escaped = {.arena = arena};
    for (const char *p = text; *p; p++) {
        if (*p == '{' || *p == '}')
            text_addc(&escaped, *p);
        text_addc(&escaped, *p);
    }
    json_text(arena, json_member(object, key), "text", text_string(&escaped));
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~/", c));
}

/* A relative reference as the user typed the path; a path from the root becomes a file URI. */
static const char *uri_of(struct arena *arena, const char *path)
{
    struct text uri = {.arena = arena};
    text_add(&uri, *path == '/' ? "file://" : "");
    for (; *path; path++) {
        if (is_unreserved(*path))
            text_addc(&uri, *path);
        else
            text_addf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
    }
    return text_string(&uri);
}

static void add_artifact(struct diag_engine *engine, cJSON *object, uint32_t file)
{
    cJSON *artifact = json_member(object, "artifactLocation");
    json_text(engine->arena, artifact, "uri",
              uri_of(engine->arena, src_files_path(engine->files, file)));
}

static void add_snippet(struct arena *arena, cJSON *region, const char *text, size_t len)
{
    json_textn(arena, json_member(region, "snippet"), "text", text, len);
}

static cJSON *add_region(struct diag_engine *engine, cJSON *object, const char *key,
                         const struct diag_region *r)
{
    cJSON *region = json_member(object, key);
    json_number(region, "startLine", r->begin.line);
    if (r->begin.column)
        json_number(region, "startColumn", diag_character_column(engine->files, r->begin));
    if (!r->known)
        return region;
    if (r->end.line != r->begin.line)
        json_number(region, "endLine", r->end.line);
    json_number(region, "endColumn", diag_character_column(engine->files, r->end));
    json_number(region, "byteOffset", r->first);
    json_number(region, "byteLength", r->last - r->first);
    return region;
}

static void add_context(struct diag_engine *engine, cJSON *physical, struct src_loc loc)
{
    struct src_text line = src_files_line(engine->files, loc.file, loc.line);
    if (!line.data)
        return;
    cJSON *context = json_member(physical, "contextRegion");
    json_number(context, "startLine", loc.line);
    add_snippet(engine->arena, context, line.data, line.len);
}

void sarif_physical_location(struct diag_engine *engine, cJSON *location,
                             const struct diag_message *message)
{
    if (!message->loc.file)
        return;
    cJSON *physical = json_member(location, "physicalLocation");
    add_artifact(engine, physical, message->loc.file);
    if (!message->loc.line)
        return;
    struct diag_region r = diag_region_of_message(engine->files, message);
    cJSON *region = add_region(engine, physical, "region", &r);
    if (r.known) {
        const char *contents = src_files_contents(engine->files, message->loc.file).data;
        add_snippet(engine->arena, region, contents + r.first, r.last - r.first);
    }
    add_context(engine, physical, message->loc);
}

/* The changes to one file, which begin with span `first`. */
static void add_change(struct diag_engine *engine, cJSON *changes,
                       const struct diag_message *message, size_t first)
{
    uint32_t file = message->spans.data[first].begin.file;
    cJSON *change = json_element(changes);
    add_artifact(engine, change, file);
    cJSON *replacements = json_array(change, "replacements");
    for (size_t i = first; i < message->spans.len; i++) {
        const struct diag_span *span = &message->spans.data[i];
        if (!span->fix || span->begin.file != file)
            continue;
        struct diag_region r = diag_region_of_span(engine->files, span);
        cJSON *replacement = json_element(replacements);
        (void)add_region(engine, replacement, "deletedRegion", &r);
        json_text(engine->arena, json_member(replacement, "insertedContent"), "text", span->fix);
    }
}

static bool is_first_of_its_file(const struct diag_message *message, size_t index)
{
    const struct diag_span *spans = message->spans.data;
    if (!spans[index].fix)
        return false;
    for (size_t i = 0; i < index; i++)
        if (spans[i].fix && spans[i].begin.file == spans[index].begin.file)
            return false;
    return true;
}

void sarif_fix(struct diag_engine *engine, cJSON *fixes, const struct diag_message *message)
{
    if (!diag_has_fix(message))
        return;
    cJSON *fix = json_element(fixes);
    sarif_message(engine->arena, fix, "description", message->text);
    cJSON *changes = json_array(fix, "artifactChanges");
    for (size_t i = 0; i < message->spans.len; i++)
        if (is_first_of_its_file(message, i))
            add_change(engine, changes, message, i);
}
