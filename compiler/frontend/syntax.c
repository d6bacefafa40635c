/* One visit lists the cursors, each with its parent; sorted by parents they are the lists of
 * children, which a table finds. */
#include "frontend/syntax.h"

#include "support/fault.h"
#include "support/vec.h"

#define NONE UINT32_MAX
enum { ROOT = 0 };

/* All arrays are kept from function to function: to ask for fresh memory each time takes as long as
 * the visit. */
struct syntax {
    struct arena *arena;
    struct cursors nodes;  /* from 1: those below the root */
    VEC(uint32_t) parents; /* by node */
    VEC(uint32_t) first;   /* by node: its first child in `kids`; one more at the end */
    VEC(uint32_t) next;    /* by node: where in `kids` its next child goes */
    VEC(bool) is_mixed;    /* by node: some children are not expressions */
    struct cursors kids;
    VEC(uint32_t) slots; /* open addressing by hash: nodes; NONE where free; a power of 2 or none */
};

struct syntax *syntax_create(struct arena *arena)
{
    struct syntax *s = ARENA_NEW(arena, struct syntax);
    s->arena = arena;
    return s;
}

/* ---- the visit */

static enum CXChildVisitResult add_node(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct syntax *s = data;
    uint32_t at = (uint32_t)s->nodes.len - 1;
    while (at != ROOT && !cursor_is_identical(&s->nodes.data[at], &parent))
        at = s->parents.data[at];
    vec_push(s->arena, &s->nodes, cursor);
    vec_push(s->arena, &s->parents, at);
    return CXChildVisit_Recurse;
}

/* As the visit leaves them, statements and expressions behind the declaration of a variable are
 * said to be that variable's, and labels differ from those that jumps refer to. Visited one by one
 * only the children of a declaration belong to anything. */
static void forget_owners(struct syntax *s)
{
    for (size_t i = ROOT + 1; i < s->nodes.len; i++) {
        CXCursor *node = &s->nodes.data[i];
        bool is_code = cursor_is_expression(*node) || clang_isStatement(node->kind);
        if (is_code && !clang_isDeclaration(s->nodes.data[s->parents.data[i]].kind))
            node->data[0] = NULL;
    }
}

/* A counting sort. */
static void sort_by_parents(struct syntax *s)
{
    size_t count = s->nodes.len;
    vec_resize(s->arena, &s->first, count + 1);
    vec_resize(s->arena, &s->next, count);
    vec_resize(s->arena, &s->is_mixed, count);
    vec_resize(s->arena, &s->kids, count);
    memset(s->first.data, 0, (count + 1) * sizeof *s->first.data);
    memset(s->is_mixed.data, 0, count * sizeof *s->is_mixed.data);
    for (size_t i = ROOT + 1; i < count; i++)
        s->first.data[s->parents.data[i] + 1]++;
    for (size_t i = 0; i < count; i++)
        s->next.data[i] = s->first.data[i + 1] += s->first.data[i];
    for (size_t i = count; i-- > ROOT + 1;) {
        uint32_t parent = s->parents.data[i];
        s->kids.data[--s->next.data[parent]] = s->nodes.data[i];
        s->is_mixed.data[parent] |= !cursor_is_expression(s->nodes.data[i]);
    }
}

/* The slot of a cursor, or the free one where it would be. */
static uint32_t *slot_of(const struct syntax *s, CXCursor cursor)
{
    uint32_t mask = (uint32_t)s->slots.len - 1;
    uint32_t slot = cursor_hash(&cursor) & mask;
    while (s->slots.data[slot] != NONE &&
           !cursor_is_identical(&s->nodes.data[s->slots.data[slot]], &cursor))
        slot = (slot + 1) & mask;
    return &s->slots.data[slot];
}

/* Of equal cursors the first is found. */
static void fill_table(struct syntax *s)
{
    size_t size = 16;
    while (size < 2 * s->nodes.len)
        size *= 2;
    vec_resize(s->arena, &s->slots, size);
    memset(s->slots.data, 0xff, size * sizeof *s->slots.data);
    for (uint32_t i = 0; i < s->nodes.len; i++) {
        uint32_t *slot = slot_of(s, s->nodes.data[i]);
        if (*slot == NONE)
            *slot = i;
    }
}

void syntax_read(struct syntax *s, CXCursor function)
{
    s->nodes.len = s->parents.len = 0;
    vec_push(s->arena, &s->nodes, function);
    vec_push(s->arena, &s->parents, ROOT);
    clang_visitChildren(function, add_node, s);
    forget_owners(s);
    sort_by_parents(s);
    fill_table(s);
}

struct cursors syntax_all(const struct syntax *s)
{
    return s->nodes;
}

/* ---- children */

struct collector {
    struct arena *arena;
    struct cursors found;
};

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collector *c = data;
    vec_push(c->arena, &c->found, cursor);
    return CXChildVisit_Continue;
}

/* `*is_mixed`: there may be others than expressions. */
static struct cursors children(const struct syntax *s, CXCursor cursor, bool *is_mixed)
{
    uint32_t node = s->slots.len ? *slot_of(s, cursor) : NONE;
    if (node == NONE) {
        struct collector c = {.arena = s->arena};
        clang_visitChildren(cursor, collect, &c);
        *is_mixed = true;
        return c.found;
    }
    size_t first = s->first.data[node], count = s->first.data[node + 1] - first;
    *is_mixed = s->is_mixed.data[node];
    return (struct cursors){s->kids.data + first, count, count};
}

struct cursors cursor_children(const struct syntax *syntax, CXCursor cursor)
{
    bool is_mixed;
    return children(syntax, cursor, &is_mixed);
}

struct cursors cursor_expr_children(const struct syntax *syntax, CXCursor cursor)
{
    bool is_mixed;
    struct cursors all = children(syntax, cursor, &is_mixed), exprs = {0};
    for (size_t i = 0; is_mixed && i < all.len; i++)
        if (cursor_is_expression(all.data[i]))
            vec_push(syntax->arena, &exprs, all.data[i]);
    return is_mixed ? exprs : all;
}
