/* One parsed translation unit: parsing, clang's own errors, places. */
#ifndef GRADC_FRONTEND_UNIT_H
#define GRADC_FRONTEND_UNIT_H

#include "frontend/cursor.h"
#include "frontend/frontend.h"

struct unit {
    const char *path; /* of its main file, as given */
    struct arena *arena;
    struct diag_engine *diag;
    struct src_files *files;
    CXIndex index;
    CXTranslationUnit handle;
    CXFile main_file;
    /* What libclang's locations hold for the first byte of the main file, and the file's length:
     * they count bytes. The length is 0 when that does not hold. */
    unsigned main_first, main_len;
    uint32_t main_index;
    /* The latest file asked for: most places are in the file of the one before. */
    CXFile cached_file;
    uint32_t cached_index;
};

/* Parses; clang's errors go to the diagnostics engine. False when there were any. The unit must be
 * closed in either case. */
bool unit_open(struct unit *unit, const struct frontend_options *options);
void unit_close(struct unit *unit);

/* Where users would look for it: what a macro makes is placed at the macro's use, and remembers
 * where the macro spells it, unless that is the system's affair. */
struct src_loc unit_location(struct unit *unit, CXSourceLocation location);
/* Where the cursor's text begins. */
struct src_loc unit_begin_location(struct unit *unit, CXCursor cursor);
struct src_loc unit_cursor_location(struct unit *unit, CXCursor cursor);

/* Whether it stands in the file given on the command line, be it through a macro. */
bool unit_in_main_file(const struct unit *unit, CXCursor cursor);

/* Whether a file was found by a name that is relative to the main file's folder. */
bool unit_is_beside_main(const struct unit *unit, CXFile file, const char *name);

/* The main file's length; the bytes between two places of the main file, [begin, end). */
unsigned unit_main_length(const struct unit *unit);
const char *unit_main_text(const struct unit *unit, unsigned begin, unsigned end);

/* Offsets in the file where the cursor begins and ends. */
unsigned unit_begin_offset(CXCursor cursor);
unsigned unit_end_offset(CXCursor cursor);

/* The single token of a number's cursor, wherever it was written; NULL for pasted ones. */
const char *unit_number_token(struct unit *unit, CXCursor cursor);

/* The same where it stands in the main file itself, so that no macro can have changed it; else
 * NULL, as for what goes on in another line. */
const char *unit_plain_number(struct unit *unit, CXCursor cursor);

/* Adds the files that it was made from, its main file first; those that are there already are not
 * added again. */
void unit_inputs(const struct unit *unit, struct frontend_inputs *inputs);

#endif
