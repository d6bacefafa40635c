/* The cursors of the function that is lowered, visited once: to ask libclang for the children of a
 * cursor takes longer than clang took to parse them. */
#ifndef GRADC_FRONTEND_SYNTAX_H
#define GRADC_FRONTEND_SYNTAX_H

#include "support/arena.h"

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>

struct cursors {
    CXCursor *data;
    size_t len, cap;
};

struct syntax;

struct syntax *syntax_create(struct arena *arena);

/* Reads a function in place of the one before, whose lists of children are lost. */
void syntax_read(struct syntax *syntax, CXCursor function);

/* The cursors below the function, each one before its children. */
struct cursors syntax_all(const struct syntax *syntax);

/* The direct children, in order; expressions alone in the second form. */
struct cursors cursor_children(const struct syntax *syntax, CXCursor cursor);
struct cursors cursor_expr_children(const struct syntax *syntax, CXCursor cursor);

#endif
