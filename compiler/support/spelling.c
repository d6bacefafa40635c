/* Edit distance (Levenshtein's, with swaps of neighbours counted once), a row at a time. */
#include "support/spelling.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 64 };

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

static unsigned distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    unsigned rows[3][LONGEST + 1];
    for (unsigned j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_len; j++) {
            unsigned change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(above[j] + 1, row[j - 1] + 1, change);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && two_above[j - 2] + 1 < row[j])
                row[j] = two_above[j - 2] + 1;
        }
    }
    return rows[a_len % 3][b_len];
}

void spelling_offer(struct spelling *spelling, const char *candidate)
{
    size_t word_len = strlen(spelling->word), len = strlen(candidate);
    if (word_len > LONGEST || len > LONGEST)
        return;
    unsigned d = distance(spelling->word, word_len, candidate, len);
    unsigned allowed = (unsigned)(word_len + 2) / 3;
    if (d <= allowed && d < len && (!spelling->best || d < spelling->distance)) {
        spelling->best = candidate;
        spelling->distance = d;
    }
}
