/* Losses whose derivative can surely be made. */
#ifndef GRADC_DIFF_PLAIN_H
#define GRADC_DIFF_PLAIN_H

#include "ir/ir.h"

/* Whether nothing in a loss could keep its gradient from being made, so that a run which writes
 * none need not make it to find that out. What is not plain may still be differentiated. */
bool diff_is_plain(const struct ir_func *loss);

#endif
