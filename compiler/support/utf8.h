/* UTF-8, as far as printing a line of source needs it. */
#ifndef GRADC_SUPPORT_UTF8_H
#define GRADC_SUPPORT_UTF8_H

#include "support/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One character; when invalid, `bytes` is 1. */
struct utf8_char {
    uint32_t code;
    unsigned bytes;
    bool valid;
};

/* Decodes the first character of `len` > 0 bytes. Overlong forms and surrogates are invalid. */
struct utf8_char utf8_decode(const char *bytes, size_t len);

/* Whether a byte is the second or a later one of a character. */
bool utf8_is_continuation(char byte);

/* Whether a terminal can be trusted to show the character (no control, no direction change). */
bool utf8_is_printable(uint32_t code);

/* Columns that a printable character takes: 0 for combining marks, 2 for wide ones, else 1. */
unsigned utf8_width(uint32_t code);

/* A copy of a text, up to its first zero byte, with U+FFFD for each byte of no valid character. */
const char *utf8_clean(struct arena *arena, const char *bytes, size_t len);

#endif
