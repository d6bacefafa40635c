/* Arenas: memory that is freed all at once.
 *
 * One arena holds a translation unit, one scratch arena a pass. Memory is zeroed and aligned for
 * any scalar type of the size. Running out of memory is a fault, so no caller checks for NULL. */
#ifndef GRADC_SUPPORT_ARENA_H
#define GRADC_SUPPORT_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
    unsigned char *free, *end; /* of the newest block; `free` is a multiple of 8 */
    struct arena_block *newest;
    size_t next_size;
};

struct arena *arena_create(void);
void arena_destroy(struct arena *arena); /* NULL is allowed */

/* What arena_alloc does where the newest block does not suffice. */
void *arena_alloc_slowly(struct arena *arena, size_t count, size_t size);

/* `count` zeroed elements of `size` bytes; an overflow of the product is a fault. */
static inline void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    /* The alignment of an element divides its size. */
    size_t padding = size % 16 ? 0 : (uintptr_t)arena->free % 16;
    size_t room = (size_t)((uintptr_t)arena->end - (uintptr_t)arena->free), bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2 ||
        bytes + padding >= room)
        return arena_alloc_slowly(arena, count, size);
    unsigned char *result = arena->free + padding;
    arena->free = result + (bytes + 7) / 8 * 8;
    return result;
}

/* Copies of a string, of its first `length` bytes, and of formatted text. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

#endif
