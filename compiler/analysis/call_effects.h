/* What a call that is left may do to its caller's memory, as far as bodies are known. */
#ifndef GRADC_ANALYSIS_CALL_EFFECTS_H
#define GRADC_ANALYSIS_CALL_EFFECTS_H

#include "ir/ir.h"

/* Whether it may store pointers where its caller sees them. */
bool call_stores_pointers(const struct ir_op *call);

/* Whether it may write to anything that its caller sees. */
bool call_writes(const struct ir_op *call);

/* Whether it may read or write globals that are not constant. */
bool call_sees_globals(const struct ir_op *call);

/* Whether it may write through its pointer operand `i`. What its function takes as const it may
 * write to where a body casts that away. */
bool call_writes_through(const struct ir_op *call, uint32_t i);

#endif
