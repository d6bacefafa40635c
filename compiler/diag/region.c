/* Ends of regions, found in the source itself where nobody told them. */
#include "diag/region.h"

#include "support/utf8.h"

struct diag_region diag_region_of_span(struct src_files *files, const struct diag_span *span)
{
    struct diag_region region = {.begin = span->begin, .end = span->end};
    region.known = src_files_offset(files, span->begin, &region.first) &&
                   src_files_offset(files, span->end, &region.last) && region.first <= region.last;
    return region;
}

static bool is_before_or_at(struct src_loc a, struct src_loc b)
{
    return a.line < b.line || (a.line == b.line && a.column <= b.column);
}

static bool covers(const struct diag_span *span, struct src_loc loc)
{
    return !span->fix && span->begin.file == loc.file && is_before_or_at(span->begin, loc) &&
           is_before_or_at(loc, span->end);
}

/* The number of bytes of the word, or else the character, at the start of a text. */
static size_t word_length(const char *text, size_t len)
{
    size_t length = 0;
    while (length < len && text_is_identifier(text[length]))
        length++;
    return length || !len ? length : utf8_decode(text, len).bytes;
}

static struct diag_region region_of_word(struct src_files *files, struct src_loc loc)
{
    struct diag_region region = {.begin = loc, .end = loc};
    region.known = loc.column && src_files_offset(files, loc, &region.first);
    if (!region.known)
        return region;
    struct src_text line = src_files_line(files, loc.file, loc.line);
    size_t skipped = loc.column - 1 < line.len ? loc.column - 1 : line.len;
    size_t length = word_length(line.data + skipped, line.len - skipped);
    region.last = region.first + length;
    region.end.column += (uint32_t)length;
    return region;
}

struct diag_region diag_region_of_message(struct src_files *files,
                                          const struct diag_message *message)
{
    for (size_t i = 0; i < message->spans.len; i++)
        if (covers(&message->spans.data[i], message->loc))
            return diag_region_of_span(files, &message->spans.data[i]);
    return region_of_word(files, message->loc);
}

uint32_t diag_character_column(struct src_files *files, struct src_loc loc)
{
    struct src_text line = src_files_line(files, loc.file, loc.line);
    if (!line.data)
        return loc.column;
    uint32_t column = 1;
    for (size_t i = 0; i + 1 < loc.column && i < line.len; column++)
        i += utf8_decode(line.data + i, line.len - i).bytes;
    return column;
}
