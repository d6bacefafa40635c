/* Zeroed memory straight from the system, for blocks of megabytes. */
#ifndef GRADC_SUPPORT_PAGES_H
#define GRADC_SUPPORT_PAGES_H

#include <stddef.h>

enum { PAGES_UNIT = 1 << 21 };

/* `size` bytes, a multiple of PAGES_UNIT, aligned to it; NULL when there is no memory. In large
 * pages where the system has them: to touch the pages of a large unit's IR for the first time would
 * else take as long as a tenth of the work on it. */
void *pages_alloc(size_t size);
void pages_free(void *pages, size_t size);

#endif
