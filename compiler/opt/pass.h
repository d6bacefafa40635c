/* Passes: functions from IR to IR, named so that `--pass=` can run them one by one. */
#ifndef GRADC_OPT_PASS_H
#define GRADC_OPT_PASS_H

#include "ir/ir.h"

typedef void (*pass_run)(struct ir_module *module, struct ir_func *func);

struct pass {
    const char *name;
    const char *summary;
    pass_run run;
};

/* All passes of passes.def; `*count` receives their number. */
const struct pass *pass_all(size_t *count);
const struct pass *pass_find(const char *name);

#define PASS(name, function, summary) void function(struct ir_module *module, struct ir_func *func);
#include "opt/passes.def"
#undef PASS

#endif
