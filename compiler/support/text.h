/* Text that grows: the buffer behind every printer and renderer. */
#ifndef GRADC_SUPPORT_TEXT_H
#define GRADC_SUPPORT_TEXT_H

#include "support/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise with the arena set: `struct text t = {.arena = a};`. `data` is NUL-terminated
 * once anything has been added, else NULL. */
struct text {
    struct arena *arena;
    char *data;
    size_t len, cap;
};

void text_add(struct text *text, const char *string);
void text_addn(struct text *text, const char *bytes, size_t length);
void text_addc(struct text *text, char c);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text as a string; "" when nothing was added. */
const char *text_string(const struct text *text);

/* Whether a byte may stand in a C identifier of the basic character set. */
bool text_is_identifier(char c);

#endif
