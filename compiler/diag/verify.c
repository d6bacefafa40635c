/* Matches expectations with messages: each message satisfies at most one expectation. */
#include "diag/verify.h"

#include "diag/record.h"
#include "diag/verify_parse.h"

#include <regex.h>
#include <string.h>

/* A diagnostic or a note that was given. */
struct given {
    enum verify_kind kind;
    struct src_loc loc;
    const char *text;
    bool matched;
};

struct verifier {
    struct diag_engine *engine;
    struct verify_directives directives;
    VEC(struct given) messages;
    struct text report;
    unsigned mismatches;
};

static enum verify_kind kind_of_severity(enum diag_severity severity)
{
    switch (severity) {
    case DIAG_SEVERITY_ERROR:
        return VERIFY_ERROR;
    case DIAG_SEVERITY_WARNING:
        return VERIFY_WARNING;
    default:
        return VERIFY_REMARK;
    }
}

static void add_given(struct verifier *v, enum verify_kind kind, const struct diag_message *m)
{
    vec_push(v->engine->arena, &v->messages,
             (struct given){kind, m->loc, diag_message_text(v->engine->arena, m), false});
}

static void collect_given(struct verifier *v)
{
    for (size_t i = 0; i < v->engine->emitted.len; i++) {
        const struct diag *d = v->engine->emitted.data[i];
        add_given(v, kind_of_severity(d->severity), &d->head);
        for (size_t k = 0; k < d->notes.len; k++)
            add_given(v, VERIFY_NOTE, &d->notes.data[k]);
    }
}

static void add_quoted(struct text *pattern, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr("\\^$.|?*+()[]{}", text[i]))
            text_addc(pattern, '\\');
        text_addc(pattern, text[i]);
    }
}

/* An extended regular expression: what stands inside {{}} as it is, the rest quoted. */
static const char *pattern_of(struct arena *arena, const char *text)
{
    struct text pattern = {.arena = arena};
    while (*text) {
        const char *open = strstr(text, "{{");
        const char *close = open ? strstr(open, "}}") : NULL;
        add_quoted(&pattern, text, close ? (size_t)(open - text) : strlen(text));
        if (!close)
            break;
        text_addf(&pattern, "(%.*s)", (int)(close - open - 2), open + 2);
        text = close + 2;
    }
    return text_string(&pattern);
}

static bool is_candidate(const struct verify_expectation *e, const struct given *m)
{
    return !m->matched && m->kind == e->kind && (!e->file || e->file == m->loc.file) &&
           (!e->line || e->line == m->loc.line);
}

static void match(struct verifier *v, struct verify_expectation *e)
{
    regex_t regex;
    if (e->is_regex &&
        regcomp(&regex, pattern_of(v->engine->arena, e->text), REG_EXTENDED | REG_NOSUB) != 0) {
        verify_add_problem(&v->directives, e->directive, "invalid regular expression");
        return;
    }
    for (size_t i = 0; i < v->messages.len && e->found < e->most; i++) {
        struct given *m = &v->messages.data[i];
        if (is_candidate(e, m) && (e->is_regex ? regexec(&regex, m->text, 0, NULL, 0) == 0
                                               : strstr(m->text, e->text) != NULL)) {
            m->matched = true;
            e->found++;
        }
    }
    if (e->is_regex)
        regfree(&regex);
}

static void report_line(struct verifier *v, struct src_loc loc, const char *text)
{
    text_addf(&v->report, "  ");
    if (loc.file)
        text_addf(&v->report, "File %s ", src_files_path(v->engine->files, loc.file));
    if (loc.line)
        text_addf(&v->report, "Line %u", loc.line);
    else
        text_add(&v->report, "Line *");
    text_addf(&v->report, ": %s\n", text);
    v->mismatches++;
}

static const char *kind_word(enum verify_kind kind)
{
    static const char *const words[] = {"error", "warning", "remark", "note"};
    return words[kind];
}

static void report_heading(struct verifier *v, enum verify_kind kind, const char *what)
{
    size_t length = strcspn(v->directives.prefixes, ",");
    text_addf(&v->report, "error: '%.*s-%s' diagnostics %s:\n", (int)length, v->directives.prefixes,
              kind_word(kind), what);
}

static void report_unseen(struct verifier *v, enum verify_kind kind)
{
    bool first = true;
    for (size_t i = 0; i < v->directives.expectations.len; i++) {
        const struct verify_expectation *e = &v->directives.expectations.data[i];
        if (e->kind != kind || e->found >= e->least)
            continue;
        if (first)
            report_heading(v, kind, "expected but not seen");
        first = false;
        const char *where = e->line == e->directive.line && e->file == e->directive.file
                                ? ""
                                : arena_printf(v->engine->arena, " (directive at %s)",
                                               src_files_describe(v->engine->files, e->directive));
        report_line(v, (struct src_loc){.file = e->file, .line = e->line},
                    arena_printf(v->engine->arena, "%s%s", e->text, where));
    }
}

static void report_unexpected(struct verifier *v, enum verify_kind kind)
{
    bool first = true;
    for (size_t i = 0; i < v->messages.len; i++) {
        const struct given *m = &v->messages.data[i];
        if (m->kind != kind || m->matched)
            continue;
        if (first)
            report_heading(v, kind, "seen but not expected");
        first = false;
        report_line(v, m->loc, m->text);
    }
}

static void report_problems(struct verifier *v)
{
    for (size_t i = 0; i < v->directives.problems.len; i++) {
        const struct verify_problem *p = &v->directives.problems.data[i];
        const char *where = src_files_describe(v->engine->files, p->loc);
        text_addf(&v->report, "%s%serror: -verify directive: %s\n", where, *where ? ": " : "",
                  p->text);
        v->mismatches++;
    }
}

static void read_directives(struct verifier *v)
{
    struct verify_directives *d = &v->directives;
    for (uint32_t file = 1; file <= src_files_count(v->engine->files); file++)
        verify_parse_file(d, file);
    verify_resolve_markers(d);
    if (d->expects_none && d->expectations.len)
        verify_add_problem(d, d->none_directive, "'no-diagnostics' stands beside other directives");
    if (!d->expects_none && !d->expectations.len)
        verify_add_problem(d, (struct src_loc){0},
                           "there is none; for a clean run write 'expected-no-diagnostics'");
}

bool diag_verify(struct diag_engine *engine, const char *prefixes, FILE *stream)
{
    struct verifier v = {.engine = engine, .report = {.arena = engine->arena}};
    v.directives = (struct verify_directives){
        .arena = engine->arena, .files = engine->files, .prefixes = prefixes};
    read_directives(&v);
    collect_given(&v);
    for (size_t i = 0; i < v.directives.expectations.len; i++)
        match(&v, &v.directives.expectations.data[i]);
    report_problems(&v);
    for (int kind = 0; kind < VERIFY_KINDS; kind++) {
        report_unseen(&v, (enum verify_kind)kind);
        report_unexpected(&v, (enum verify_kind)kind);
    }
    if (v.mismatches)
        (void)fprintf(stream, "%s%u mismatch%s.\n", text_string(&v.report), v.mismatches,
                      v.mismatches == 1 ? "" : "es");
    return !v.mismatches;
}
