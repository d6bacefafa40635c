/* Output files that appear whole, all together, or not at all. */
#ifndef GRADC_DRIVER_OUTPUT_H
#define GRADC_DRIVER_OUTPUT_H

#include "support/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct output_set;

/* What went wrong, and with which file. */
struct output_error {
    const char *path;
    int code; /* of errno */
};

struct output_set *output_set_create(struct arena *arena);

/* Writes a file beside `path` under a temporary name. "-" is standard output, which is written when
 * the set is committed; so are devices. False when that fails. */
bool output_add(struct output_set *set, const char *path, const char *data, size_t len,
                struct output_error *error);

/* Writes one file by itself: it appears whole, or stays what it was. */
bool output_write(struct arena *arena, const char *path, const char *data, size_t len,
                  struct output_error *error);

/* Gives every file its name. When one cannot get it, those that already had are removed. */
bool output_commit(struct output_set *set, struct output_error *error);

/* Removes what has not been committed. Safe at any time, also after a fault. */
void output_discard(struct output_set *set);

#endif
