/* Whether two units declare the same thing by one name. */
#ifndef GRADC_FRONTEND_LINK_CHECK_H
#define GRADC_FRONTEND_LINK_CHECK_H

#include "frontend/link.h"

struct link_declaration {
    struct lower_state *unit;
    CXCursor decl;
};

/* Refuses a function or variable whose type is not the one that it has at its home; does not return
 * then. */
void link_check(struct link_declaration here, struct link_declaration home, enum name_kind kind);

#endif
