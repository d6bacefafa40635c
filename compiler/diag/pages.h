/* The pages of docs/diagnostics, which the build puts into the binary. */
#ifndef GRADC_DIAG_PAGES_H
#define GRADC_DIAG_PAGES_H

#include "support/arena.h"

#include <stddef.h>

struct page {
    const char *name; /* of the file, without ".md" */
    const unsigned char *data;
    size_t len;
};

/* Written by compiler/cmake/EmbedPages.cmake; ends with a row without a name. */
extern const struct page pages_all[];

/* The text of a page; NULL when there is none. */
const char *pages_text(struct arena *arena, const char *name);

/* Its first paragraph below the heading, on one line; NULL likewise. */
const char *pages_summary(struct arena *arena, const char *name);

#endif
