/* From C files to IR.
 *
 * Parses each file with libclang, as a translation unit of its own, and lowers the losses that the
 * first one marks, with all functions that they call, to IR. What cannot be lowered exactly is an
 * error at its place. */
#ifndef GRADC_FRONTEND_FRONTEND_H
#define GRADC_FRONTEND_FRONTEND_H

#include "diag/diag.h"
#include "ir/ir.h"
#include "source/files.h"

struct frontend_options {
    const char *path;
    const char *const *others; /* --with; files that define what the first one calls */
    size_t other_count;
    /* Passed to clang as they are: -I, -isystem, -iquote, -D, -U, -include, -std=, -m... The
     * folder of gradc/gradc.h is among them; __GRADC__ is defined by the frontend. */
    const char *const *clang_args;
    int clang_arg_count;
    const char *const *losses; /* --loss; functions to take in addition to the marked ones */
    size_t loss_count;
    const char *const *wrt; /* --wrt; names of parameters of any loss, or of globals */
    size_t wrt_count;
    bool amalgamate;    /* the output is going to include the first file, statics and all */
    bool all_functions; /* take every function that the first file defines, losses or not */
    const char *out;    /* --of; the parameter that the loss comes out through, or NULL */
};

/* The files that the units were made from, for -MD: the main file first. Paths as clang spells
 * them, in the module's arena. */
struct frontend_inputs {
    const char **data;
    size_t len, cap;
};

/* Fills the empty `module`. False when a unit could not be parsed: then nothing is in it. Other
 * errors mark the functions that they concern as broken; the rest can still be looked at.
 * `inputs` may be NULL; it is filled in either case. */
bool frontend_run(const struct frontend_options *options, struct diag_engine *engine,
                  struct src_files *files, struct ir_module *module,
                  struct frontend_inputs *inputs);

#endif
