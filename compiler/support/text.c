/* Growing text on an arena. */
#include "support/text.h"

#include "support/fault.h"
#include "support/vec.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void reserve(struct text *text, size_t extra)
{
    text->data = vec_reserve(text->arena, text->data, text->len, &text->cap, text->len + extra + 1,
                             sizeof(char));
}

void text_addn(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length)
        memcpy(text->data + text->len, bytes, length);
    text->len += length;
    text->data[text->len] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_addn(text, string, strlen(string));
}

void text_addc(struct text *text, char c)
{
    text_addn(text, &c, 1);
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    GRADC_ASSERT(length >= 0);
    reserve(text, (size_t)length);
    (void)vsnprintf(text->data + text->len, (size_t)length + 1, format, again);
    va_end(again);
    text->len += (size_t)length;
}

const char *text_string(const struct text *text)
{
    return text->data ? text->data : "";
}

bool text_is_identifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
