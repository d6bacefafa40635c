/* GRADC_RANGE and GRADC_POSITIVE: what a declaration promises of its numbers. */
#ifndef GRADC_FRONTEND_CONTRACT_H
#define GRADC_FRONTEND_CONTRACT_H

#include "frontend/lower.h"

/* The promise of a declaration, in the module's arena; NULL when it makes none that can be read. */
const struct ir_contract *contract_of(struct lower_state *l, CXCursor decl);

/* Reports what is wrong with the promises of a declaration: ends that are no numbers or in the wrong
 * order, or a type without numbers of its own. */
void contract_check(struct lower_state *l, CXCursor decl);

#endif
