/* Reads the printed form of the IR. */
#ifndef GRADC_IR_READ_H
#define GRADC_IR_READ_H

#include "ir/ir.h"

/* Where and why reading stopped. */
struct ir_read_error {
    unsigned line, column; /* from 1 */
    char message[256];
};

/* Reads NUL-terminated text into `module`, which must be empty. False on the first error, which is
 * described. What was read is verified by the caller. Any input is safe. */
bool ir_read_module(struct ir_module *module, const char *text, struct ir_read_error *error);

#endif
