/* Interned strings over uthash. */
#include "support/intern.h"

#include "support/fault.h"

#include <stdlib.h>
#include <string.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

struct entry {
    UT_hash_handle hh;
    char text[];
};

struct intern {
    struct arena *arena;
    struct entry *entries;
};

struct intern *intern_create(struct arena *arena)
{
    struct intern *table = ARENA_NEW(arena, struct intern);
    table->arena = arena;
    return table;
}

void intern_destroy(struct intern *table)
{
    if (table)
        HASH_CLEAR(hh, table->entries);
}

const char *intern_n(struct intern *table, const char *text, size_t length)
{
    struct entry *found;
    HASH_FIND(hh, table->entries, text, length, found);
    if (found)
        return found->text;
    found = arena_alloc(table->arena, 1, sizeof *found + length + 1);
    memcpy(found->text, text, length);
    HASH_ADD_KEYPTR(hh, table->entries, found->text, length, found);
    return found->text;
}

const char *intern(struct intern *table, const char *text)
{
    return intern_n(table, text, strlen(text));
}
