/* The typed vector: `VEC(int) v = {0}; vec_push(arena, &v, 3); v.data[0]; v.len`.
 *
 * Storage comes from an arena and is never given back before the arena is; growth is geometric,
 * so the waste is bounded by the final size. */
#ifndef GRADC_SUPPORT_VEC_H
#define GRADC_SUPPORT_VEC_H

#include "support/arena.h"

#include <stddef.h>
#include <string.h>

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *data;                                                                                \
        size_t len, cap;                                                                           \
    }

/* Returns storage for at least `need` elements that begins with the `len` elements of `data`;
 * `cap` is updated. */
static inline void *vec_reserve(struct arena *arena, void *data, size_t len, size_t *cap,
                                size_t need, size_t size)
{
    if (need <= *cap)
        return data;
    size_t grown = *cap ? *cap * 2 : 8;
    *cap = grown < need ? need : grown;
    void *fresh = arena_alloc(arena, *cap, size);
    if (len)
        memcpy(fresh, data, len * size);
    return fresh;
}

#define vec_push(arena, v, ...)                                                                    \
    ((v)->data =                                                                                   \
         vec_reserve((arena), (v)->data, (v)->len, &(v)->cap, (v)->len + 1, sizeof *(v)->data),    \
     (void)((v)->data[(v)->len++] = (__VA_ARGS__)))

/* Elements that are new are not set. */
#define vec_resize(arena, v, count)                                                                \
    ((v)->data = vec_reserve((arena), (v)->data, (v)->len, &(v)->cap, (count), sizeof *(v)->data), \
     (void)((v)->len = (count)))

#define vec_last(v) ((v)->data[(v)->len - 1])
#define vec_pop(v) ((v)->data[--(v)->len])

#endif
