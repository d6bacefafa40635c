/* Looks callees up in library.def. */
#include "analysis/library.h"

#include <string.h>

static const struct row {
    const char *name;
    enum library_role role;
    bool varies;
} rows[] = {
#define REPEATS false
#define VARIES true
#define LIBRARY(name, role, again) {#name, LIBRARY_##role, again},
#include "analysis/library.def"
#undef LIBRARY
#undef VARIES
#undef REPEATS
};

static const struct row *find(const struct ir_callee *callee)
{
    bool is_external = !callee->func && !callee->is_indirect;
    for (size_t i = 0; is_external && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(callee->name, rows[i].name) == 0)
            return &rows[i];
    return NULL;
}

enum library_role library_role_of(const struct ir_callee *callee)
{
    const struct row *row = find(callee);
    return row ? row->role : LIBRARY_UNKNOWN;
}

bool library_may_vary(const struct ir_callee *callee)
{
    const struct row *row = find(callee);
    return row ? row->varies : !callee->func && !callee->kinds && !callee->blas;
}

bool library_keeps_to_arguments(const struct ir_callee *callee)
{
    return library_role_of(callee) != LIBRARY_UNKNOWN;
}
