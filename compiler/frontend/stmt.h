/* Statements as a tree that knows how control leaves them. */
#ifndef GRADC_FRONTEND_STMT_H
#define GRADC_FRONTEND_STMT_H

#include "frontend/lower.h"

enum stmt_kind {
    STMT_EXPR,
    STMT_DECL,
    STMT_EMPTY,
    STMT_COMPOUND, /* any number of kids */
    STMT_BLOCK,    /* any number of kids, which `goto label` leaves */
    STMT_REPEAT,   /* the same, which begin again then */
    STMT_IF,       /* then, and maybe else */
    STMT_FOR,      /* body; so also the next two */
    STMT_WHILE,
    STMT_DO,
    STMT_SWITCH, /* the statements of its groups; see `groups` */
    STMT_RETURN,
    STMT_BREAK,
    STMT_CONTINUE,
    STMT_GOTO,
};

/* Ways of leaving a statement other than at its end: these, and one for each label. */
enum { STMT_BREAKS = 1, STMT_CONTINUES = 2, STMT_RETURNS = 4, STMT_FIRST_LABEL = 8 };

struct stmt;

struct stmts {
    struct stmt **data;
    size_t len, cap;
};

/* A case label: a value or a range. */
struct stmt_label {
    CXCursor low, high; /* high is null for a single value */
};

/* Statements of a switch behind the same labels. */
struct stmt_group {
    VEC(struct stmt_label) labels;
    bool is_default;
    struct stmts stmts;
    bool runs_on; /* into the next group */
};

struct stmt {
    enum stmt_kind kind;
    CXCursor cursor;
    CXCursor condition, init, increment; /* null cursors where there are none */
    struct stmts kids;
    VEC(struct stmt_group *) groups; /* SWITCH */
    struct stmts heads;              /* SWITCH: declarations before the first label */
    struct label *label;             /* BLOCK, REPEAT, GOTO */
    unsigned exits;                  /* STMT_BREAKS... that lead out of this statement */
    bool completes;                  /* control may reach its end */
};

/* Builds the tree of a function's body or of a statement expression; refuses what has no structure
 * (goto into a block, asm, ...). */
struct stmt *stmt_build_tree(struct lower_state *l, CXCursor cursor, bool is_expr);

/* For the builder (stmt_tree.c). */
struct stmt *stmt_new(struct lower_state *l, enum stmt_kind kind, CXCursor cursor);
/* How control leaves a sequence: what follows a statement that does not complete is dead. */
void stmt_summarise(struct stmts list, unsigned *exits, bool *completes);

/* Labels while a tree is built (label.c). Those of the statements from `from` on, up to the next
 * case label, may be jumped to until they are reached; returns what closes them again. */
size_t stmt_labels_open(struct lower_state *l, struct cursors list, size_t from);
/* The same for the labels of one statement; for one label, to which the statements that are built
 * next may jump back. */
void stmt_labels_open_of(struct lower_state *l, CXCursor stmt);
struct label *stmt_label_open(struct lower_state *l, CXCursor decl);
void stmt_labels_close(struct lower_state *l, size_t outer);
/* Ends the blocks of the labels that `stmt` has; `list` holds the statements before it. */
void stmt_labels_reach(struct lower_state *l, struct stmts *list, CXCursor stmt);
/* From here on a goto to the label goes backward. */
void stmt_label_pass(struct lower_state *l, CXCursor label);
/* The statement behind a label. */
CXCursor stmt_labelled(struct lower_state *l, CXCursor label);
/* What a goto goes to; refuses those that are no early exit. */
struct label *stmt_label_of(struct lower_state *l, CXCursor jump);

/* Backward jumps (repeat.c). By index of a statement in its block: */
struct repeat {
    size_t end; /* of the statements that begin again, and one more; 0: it starts no such loop */
    CXCursor label; /* of the statement, which is jumped back to */
};
struct repeat *stmt_repeats_find(struct lower_state *l, struct cursors kids);

/* Finds the parts of a `for`: which of them there are is not exposed by libclang. */
void stmt_for_parts(struct lower_state *l, struct stmt *stmt, struct cursors kids);

/* Lowers a statement where the builder stands. */
void stmt_lower(struct lower_state *l, struct stmt *stmt);
void stmt_lower_list(struct lower_state *l, struct stmt **stmts, size_t count);
/* Declares the variables of statements, those of blocks among them included, that may be jumped
 * over. */
void stmt_declare_early(struct lower_state *l, struct stmts stmts);
/* Loops and switches. */
void stmt_lower_repeat(struct lower_state *l, const struct stmt *stmt);
void stmt_lower_loop(struct lower_state *l, struct stmt *stmt);
void stmt_lower_switch(struct lower_state *l, struct stmt *stmt);

/* Flags (flag.c). */
struct flag *stmt_flag_create(struct lower_state *l, const char *name);
void stmt_flag_set(struct lower_state *l, struct flag *flag, bool value);
struct ir_value *stmt_flag_read(struct lower_state *l, struct flag *flag);
/* Removes a flag that nobody has read. */
void stmt_flag_finish(struct flag *flag);
/* Whether control has left in one of the given ways; at least one. */
struct ir_value *stmt_has_left(struct lower_state *l, unsigned exits);

/* Enters and leaves what `break` and `continue` refer to; flags are made for the given exits. */
void stmt_push_target(struct lower_state *l, struct target *target, unsigned exits, bool is_loop);
void stmt_pop_target(struct lower_state *l);

#endif
