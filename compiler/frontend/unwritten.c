/* What is written through a pointer is written wherever the pointer may have come from. */
#include "frontend/unwritten.h"

#include "frontend/annotation.h"
#include "frontend/pointer_use.h"

struct unwritten {
    struct holder_map map;
    bool is_known; /* else anything may be written */
};

static void spread(struct holder *holder)
{
    if (holder->is_spread)
        return;
    holder->is_spread = true;
    holder->is_exposed = true;
    for (size_t i = 0; i < holder->addresses.len; i++)
        holder->addresses.data[i]->is_written = true;
    for (size_t i = 0; i < holder->contents.len; i++)
        spread(holder->contents.data[i]);
}

static const struct unwritten *look(struct lower_state *l)
{
    struct unwritten *u = ARENA_NEW(l->arena, struct unwritten);
    u->map = (struct holder_map){.arena = l->arena, .holders = cursor_map_create(l->arena)};
    u->is_known = pointer_uses_find(l, &u->map);
    for (size_t i = 0; i < u->map.all.len; i++)
        if (u->map.all.data[i]->is_exposed)
            spread(u->map.all.data[i]);
    return u;
}

bool unwritten_keeps_value(struct lower_state *l, CXCursor decl)
{
    if (clang_Cursor_getStorageClass(decl) != CX_SC_Static || annotation_is_wrt(l, decl))
        return false;
    if (!l->unwritten)
        l->unwritten = look(l);
    const struct holder *holder = holder_find(&l->unwritten->map, decl);
    return l->unwritten->is_known && holder && !holder->is_written;
}

void unwritten_destroy(const struct unwritten *u)
{
    if (u)
        cursor_map_destroy(u->map.holders);
}
