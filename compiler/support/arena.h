/* Arenas: memory that is freed all at once.
 *
 * One arena holds a translation unit, one scratch arena a pass. Memory is zeroed and aligned for
 * any scalar type. Running out of memory is a fault, so no caller checks for NULL. */
#ifndef GRADC_SUPPORT_ARENA_H
#define GRADC_SUPPORT_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_create(void);
void arena_destroy(struct arena *arena); /* NULL is allowed */

/* `count` zeroed elements of `size` bytes; an overflow of the product is a fault. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

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
