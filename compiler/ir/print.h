/* The printed form of the IR: stable, and read back by ir/read.h. */
#ifndef GRADC_IR_PRINT_H
#define GRADC_IR_PRINT_H

#include "ir/ir.h"
#include "support/text.h"

struct ir_print_options {
    bool locations; /* append " // file:line:column" to operations */
};

void ir_print_module(const struct ir_module *module, const struct ir_print_options *options,
                     struct text *out);
void ir_print_func(const struct ir_func *func, const struct ir_print_options *options,
                   struct text *out);
void ir_print_type(const struct ir_type *type, struct text *out);

#endif
