/* Interned strings: equal texts have equal addresses. */
#ifndef GRADC_SUPPORT_INTERN_H
#define GRADC_SUPPORT_INTERN_H

#include "support/arena.h"

struct intern;

/* A table whose strings live in `arena`. */
struct intern *intern_create(struct arena *arena);
void intern_destroy(struct intern *table); /* frees the table, not the strings */

const char *intern(struct intern *table, const char *text);
const char *intern_n(struct intern *table, const char *text, size_t length);

#endif
