/* The printed form of the IR: stable, and read back by ir/read.h.
 *
 * Values print as %hint, made unique within the function by ".N", or as %N without a hint. Names
 * of functions, globals and records print as @name; names that are no identifiers are quoted. */
#ifndef GRADC_IR_PRINT_H
#define GRADC_IR_PRINT_H

#include "ir/ir.h"
#include "source/files.h"
#include "support/text.h"

struct ir_print_options {
    /* Print places and inlining sites. Without `files` as " @file:line:column" with the file's
     * number, which is read back; with `files` as a comment " // path:line:column". */
    bool locations;
    struct src_files *files;
};

void ir_print_module(const struct ir_module *module, const struct ir_print_options *options,
                     struct text *out);
void ir_print_func(const struct ir_func *func, const struct ir_print_options *options,
                   struct text *out);
void ir_print_type(const struct ir_type *type, struct text *out);

#endif
