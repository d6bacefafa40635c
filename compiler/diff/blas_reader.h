/* Reading rules of blas.def: what the parts of the reader share. */
#ifndef GRADC_DIFF_BLAS_READER_H
#define GRADC_DIFF_BLAS_READER_H

#include "diff/blas_rule.h"

enum { NAME_SIZE = 16, TEMPORARIES = 4, OPERANDS = 16 };

/* Of the enumerations of CBLAS. */
enum { ROW_MAJOR = 101, NO_TRANS = 111, TRANS = 112, LOWER = 122, UNIT = 132, LEFT = 141, RIGHT };

struct rule_reader {
    const struct blas_scope *scope;
    const struct ir_blas *blas;
    struct ir_builder *b;
    const struct ir_type *real, *size, *choice; /* choice: of the enumerations */
    const char *start, *at;
    struct {
        char name[NAME_SIZE];
        struct ir_value *value;
    } temporaries[TEMPORARIES];
    unsigned temporary_count;
    struct ir_value *counter;
};

/* ---- blas_atoms.c: tokens, types and names */

_Noreturn void rule_malformed(const struct rule_reader *r);
/* Goes past a token if it is the next. */
bool rule_accept(struct rule_reader *r, const char *token);
void rule_expect(struct rule_reader *r, const char *token);
void rule_take_name(struct rule_reader *r, char name[NAME_SIZE]);
const struct ir_type *rule_long_type(const struct rule_reader *r);
struct ir_value *rule_number(struct rule_reader *r, int64_t value);
/* As a bool: a transpose is true where it transposes. */
struct ir_value *rule_truth(struct rule_reader *r, struct ir_value *v);
struct ir_value *rule_adapted(struct rule_reader *r, struct ir_value *v,
                              const struct ir_type *type);
/* Operators, with operands brought to a common type. */
struct ir_value *rule_arithmetic(struct rule_reader *r, enum ir_opcode code, struct ir_value *x,
                                 struct ir_value *y);
struct ir_value *rule_chosen(struct rule_reader *r, struct ir_value *condition, struct ir_value *x,
                             struct ir_value *y);
/* The operand that has the first `length` characters of `name` for a name; OPERANDS: none. */
uint32_t rule_find_operand(const struct rule_reader *r, const char *name, size_t length);
/* The answer of `row`, `lower`, `unit` or `right`; NULL for other names. */
struct ir_value *rule_question(struct rule_reader *r, const char *name);
struct ir_value *rule_value_of(struct rule_reader *r, const char *name);
struct ir_value *rule_dual_of(struct rule_reader *r, const char *name);

/* ---- blas_expression.c */

/* Emits an expression; NULL for a call of a routine that returns nothing. */
struct ir_value *rule_expression(struct rule_reader *r);

#endif
