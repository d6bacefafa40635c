/* IR back to C99: the generated source and its header. */
#ifndef GRADC_EMIT_EMIT_H
#define GRADC_EMIT_EMIT_H

#include "ir/ir.h"
#include "source/files.h"
#include "support/text.h"

struct emit_options {
    const char *header;          /* how the source includes the header; NULL: it declares itself */
    const char *const *includes; /* --include: further files for the source to include */
    size_t include_count;
    const char *source; /* how the source includes the file it is made from; NULL: not at all */
    bool all_functions; /* not only derivatives: what --pass writes */
};

/* The derivatives of the module, the static functions that they call, and what both need. The
 * output is a function of the arguments alone, byte for byte. */
void emit_source(const struct ir_module *module, struct src_files *files,
                 const struct emit_options *options, struct text *out);

/* The declarations of the derivatives, each under a comment that says what it does, what it adds to
 * and what it asks of its caller. */
void emit_header(const struct ir_module *module, struct src_files *files,
                 const struct emit_options *options, struct text *out);

#endif
