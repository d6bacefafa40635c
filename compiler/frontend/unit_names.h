/* What a unit declares at file scope, by name. */
#ifndef GRADC_FRONTEND_UNIT_NAMES_H
#define GRADC_FRONTEND_UNIT_NAMES_H

#include "frontend/unit.h"

enum name_kind {
    NAME_FUNCTION,
    NAME_VARIABLE,
    NAME_TYPEDEF,
    NAME_ENUMERATOR,
    NAME_TAG,
    NAME_MACRO
};

struct unit_name {
    enum name_kind kind;
    CXCursor decl;       /* the first one that is no system header's, if there is such a one */
    CXCursor definition; /* null where the unit has none; of a variable a tentative one will do */
    bool is_external;    /* linkage */
    bool is_initialised; /* a variable's definition gives a value */
    bool is_inline;      /* its definition is not the one that other units may call (C17 6.7.4) */
    bool is_in_header;   /* some declaration is not in the unit's main file */
    bool is_of_system;   /* all are in system headers */
};

struct unit_names;

struct unit_names *unit_names_collect(const struct unit *unit);
void unit_names_destroy(struct unit_names *names); /* NULL is nothing */

/* Ordinary identifiers, tags with their keyword ("struct s"), macros; NULL when there is none. */
const struct unit_name *unit_names_find(const struct unit_names *names, const char *name);
const struct unit_name *unit_names_find_macro(const struct unit_names *names, const char *name);

#endif
