/* The cursors of the function that is lowered, visited once: to ask libclang for the children of a
 * cursor takes longer than clang took to parse them. */
#ifndef GRADC_FRONTEND_SYNTAX_H
#define GRADC_FRONTEND_SYNTAX_H

#include "support/arena.h"

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct cursors {
    CXCursor *data;
    size_t len, cap;
};

/* Whether two cursors are the same to the last bit, and a hash that goes with it. Others may be the
 * same, too: clang_equalCursors tells, but takes longer. */
static inline bool cursor_is_identical(const CXCursor *x, const CXCursor *y)
{
    return memcmp(x, y, sizeof *x) == 0;
}

static inline uint32_t cursor_hash(const CXCursor *cursor)
{
    uint64_t hash =
        (uint64_t)(uintptr_t)cursor->data[0] * 31 + (uint64_t)(uintptr_t)cursor->data[1];
    hash = (hash * 31 + (uint64_t)cursor->kind) * 0x9e3779b97f4a7c15U;
    return (uint32_t)(hash >> 32);
}

static inline bool cursor_is_expression(CXCursor cursor)
{
    return cursor.kind >= CXCursor_FirstExpr && cursor.kind <= CXCursor_LastExpr;
}

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
