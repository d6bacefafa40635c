/* Looks callees up in library.def. */
#include "analysis/library.h"

#include <string.h>

static const struct row {
    const char *name;
    enum library_role role;
} rows[] = {
#define LIBRARY(name, role) {#name, LIBRARY_##role},
#include "analysis/library.def"
#undef LIBRARY
};

enum library_role library_role_of(const struct ir_callee *callee)
{
    for (size_t i = 0; !callee->func && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(callee->name, rows[i].name) == 0)
            return rows[i].role;
    return LIBRARY_UNKNOWN;
}

bool library_keeps_to_arguments(const struct ir_callee *callee)
{
    return library_role_of(callee) != LIBRARY_UNKNOWN;
}
