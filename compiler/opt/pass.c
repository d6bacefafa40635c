/* The table of passes. */
#include "opt/pass.h"

#include <string.h>

static const struct pass passes[] = {
#define PASS(name, function, summary) {name, summary, function},
#include "opt/passes.def"
#undef PASS
};

void opt_none(struct ir_module *module, struct ir_func *func)
{
    (void)module;
    (void)func;
}

const struct pass *pass_all(size_t *count)
{
    *count = sizeof passes / sizeof *passes;
    return passes;
}

const struct pass *pass_find(const char *name)
{
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        if (strcmp(passes[i].name, name) == 0)
            return &passes[i];
    return NULL;
}
