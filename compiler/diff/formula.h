/* Formulas of rules.def, turned into IR. */
#ifndef GRADC_DIFF_FORMULA_H
#define GRADC_DIFF_FORMULA_H

#include "ir/build.h"

/* What the names in a formula stand for. */
struct formula_scope {
    struct ir_builder *b;
    const struct ir_type
        *type; /* real: of everything in the formula but truth values and integers */
    struct ir_value *d;
    /* 'x', 'y', 'z' or 'r'; asked for only where the formula needs it. */
    struct ir_value *(*value)(void *context, char name);
    void *context;
};

/* Builds the formula's value. Constant parts are folded. A malformed formula is a fault. */
struct ir_value *formula_build(const struct formula_scope *scope, const char *formula);

#endif
