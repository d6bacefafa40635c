/* Decoding by the table of lengths in Unicode chapter 3.9; widths after Unicode's annex 11. */
#include "support/utf8.h"

#include "support/text.h"

struct range {
    uint32_t first, last;
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

bool utf8_is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* How many bytes a first byte announces; 0 for a byte that cannot be first. */
static unsigned announced(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

struct utf8_char utf8_decode(const char *bytes, size_t len)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const struct utf8_char invalid = {0xFFFD, 1, false};
    unsigned char first = (unsigned char)bytes[0];
    unsigned count = announced(first);
    if (count <= 1)
        return count ? (struct utf8_char){first, 1, true} : invalid;
    if (count > len)
        return invalid;
    uint32_t code = first & (0x7FU >> count);
    for (unsigned i = 1; i < count; i++) {
        if (!utf8_is_continuation(bytes[i]))
            return invalid;
        code = code << 6 | ((unsigned char)bytes[i] & 0x3FU);
    }
    if (code < smallest[count] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return invalid;
    return (struct utf8_char){code, count, true};
}

bool utf8_is_printable(uint32_t code)
{
    static const struct range hidden[] = {
        {0x0, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
    };
    return !in_ranges(hidden, sizeof hidden / sizeof *hidden, code);
}

unsigned utf8_width(uint32_t code)
{
    static const struct range none[] = {
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},
        {0x64B, 0x65F},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D},
        {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
    };
    static const struct range wide[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xA960, 0xA97C},
        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };
    if (in_ranges(none, sizeof none / sizeof *none, code))
        return 0;
    return in_ranges(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
}

const char *utf8_clean(struct arena *arena, const char *bytes, size_t len)
{
    struct text clean = {.arena = arena};
    for (size_t i = 0; i < len && bytes[i];) {
        struct utf8_char c = utf8_decode(bytes + i, len - i);
        if (c.valid)
            text_addn(&clean, bytes + i, c.bytes);
        else
            text_add(&clean, "\xEF\xBF\xBD");
        i += c.bytes;
    }
    return text_string(&clean);
}
