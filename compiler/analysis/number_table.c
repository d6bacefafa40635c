/* Chained buckets. Hashes are kept with the entries, which are far apart in memory. */
#include "analysis/number_table.h"

#include <math.h>
#include <string.h>

struct entry {
    struct number_key key;
    uint32_t number;
    uint32_t hash;
    struct entry *next;
};

struct number_table {
    struct arena *arena;
    struct entry **buckets;
    size_t mask;
};

static bool same_real(long double x, long double y)
{
    return x == y && signbit(x) == signbit(y);
}

static bool same_key(const struct number_key *x, const struct number_key *y)
{
    return x->code == y->code && x->type == y->type &&
           memcmp(x->operands, y->operands, sizeof x->operands) == 0 &&
           (x->code == IR_REAL ? same_real(x->real->value, y->real->value) : x->attr == y->attr);
}

static uint64_t bits_of(long double real)
{
    double rounded = (double)real;
    uint64_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    return bits;
}

static uint32_t hash_of(const struct number_key *key)
{
    uint64_t hash = (uint64_t)key->code * 31 + (uint64_t)(uintptr_t)key->type;
    hash += key->code == IR_REAL ? bits_of(key->real->value) : key->attr;
    for (int i = 0; i < NUMBER_MOST_OPERANDS; i++)
        hash = (hash ^ key->operands[i]) * 0x9e3779b97f4a7c15U;
    return (uint32_t)(hash ^ (hash >> 32));
}

struct number_table *number_table_create(struct arena *arena, size_t expected)
{
    struct number_table *table = ARENA_NEW(arena, struct number_table);
    size_t count = 64;
    while (count < expected)
        count *= 2;
    *table =
        (struct number_table){arena, ARENA_ARRAY(arena, struct entry *, count), .mask = count - 1};
    return table;
}

static const struct entry *find(const struct number_table *table, const struct number_key *key,
                                uint32_t hash)
{
    const struct entry *entry = table->buckets[hash & table->mask];
    while (entry && (entry->hash != hash || !same_key(&entry->key, key)))
        entry = entry->next;
    return entry;
}

static void add(struct number_table *table, const struct number_key *key, uint32_t hash,
                uint32_t number)
{
    struct entry **bucket = &table->buckets[hash & table->mask];
    struct entry *entry = ARENA_NEW(table->arena, struct entry);
    *entry = (struct entry){*key, number, hash, *bucket};
    *bucket = entry;
}

uint32_t number_table_find(const struct number_table *table, const struct number_key *key)
{
    const struct entry *entry = find(table, key, hash_of(key));
    return entry ? entry->number : NUMBER_NONE;
}

uint32_t number_table_find_or_add(struct number_table *table, const struct number_key *key,
                                  uint32_t number)
{
    uint32_t hash = hash_of(key);
    const struct entry *entry = find(table, key, hash);
    if (entry)
        return entry->number;
    add(table, key, hash, number);
    return number;
}

void number_table_set(struct number_table *table, const struct number_key *key, uint32_t number)
{
    add(table, key, hash_of(key), number);
}

/* ---- keys */

static void swap_operands(struct number_key *key)
{
    uint32_t first = key->operands[0];
    key->operands[0] = key->operands[1];
    key->operands[1] = first;
}

void number_key_normalise(struct number_key *key)
{
    switch (key->code) {
    case IR_GT:
    case IR_GE:
        key->code = key->code == IR_GT ? IR_LT : IR_LE;
        swap_operands(key);
        break;
    case IR_ADD:
    case IR_MUL:
    case IR_EQ:
    case IR_NE:
        if (key->operands[0] > key->operands[1])
            swap_operands(key);
        break;
    default:
        break;
    }
}
