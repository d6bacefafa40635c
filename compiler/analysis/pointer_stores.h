/* Whether a call may store pointers where its caller sees them. */
#ifndef GRADC_ANALYSIS_POINTER_STORES_H
#define GRADC_ANALYSIS_POINTER_STORES_H

#include "ir/ir.h"

/* True where that is not known. */
bool call_stores_pointers(const struct ir_op *call);

#endif
