/* The directives of -verify, as read from comments. */
#ifndef GRADC_DIAG_VERIFY_PARSE_H
#define GRADC_DIAG_VERIFY_PARSE_H

#include "diag/diag.h"
#include "support/vec.h"

enum verify_kind { VERIFY_ERROR, VERIFY_WARNING, VERIFY_REMARK, VERIFY_NOTE, VERIFY_KINDS };

/* What one directive expects. */
struct verify_expectation {
    enum verify_kind kind;
    bool is_regex;
    struct src_loc directive;
    uint32_t file, line;  /* 0 for any */
    const char *marker;   /* until resolved: the name after '#', else NULL */
    unsigned least, most; /* how often */
    unsigned found;
    const char *text;
};

struct verify_marker {
    const char *name;
    struct src_loc loc;
};

/* Something wrong with a directive itself. */
struct verify_problem {
    struct src_loc loc;
    const char *text;
};

struct verify_directives {
    struct arena *arena;
    struct src_files *files;
    const char *prefixes;
    VEC(struct verify_expectation) expectations;
    VEC(struct verify_marker) markers;
    VEC(struct verify_problem) problems;
    bool expects_none;
    struct src_loc none_directive;
};

/* Adds the directives in the comments of `file`. */
void verify_parse_file(struct verify_directives *into, uint32_t file);

/* Gives every expectation at a marker its line; to be called after the last file. */
void verify_resolve_markers(struct verify_directives *directives);

void verify_add_problem(struct verify_directives *into, struct src_loc loc, const char *text);

#endif
