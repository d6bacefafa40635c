/* From a C file to IR.
 *
 * Parses one translation unit with libclang and lowers the losses it marks, with all functions
 * that they call, to IR. What cannot be lowered exactly is an error at its place. */
#ifndef GRADC_FRONTEND_FRONTEND_H
#define GRADC_FRONTEND_FRONTEND_H

#include "diag/diag.h"
#include "ir/ir.h"
#include "source/files.h"

struct frontend_options {
    const char *path;
    /* Passed to clang as they are: -I, -isystem, -iquote, -D, -U, -include, -std=, -m... The
     * folder of gradc/gradc.h is among them; __GRADC__ is defined by the frontend. */
    const char *const *clang_args;
    int clang_arg_count;
    const char *const *losses; /* --loss; functions to take in addition to the marked ones */
    size_t loss_count;
    const char *const *wrt; /* --wrt; names of parameters of any loss, or of globals */
    size_t wrt_count;
    bool amalgamate;    /* the output is going to include the file, statics and all */
    bool all_functions; /* take every function that the file defines, losses or not */
    const char *out;    /* --of; the parameter that the loss comes out through, or NULL */
};

/* The files that a unit was made from, for -MD: the main file first. Paths as clang spells them,
 * in the module's arena. */
struct frontend_inputs {
    const char **paths;
    size_t count;
};

/* Fills the empty `module`. False when the unit could not be parsed: then nothing is in it. Other
 * errors mark the functions that they concern as broken; the rest can still be looked at.
 * `inputs` may be NULL; it is filled in either case. */
bool frontend_run(const struct frontend_options *options, struct diag_engine *engine,
                  struct src_files *files, struct ir_module *module,
                  struct frontend_inputs *inputs);

#endif
