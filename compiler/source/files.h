/* The table of source files: what a `struct src_loc` points into.
 *
 * A file is known by the path it was opened with. Contents are read on demand, for the lines that
 * diagnostics show, unless they were given beforehand; a file that cannot be read has no lines,
 * which costs a diagnostic its picture and nothing else. */
#ifndef GRADC_SOURCE_FILES_H
#define GRADC_SOURCE_FILES_H

#include "source/location.h"
#include "support/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct src_files;

/* A piece of a file; `data` is not terminated, and is NULL when there is no such piece. */
struct src_text {
    const char *data;
    size_t len;
};

/* An empty table whose strings and contents live in `arena`. */
struct src_files *src_files_create(struct arena *arena);
void src_files_destroy(struct src_files *files); /* NULL is allowed */

/* The index of `path`, which is added when it is new; never 0. */
uint32_t src_files_add(struct src_files *files, const char *path);

/* How many files there are; indices are 1 to this number. */
uint32_t src_files_count(const struct src_files *files);

/* The path of a file; "" for index 0. */
const char *src_files_path(const struct src_files *files, uint32_t file);

/* Gives a file its contents (copied), instead of letting them be read from the path. */
void src_files_set_contents(struct src_files *files, uint32_t file, const char *data, size_t len);

/* The whole of a file; no data when it cannot be read. */
struct src_text src_files_contents(struct src_files *files, uint32_t file);

/* How many lines a file has; 0 when it cannot be read. A last line needs no line end. */
uint32_t src_files_line_count(struct src_files *files, uint32_t file);

/* Line `line`, counted from 1, without its line end. */
struct src_text src_files_line(struct src_files *files, uint32_t file, uint32_t line);

/* `loc`, which is in the use of a macro that spells at `spelling` what stands there. */
struct src_loc src_files_expanded(struct src_files *files, struct src_loc loc,
                                  struct src_loc spelling);

/* Where a macro spells what stands at `loc`; no place when no macro made it. */
struct src_loc src_files_spelling(const struct src_files *files, struct src_loc loc);

/* Where a place is in its file, in bytes from 0; a place beyond its line counts as the line's end.
 * False when the file cannot be read or has no such line. */
bool src_files_offset(struct src_files *files, struct src_loc loc, size_t *offset);

/* The place `offset` bytes into a file: the inverse of src_files_offset. Quick where the place
 * before was near. No place when the file cannot be read or is shorter. */
struct src_loc src_files_place(struct src_files *files, uint32_t file, size_t offset);

/* "path:line:column", or "" for no place; lives in the table's arena. */
const char *src_files_describe(struct src_files *files, struct src_loc loc);

#endif
