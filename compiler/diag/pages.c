/* Looking things up in the pages. */
#include "diag/pages.h"

#include "diag/record.h"

#include <string.h>

const char *pages_text(struct arena *arena, const char *name)
{
    for (const struct page *page = pages_all; page->name; page++)
        if (strcmp(page->name, name) == 0)
            return arena_strndup(arena, (const char *)page->data, page->len);
    return NULL;
}

const char *pages_summary(struct arena *arena, const char *name)
{
    const char *text = pages_text(arena, name);
    const char *start = text ? strstr(text, "\n\n") : NULL;
    if (!start)
        return NULL;
    start += strspn(start, "\n");
    const char *end = strstr(start, "\n\n");
    char *summary = arena_strndup(arena, start, end ? (size_t)(end - start) : strlen(start));
    for (char *p = summary; (p = strchr(p, '\n'));)
        *p = p[1] ? ' ' : '\0';
    return summary;
}

void diag_explain(enum diag_id id, struct text *out)
{
    const char *page = pages_text(out->arena, diag_row(id)->name);
    if (page)
        text_add(out, page);
    else
        diag_add_row(out, id);
}
