/* Bump allocation from a list of blocks that double in size up to a limit. */
#include "support/arena.h"

#include "support/fault.h"
#include "support/pages.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 1 << 12, LARGEST_BLOCK = 1 << 22 };

struct arena_block {
    struct arena_block *older;
    size_t size; /* of all of it */
    _Alignas(16) unsigned char bytes[];
};

static bool is_large(size_t bytes)
{
    return bytes >= PAGES_UNIT;
}

struct arena *arena_create(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        fault_raise(__FILE__, __LINE__, "out of memory");
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void arena_destroy(struct arena *arena)
{
    if (!arena)
        return;
    for (struct arena_block *b = arena->newest, *older; b; b = older) {
        older = b->older;
        if (is_large(b->size))
            pages_free(b, b->size);
        else
            free(b);
    }
    free(arena);
}

/* A block of zeroes with at least `size` bytes in all. */
static struct arena_block *new_block(size_t size)
{
    bool large = is_large(size);
    if (large)
        size = (size + PAGES_UNIT - 1) / PAGES_UNIT * PAGES_UNIT;
    struct arena_block *b = large ? pages_alloc(size) : calloc(1, size);
    if (!b)
        fault_raise(__FILE__, __LINE__, "out of memory");
    b->size = size;
    return b;
}

void *arena_alloc_slowly(struct arena *arena, size_t count, size_t size)
{
    size_t bytes, head = offsetof(struct arena_block, bytes);
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        fault_raise(__FILE__, __LINE__, "size overflow: %zu elements of %zu bytes", count, size);
    bytes = (bytes + 7) / 8 * 8;
    struct arena_block *b =
        new_block(arena->next_size < bytes + head ? bytes + head : arena->next_size);
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    b->older = arena->newest;
    arena->newest = b;
    arena->free = b->bytes + bytes;
    arena->end = (unsigned char *)b + b->size / 8 * 8;
    return b->bytes;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    GRADC_ASSERT(length >= 0);
    char *text = arena_alloc(arena, (size_t)length + 1, 1);
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
