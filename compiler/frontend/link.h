/* Several units as one program: which name of one is which object of another.
 *
 * Functions and variables with external linkage are bound by name, to the unit that defines them;
 * their types must be the same wherever they are declared. What has internal linkage stays in its
 * unit, under a name that no other unit knows. The output sees what the main unit sees at file
 * scope: of other units it repeats what it needs. */
#ifndef GRADC_FRONTEND_LINK_H
#define GRADC_FRONTEND_LINK_H

#include "frontend/lower.h"
#include "frontend/unit_names.h"

struct binding;

struct link {
    struct arena *arena;
    VEC(struct lower_state *) units; /* the main one first */
    VEC(struct lower_func *) queue;  /* whose bodies are to be lowered */
    struct binding *functions, *variables;
    jmp_buf *recover;                   /* where an error leads */
    struct func_state *lowered;         /* the function whose body is being lowered, or NULL */
    const struct ir_type *complexes[3]; /* from float to long double, as far as they are used */
    VEC(const struct ir_type *) named_records; /* all, from when they get their names */
    VEC(const struct ir_type *) own_records;   /* whose definitions must be written out */
    VEC(const struct ir_type *) own_tags;      /* of these the declarations alone, at least */
};

/* Whether there is more than one unit. */
bool link_has_others(const struct link *link);
void link_destroy(struct link *link);

static inline struct lower_state *link_main(const struct link *link)
{
    return link->units.data[0];
}

/* The function or variable that a declaration with external linkage stands for; NULL where it is
 * the unit's own affair. */
struct lower_func *link_function(struct lower_state *l, CXCursor decl, CXCursor at);
struct ir_global *link_variable(struct lower_state *l, CXCursor decl);

/* Whether some unit gives a declared function its body. */
bool link_defines(struct lower_state *l, CXCursor decl);

/* Whether the files that the output includes declare a function, and define it if it is static. */
bool link_output_has(struct lower_state *l, CXCursor decl, const char *name);

/* The name in the output of something with internal linkage. */
const char *link_static_name(struct lower_state *l, CXCursor decl, const char *name);
/* The name with a number behind it that makes it that of no function and no variable. */
const char *link_unused_name(const struct lower_state *l, const char *name);

/* Whether the output would expand a name of another unit as a macro, one that takes arguments where
 * the name `is_called`. */
bool link_is_macro_of_output(const struct lower_state *l, const char *name, bool is_called);

/* Gives values of other units other names where the main unit's headers make something else of
 * theirs. */
void link_finish_names(struct link *link);

#endif
