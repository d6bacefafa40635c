/* Maps more than is asked for, and gives back what lies outside the aligned part. */
#include "support/pages.h"

#include <stdint.h>
#include <sys/mman.h>

void *pages_alloc(size_t size)
{
    if (size > SIZE_MAX - PAGES_UNIT)
        return NULL;
    unsigned char *mapped =
        mmap(NULL, size + PAGES_UNIT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        return NULL;
    size_t before = (size_t)-(uintptr_t)mapped % PAGES_UNIT;
    if (before)
        (void)munmap(mapped, before);
    (void)munmap(mapped + before + size, PAGES_UNIT - before);
#ifdef MADV_HUGEPAGE
    (void)madvise(mapped + before, size, MADV_HUGEPAGE);
#endif
    return mapped + before;
}

void pages_free(void *pages, size_t size)
{
    (void)munmap(pages, size);
}
