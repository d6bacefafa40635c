/* What becomes of the objects and pointers that an expression names. */
#ifndef GRADC_FRONTEND_POINTER_USE_H
#define GRADC_FRONTEND_POINTER_USE_H

#include "frontend/lower.h"

/* A variable, parameter, field or function. What a pointer kept there (or, of a function, returned)
 * leads to is its content. */
struct holder {
    CXCursor decl;
    bool is_written; /* itself, by its name or through its address where that is lost sight of */
    bool is_exposed; /* its content may be written to, or goes out of sight */
    bool is_spread;  /* see unwritten.c */
    bool is_shared;  /* see shared_types.c */
    VEC(struct holder *) addresses; /* whose address may be this one's content */
    VEC(struct holder *) contents;  /* whose content may be this one's content */
};

struct holder_map {
    struct arena *arena;
    struct cursor_map *holders; /* by canonical declaration */
    VEC(struct holder *) all;
};

/* NULL where the unit does not name it. */
const struct holder *holder_find(const struct holder_map *map, CXCursor decl);

/* Makes it where there is none. */
struct holder *holder_of(struct holder_map *map, CXCursor decl);

/* Notes all uses in the unit. False where it is nested too deeply. */
bool pointer_uses_find(struct lower_state *l, struct holder_map *map);

#endif
