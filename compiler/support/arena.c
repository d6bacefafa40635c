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

enum { FIRST_BLOCK = 1 << 12, LARGEST_BLOCK = 1 << 22, ALIGNMENT = 16, SMALL_ALIGNMENT = 8 };

struct block {
    struct block *older;
    size_t used, size;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
    struct block *newest;
    size_t next_size;
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
    for (struct block *b = arena->newest, *older; b; b = older) {
        older = b->older;
        size_t bytes = sizeof *b + b->size;
        if (is_large(bytes))
            pages_free(b, bytes);
        else
            free(b);
    }
    free(arena);
}

/* Zeroed memory for `least` bytes behind a block's head; `*bytes` is all there is. */
static struct block *new_block(struct arena *arena, size_t least, size_t *bytes)
{
    if (least > SIZE_MAX - sizeof(struct block) - PAGES_UNIT)
        return NULL;
    least += sizeof(struct block);
    *bytes = arena->next_size < least ? least : arena->next_size;
    if (!is_large(*bytes))
        return calloc(1, *bytes);
    *bytes = (*bytes + PAGES_UNIT - 1) / PAGES_UNIT * PAGES_UNIT;
    return pages_alloc(*bytes);
}

static struct block *add_block(struct arena *arena, size_t least)
{
    size_t bytes;
    struct block *b = new_block(arena, least, &bytes);
    if (!b)
        fault_raise(__FILE__, __LINE__, "out of memory");
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    b->size = bytes - sizeof *b;
    b->older = arena->newest;
    arena->newest = b;
    return b;
}

/* What is needed of an object's size alone: its alignment divides it. */
static size_t alignment_of(size_t size)
{
    return size % ALIGNMENT ? SMALL_ALIGNMENT : ALIGNMENT;
}

static size_t rounded_up(size_t bytes, size_t alignment)
{
    return (bytes + alignment - 1) & ~(alignment - 1);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - ALIGNMENT)
        fault_raise(__FILE__, __LINE__, "size overflow: %zu elements of %zu bytes", count, size);
    bytes = rounded_up(bytes, SMALL_ALIGNMENT);
    struct block *b = arena->newest;
    size_t begin = b ? rounded_up(b->used, alignment_of(size)) : 0;
    if (!b || b->size < begin || b->size - begin < bytes) {
        b = add_block(arena, bytes);
        begin = 0;
    }
    b->used = begin + bytes;
    return b->bytes + begin;
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
