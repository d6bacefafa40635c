/* The stretch of source that a message or a fix-it is about, for renderers that tell where it ends.
 */
#ifndef GRADC_DIAG_REGION_H
#define GRADC_DIAG_REGION_H

#include "diag/record.h"

/* Places are [begin, end), and `first` to before `last` the same in bytes of the file. When the
 * file cannot be read, only `begin` is told and `known` is false. */
struct diag_region {
    struct src_loc begin, end;
    size_t first, last;
    bool known;
};

/* What is underlined at the place of a message, else the word or character there. */
struct diag_region diag_region_of_message(struct src_files *files,
                                          const struct diag_message *message);

struct diag_region diag_region_of_span(struct src_files *files, const struct diag_span *span);

/* The column of a place counted in characters instead of bytes, as far as the line can be read. */
uint32_t diag_character_column(struct src_files *files, struct src_loc loc);

#endif
