/* The smallest pieces of the printed form: names, quoted text, constants, places. */
#ifndef GRADC_IR_PRINT_ATOMS_H
#define GRADC_IR_PRINT_ATOMS_H

#include "ir/print.h"

/* Text in double quotes; quotes, backslashes and control characters are escaped. */
void ir_print_quoted(const char *string, struct text *out);
/* Length of the hint without the ".N" that printing adds to make it unique; 0 for a number. */
size_t ir_hint_length(const char *hint);
/* `sigil`, then the name, in quotes unless it consists of letters, digits, '_', '.' and '$'. */
void ir_print_symbol(char sigil, const char *name, struct text *out);
/* The shortest decimal that reads back as `value` in `type`, which is a real type. A value that is
 * not one of the type is printed in hexadecimal. */
void ir_print_real(long double value, const struct ir_type *type, struct text *out);
void ir_print_integer(int64_t bits, const struct ir_type *type, struct text *out);
/* " range [0.0, 1.0]", with the ends as long double; nothing for NULL. */
void ir_print_contract(const struct ir_contract *contract, struct text *out);
/* " @file:line:column" when asked for in this form and the place is known. */
void ir_print_loc(struct src_loc loc, const struct ir_print_options *options, struct text *out);
/* The same for an operation, with its inlining sites: " @1:2:3 in @callee @4:5:6". */
void ir_print_op_loc(const struct ir_op *op, const struct ir_print_options *options,
                     struct text *out);
/* The comment with the place, when asked for in this form and the place is known. */
void ir_print_loc_comment(struct src_loc loc, const struct ir_print_options *options,
                          struct text *out);

#endif
