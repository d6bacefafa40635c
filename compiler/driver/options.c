/* Reads the command line: each argument is matched with the longest spelling that fits. */
#include "driver/options.h"

#include "diff/modes.h"
#include "support/fault.h"
#include "support/spelling.h"

#include <stdlib.h>
#include <string.h>

enum form { PLAIN, JOINED, MAYBE, SEPARATE, PREFIX };
enum store {
    STORE_FLAG,
    STORE_TEXT,
    STORE_LIST,
    STORE_PATHS,
    STORE_CLANG,
    STORE_DIAG,
    STORE_NOTHING
};

/* Where the value of an option goes; options without a member have the offset 0. */
#define OFFSET_FLAG(id) offsetof(struct options, id)
#define OFFSET_TEXT(id) offsetof(struct options, id)
#define OFFSET_LIST(id) offsetof(struct options, id)
#define OFFSET_PATHS(id) offsetof(struct options, id)
#define OFFSET_CLANG(id) 0
#define OFFSET_DIAG(id) 0
#define OFFSET_NOTHING(id) 0

struct row {
    const char *spelling; /* NULL: a heading, whose title is in `help` */
    enum form form;
    enum store store;
    size_t offset;
    const char *metavar, *help;
};

static const struct row rows[] = {
#define OPTION_GROUP(title) {NULL, PLAIN, STORE_NOTHING, 0, NULL, title},
#define OPTION(id, spelling, form, store, metavar, help)                                           \
    {spelling, form, STORE_##store, OFFSET_##store(id), metavar, help},
#include "driver/options.def"
};

enum { ROW_COUNT = sizeof rows / sizeof *rows, HELP_COLUMN = 31 };

struct reader {
    struct options *options;
    struct diag_engine *engine;
    struct text *error;
    char **at, **end;
};

static bool fits(const struct row *row, const char *argument)
{
    size_t length = strlen(row->spelling);
    if (strncmp(argument, row->spelling, length) != 0)
        return false;
    switch (row->form) {
    case PLAIN:
        return !argument[length];
    case MAYBE:
        return !argument[length] || argument[length] == '=';
    case JOINED:
    case SEPARATE:
    case PREFIX:
        return true;
    }
    GRADC_UNREACHABLE("form");
}

static const struct row *find(const char *argument)
{
    const struct row *best = NULL;
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].spelling && fits(&rows[i], argument) &&
            (!best || strlen(rows[i].spelling) > strlen(best->spelling)))
            best = &rows[i];
    return best;
}

static void add_name(struct reader *r, struct name_list *list, const char *name, size_t length)
{
    char *copy = arena_strndup(r->error->arena, name, length);
    vec_push(r->error->arena, list, copy);
}

/* Every part between commas must be a name. */
static bool add_names(struct reader *r, struct name_list *list, const char *argument,
                      const char *value)
{
    for (;;) {
        size_t length = strcspn(value, ",");
        if (!length) {
            text_addf(r->error, "'%s' holds an empty name", argument);
            return false;
        }
        add_name(r, list, value, length);
        if (!value[length])
            return true;
        value += length + 1;
    }
}

static bool store_diag(struct reader *r, const char *argument)
{
    if (diag_flag(r->engine, argument))
        return true;
    text_addf(r->error, "'%s' is not a valid flag", argument);
    return false;
}

/* clang gets the spelling and the value as one argument, or as two where they were two. */
static void store_clang(struct reader *r, const char *argument, const char *separate)
{
    add_name(r, &r->options->clang, argument, strlen(argument));
    if (separate)
        add_name(r, &r->options->clang, separate, strlen(separate));
}

static bool store(struct reader *r, const struct row *row, const char *argument, const char *value)
{
    void *member = (char *)r->options + row->offset;
    switch (row->store) {
    case STORE_FLAG:
        *(bool *)member = true;
        return true;
    case STORE_TEXT:
        *(const char **)member = value;
        return true;
    case STORE_LIST:
        return add_names(r, member, argument, value);
    case STORE_PATHS:
        add_name(r, member, value, strlen(value));
        return true;
    case STORE_CLANG:
        store_clang(r, argument,
                    row->form == SEPARATE && strcmp(argument, row->spelling) == 0 ? value : NULL);
        return true;
    case STORE_DIAG:
        return store_diag(r, argument);
    case STORE_NOTHING:
        return true;
    }
    GRADC_UNREACHABLE("store");
}

/* The value of an option as its form says; NULL when it is missing. */
static const char *value_of(struct reader *r, const struct row *row, const char *argument)
{
    const char *rest = argument + strlen(row->spelling);
    if (row->form == JOINED || (row->form == SEPARATE && *rest))
        return *rest ? rest : NULL;
    if (row->form == SEPARATE)
        return r->at < r->end ? *r->at++ : NULL;
    return *rest == '=' ? rest + 1 : rest;
}

static void add_suggestion(struct reader *r, const char *nearest)
{
    if (nearest)
        text_addf(r->error, "; did you mean '%s'?", nearest);
}

static bool report_unknown(struct reader *r, const char *argument)
{
    struct spelling spelling = {.word = argument};
    size_t name = strcspn(argument, "=");
    if (argument[name])
        spelling.word = arena_strndup(r->error->arena, argument, name + 1);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].spelling && rows[i].help)
            spelling_offer(&spelling, rows[i].spelling);
    text_addf(r->error, "unknown option '%s'", argument);
    add_suggestion(r, spelling.best);
    return false;
}

static bool take_input(struct reader *r, const char *argument)
{
    if (r->options->input) {
        text_addf(r->error, "more than one input: '%s' and '%s'", r->options->input, argument);
        return false;
    }
    r->options->input = argument;
    return true;
}

static bool take_argument(struct reader *r)
{
    const char *argument = *r->at++;
    if (argument[0] != '-' || !argument[1])
        return take_input(r, argument);
    const struct row *row = find(argument);
    if (!row)
        return report_unknown(r, argument);
    const char *value = value_of(r, row, argument);
    if (!value) {
        text_addf(r->error, "'%s' needs a value", argument);
        return false;
    }
    return store(r, row, argument, value);
}

static bool is_one_of(struct reader *r, const char *option, const char *value,
                      const char *const *allowed)
{
    struct spelling spelling = {.word = value ? value : ""};
    for (; value && *allowed; allowed++) {
        if (strcmp(value, *allowed) == 0)
            return true;
        spelling_offer(&spelling, *allowed);
    }
    if (!value)
        return true;
    text_addf(r->error, "unknown value in '%s%s'", option, value);
    add_suggestion(r, spelling.best);
    return false;
}

/* Whether it is "FORMAT:FILE", with a format that is not for people. */
static bool is_report(const char *value)
{
    size_t length = strcspn(value, ":");
    enum diag_format format = diag_format_find(value, length);
    return format != DIAG_FORMAT_TEXT && format != DIAG_FORMAT_COUNT && value[length] &&
           value[length + 1];
}

static bool check_formats(struct reader *r)
{
    const struct options *o = r->options;
    const char *formats[DIAG_FORMAT_COUNT + 1] = {NULL};
    for (unsigned i = 0; i < DIAG_FORMAT_COUNT; i++)
        formats[i] = diag_format_name((enum diag_format)i);
    for (size_t i = 0; i < o->add_output.len; i++) {
        if (is_report(o->add_output.data[i]))
            continue;
        text_addf(r->error, "'-fdiagnostics-add-output=%s' is no json:FILE or sarif:FILE",
                  o->add_output.data[i]);
        return false;
    }
    return is_one_of(r, "-fdiagnostics-format=", o->format, formats);
}

static bool check_information(struct reader *r)
{
    static const char *const catalogues[] = {"", "json", NULL};
    const struct options *o = r->options;
    const char *nearest = NULL;
    if (o->explain && diag_find(o->explain, &nearest) == DIAG_COUNT) {
        text_addf(r->error, "unknown diagnostic '%s'", o->explain);
        add_suggestion(r, nearest);
        return false;
    }
    return is_one_of(r, "--print-diagnostics=", o->print_diagnostics, catalogues);
}

static bool check_modes(struct reader *r)
{
    const char *names[8] = {NULL};
    for (size_t i = 0; i + 1 < sizeof names / sizeof *names; i++)
        names[i] = diff_mode_name(i);
    for (size_t i = 0; i < r->options->mode.len; i++)
        if (!is_one_of(r, "--mode=", r->options->mode.data[i], names))
            return false;
    return true;
}

static bool check_width(struct reader *r)
{
    if (options_width(r->options))
        return true;
    text_addf(r->error, "'--width=%s' is no number from 1 to %d", r->options->width,
              DENSE_MAX_WIDTH);
    return false;
}

static bool check_matrices(struct reader *r)
{
    static const char *const directions[] = {"auto", "forward", "reverse", NULL};
    return is_one_of(r, "--direction=", r->options->direction, directions) && check_width(r);
}

static bool check_together(struct reader *r)
{
    static const char *const strategies[] = {"auto", "store", "replay", NULL};
    static const char *const tapes[] = {"own", NULL};
    const struct options *o = r->options;
    if (!check_information(r))
        return false;
    if (options_want_information(o))
        return true;
    const char *wrong = !o->input                                   ? "no input file"
                        : o->dep_file && !o->dep_on && !o->dep_user ? "-MF needs -MD"
                        : o->of && !o->loss.len                     ? "--of= needs --loss="
                        : o->wrt.len && !o->loss.len                ? "--wrt= needs --loss="
                        : o->with.len && o->from_ir ? "--with= names C files, not printed IR"
                                                    : NULL;
    if (wrong) {
        text_add(r->error, wrong);
        return false;
    }
    return is_one_of(r, "--strategy=", o->strategy, strategies) &&
           is_one_of(r, "--tape=", o->tape, tapes) && check_formats(r) && check_modes(r) &&
           check_matrices(r);
}

bool options_read(struct options *options, int argc, char **argv, struct diag_engine *engine,
                  struct text *error)
{
    struct reader r = {options, engine, error, argv, argv + argc};
    while (r.at < r.end)
        if (!take_argument(&r))
            return false;
    return check_together(&r);
}

unsigned options_width(const struct options *options)
{
    if (!options->width)
        return DENSE_WIDTH;
    char *end;
    unsigned long value = strtoul(options->width, &end, 10);
    return *end || value > DENSE_MAX_WIDTH ? 0 : (unsigned)value;
}

bool options_want_information(const struct options *options)
{
    return options->help || options->version || options->explain || options->print_diagnostics;
}

static void add_row(struct text *out, const struct row *row)
{
    const char *metavar = row->metavar ? row->metavar : "";
    const char *before = "", *after = "";
    if (row->form == MAYBE) {
        before = "[=";
        after = "]";
    } else if (row->form == SEPARATE && row->metavar) {
        before = " ";
    }
    size_t start = out->len;
    text_addf(out, "  %s%s%s%s", row->spelling, before, metavar, after);
    int width = (int)(out->len - start);
    if (width >= HELP_COLUMN - 1) {
        text_addc(out, '\n');
        width = 0;
    }
    text_addf(out, "%*s%s\n", HELP_COLUMN - width, "", row->help);
}

void options_add_help(struct text *out)
{
    text_add(out,
             "usage: gradc [options] FILE.c [compiler flags]\n\n"
             "Writes FILE.grad.c and FILE.grad.h, which compute the gradients of the functions\n"
             "in FILE.c that are marked GRADC_LOSS.\n");
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!rows[i].spelling)
            text_addf(out, "\n%s:\n", rows[i].help);
        else if (rows[i].help)
            add_row(out, &rows[i]);
    }
    text_add(out,
             "\nExit status: 0 output written; 1 errors; 2 bad command line or unreadable input;"
             "\n70 a fault of gradc's own.\n");
}
