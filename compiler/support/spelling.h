/* "Did you mean": the nearest of a set of names to a misspelt one. */
#ifndef GRADC_SUPPORT_SPELLING_H
#define GRADC_SUPPORT_SPELLING_H

/* Begin with `struct spelling s = {.word = "typed"};`, offer every candidate, then read `best`:
 * the nearest candidate, the first among equals, or NULL when none is near enough to be meant. */
struct spelling {
    const char *word;
    const char *best;
    unsigned distance; /* of `best` */
};

void spelling_offer(struct spelling *spelling, const char *candidate);

#endif
