/* What the two halves of the reader share: ir/read.c reads types and what stands ahead of the
 * functions, ir/read_func.c reads functions. Not for other users. */
#ifndef GRADC_IR_READ_PARTS_H
#define GRADC_IR_READ_PARTS_H

#include "ir/ir.h"
#include "ir/lex.h"

/* A name of the text and what it stands for. */
struct ir_symbol;

struct ir_reader {
    struct ir_lexer lex;
    struct ir_module *module;
    struct arena *scratch;
    struct ir_symbol *records, *globals, *callees, *func_types, *values;
};

/* The entry of a name, or NULL. */
void *ir_symbol_find(struct ir_symbol *table, const char *name);
void ir_symbol_add(struct ir_reader *r, struct ir_symbol **table, const char *name, void *item);
void ir_symbols_clear(struct ir_symbol **table);

/* A copy of the text that lives as long as the module. */
const char *ir_read_keep(struct ir_reader *r, const char *text);
/* On an error a valid type. */
const struct ir_type *ir_read_type(struct ir_reader *r);
/* A place, when one follows. */
struct src_loc ir_read_loc(struct ir_reader *r);
/* "range [0.0, 1.0]" when it follows, else NULL. */
const struct ir_contract *ir_read_contract(struct ir_reader *r);
/* A value that has a name already; NULL on an error. */
struct ir_value *ir_read_use(struct ir_reader *r);
/* "add(mul(%n, 2), 1)", of parameters of `func`. */
const struct ir_extent *ir_read_extent(struct ir_reader *r, const struct ir_func *func);
/* A whole number of at most `largest`; 0 on an error. */
uint64_t ir_read_count(struct ir_reader *r, enum ir_token_kind kind, uint64_t largest);
/* The callee of this name, which is made when it is new. */
struct ir_callee *ir_read_callee(struct ir_reader *r, const char *name);
/* The rest of "func ..." after the first word. */
void ir_read_func(struct ir_reader *r);

#endif
