/* The expressions that numbering has seen, by what they are made of. */
#ifndef GRADC_ANALYSIS_NUMBER_TABLE_H
#define GRADC_ANALYSIS_NUMBER_TABLE_H

#include "analysis/numbering.h"

enum { NUMBER_MOST_OPERANDS = 3 };

/* What an expression is made of. Fields that a kind of operation does not have are 0. There is one
 * for almost every operation of a loss, so they are small. */
struct number_key {
    const struct ir_type *type;
    union {
        uint64_t attr;
        const struct ir_real *real; /* of a REAL */
    };
    uint32_t operands[NUMBER_MOST_OPERANDS]; /* their numbers */
    enum ir_opcode code;
};

/* For about so many expressions; lives in `arena`. */
struct number_table *number_table_create(struct arena *arena, size_t expected);

/* Writes the same operation always in the same words: `b > a` as `a < b`. */
void number_key_normalise(struct number_key *key);

/* The number of an expression; NUMBER_NONE for one that is not there. */
uint32_t number_table_find(const struct number_table *table, const struct number_key *key);
/* The same, but one that is not there is given `number`. */
uint32_t number_table_find_or_add(struct number_table *table, const struct number_key *key,
                                  uint32_t number);
/* From here on the expression has that number, whatever it had before. */
void number_table_set(struct number_table *table, const struct number_key *key, uint32_t number);

#endif
