/* Names in use, by scope. */
#include "emit/context.h"

#include "support/fault.h"

#include <ctype.h>
#include <string.h>
#include <uthash.h>

/* C99, C11 and what the headers that generated code includes are likely to define as macros. */
static const char *const reserved[] = {
    "auto",    "break",     "case",         "char",          "const",    "continue", "default",
    "do",      "double",    "else",         "enum",          "extern",   "float",    "for",
    "goto",    "if",        "inline",       "int",           "long",     "register", "restrict",
    "return",  "short",     "signed",       "sizeof",        "static",   "struct",   "switch",
    "typedef", "union",     "unsigned",     "void",          "volatile", "while",    "asm",
    "typeof",  "bool",      "true",         "false",         "I",        "NULL",     "EOF",
    "errno",   "assert",    "INFINITY",     "NAN",           "complex",  "stdin",    "stdout",
    "stderr",  "unix",      "linux",        "main",          "y0",       "y1",       "yn",
    "j0",      "j1",        "jn",           "gamma",         "signgam",  "malloc",   "calloc",
    "free",    "memcpy",    "memmove",      "memset",        "tape",     "nullptr",  "alignas",
    "alignof", "constexpr", "thread_local", "static_assert", "stacks",
};

struct name {
    const char *text;
    unsigned next;      /* number to try when it is asked for again */
    struct name *base;  /* whose number it has, or NULL */
    unsigned base_next; /* what the base's number was before */
    UT_hash_handle hh;
};

struct names {
    struct arena *arena;
    struct name *table;
    VEC(struct name *) order;
};

static struct name *find(const struct names *names, const char *text)
{
    struct name *found;
    HASH_FIND_STR(names->table, text, found);
    return found;
}

static struct name *add(struct names *names, const char *text, bool for_good)
{
    if (find(names, text))
        return NULL;
    struct name *name = ARENA_NEW(names->arena, struct name);
    name->text = text;
    name->next = 2;
    HASH_ADD_KEYPTR(hh, names->table, text, strlen(text), name);
    if (!for_good)
        vec_push(names->arena, &names->order, name);
    return name;
}

struct names *names_create(struct arena *arena, const struct ir_module *module)
{
    struct names *names = ARENA_NEW(arena, struct names);
    names->arena = arena;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        (void)add(names, reserved[i], true);
    for (int i = 0; i < IR_MATH_COUNT; i++)
        (void)add(names, ir_math_name((enum ir_math)i), true);
    for (size_t i = 0; i < module->records.len; i++)
        (void)add(names, module->records.data[i]->record->c_name, true);
    return names;
}

void names_destroy(struct names *names)
{
    HASH_CLEAR(hh, names->table);
}

void names_reserve(struct names *names, const char *name)
{
    (void)add(names, name, true);
}

/* Hints may be anything; identifiers that C reserves are not given out. */
static const char *as_identifier(struct names *names, const char *hint)
{
    if (!hint || !*hint)
        return "t";
    char *text = arena_strdup(names->arena, hint);
    for (char *c = text; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            *c = '_';
    if (isdigit((unsigned char)*text) || *text == '_')
        return arena_printf(names->arena, "v%s", text);
    return text;
}

const char *names_take(struct names *names, const char *hint)
{
    const char *base = as_identifier(names, hint);
    struct name *taken = find(names, base);
    if (!taken)
        return add(names, base, false)->text;
    unsigned next = taken->next;
    const char *text;
    do
        text = arena_printf(names->arena, "%s_%u", base, next++);
    while (find(names, text));
    struct name *name = add(names, text, false);
    name->base = taken;
    name->base_next = taken->next;
    taken->next = next;
    return text;
}

size_t names_enter(struct names *names)
{
    return names->order.len;
}

void names_leave(struct names *names, size_t scope)
{
    while (names->order.len > scope) {
        struct name *name = vec_pop(&names->order);
        HASH_DEL(names->table, name); /* NOLINT(clang-analyzer-core.NullDereference): never empty */
        if (name->base)
            name->base->next = name->base_next;
    }
}
