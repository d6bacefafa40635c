/* What the page shows, as plain data; private to the room.
 *
 * collect.c fills the lines, paths.c the parameters, data.c writes all of it as JSON. */
#ifndef GRADC_REPORT_MODEL_H
#define GRADC_REPORT_MODEL_H

#include "analysis/interval.h"
#include "analysis/verdicts.h"
#include "report/report.h"

/* From the most to the least worth showing: a line has the first of those of its values. */
enum activity_kind {
#define ACTIVITY(id, name, text) ACTIVITY_##id,
#include "report/activities.def"
    ACTIVITY_COUNT
};

/* A value under its name in the source. To show more of it, add a member here, fill it in add_value
 * of collect.c, write it in value_data of data.c, and give it a row of FACTS in card.js. */
struct report_value {
    size_t index; /* among those of the loss */
    const char *name, *type;
    struct src_loc loc;            /* where it is made */
    struct interval range, widest; /* what it may be, and what its type allows */
    enum activity_kind activity;
    unsigned decisions; /* a set: bit k is enum decision_kind k */
};

struct report_line {
    bool is_used; /* something of the loss is on it */
    enum activity_kind activity;
    unsigned decisions;                /* about a loop that begins here, or values without a name */
    VEC(struct report_value *) values; /* made or used on it */
};

/* The lines of one file, as one loss sees them; line n is at n - 1. */
struct report_sheet {
    uint32_t file;
    struct report_line *lines;
    uint32_t count;
};

enum step_role { STEP_SOURCE, STEP_CALL, STEP_FLOW, STEP_CUT, STEP_SINK };

struct report_step {
    enum step_role role;
    struct src_loc loc;
    const char *text;
};

enum report_verdict {
#define VERDICT(id, name, text) VERDICT_##id,
#include "report/verdicts.def"
    VERDICT_COUNT
};

/* A parameter, or a field of one. */
struct report_parameter {
    const char *name;
    struct src_loc loc;
    enum report_verdict verdict;
    const char *reason; /* why there is no gradient; NULL where there is one */
    VEC(struct report_step) path;
    struct report_parameter *fields;
    size_t field_count;
};

struct report_loss {
    const char *name;
    struct src_loc loc;
    bool is_broken; /* had an error before it could be looked at */
    struct report_parameter *parameters;
    size_t parameter_count;
    VEC(struct report_sheet) sheets;
    VEC(struct report_value *) values;
};

struct report {
    struct arena *arena;
    struct src_files *files;
    VEC(struct report_loss *) losses;
};

/* The line of a place; NULL where the file has no such line. */
struct report_line *report_line_at(const struct report *report, struct report_loss *loss,
                                   struct src_loc loc);

/* Fills the lines of a loss. */
void report_collect_lines(const struct report *report, struct report_loss *loss,
                          const struct loss_flow *flow);

/* Fills the parameters of a loss. */
void report_collect_parameters(const struct report *report, struct report_loss *loss,
                               const struct loss_flow *flow);

/* Appends the data of the page as one JSON object that may stand in a script element. */
void report_print_data(const struct report *report, const struct diag_engine *engine,
                       const char *input, struct text *out);

#endif
