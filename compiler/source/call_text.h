/* Arguments of a call as the source spells them. */
#ifndef GRADC_SOURCE_CALL_TEXT_H
#define GRADC_SOURCE_CALL_TEXT_H

#include "source/files.h"

struct call_argument {
    struct src_loc begin, end; /* `end` is behind it */
    struct src_text text;
};

/* Finds argument `index` of the call that begins at `loc`: `name`, perhaps with the suffix f or l,
 * and arguments on the same line. False where the source does not read like that, as in a macro. */
bool call_text_argument(struct src_files *files, struct src_loc loc, const char *name,
                        unsigned index, struct call_argument *argument);

#endif
