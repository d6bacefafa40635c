/* Finds comments in C source and reads clang-style directives from them. */
#include "diag/verify_parse.h"

#include <limits.h>
#include <string.h>

/* A stretch of a file, read from the left; `line_start` serves to tell columns. */
struct scan {
    struct verify_directives *into;
    const char *at, *end, *line_start;
    uint32_t file, line;
};

static struct src_loc place(const struct scan *s)
{
    return (struct src_loc){
        .file = s->file, .line = s->line, .column = (uint32_t)(s->at - s->line_start) + 1};
}

static void step(struct scan *s)
{
    if (*s->at++ == '\n') {
        s->line++;
        s->line_start = s->at;
    }
}

static bool looking_at(const struct scan *s, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(s->end - s->at) >= length && memcmp(s->at, text, length) == 0;
}

static bool take(struct scan *s, const char *text)
{
    if (!looking_at(s, text))
        return false;
    for (size_t i = strlen(text); i; i--)
        step(s);
    return true;
}

static bool is_word(char c)
{
    return text_is_identifier(c) || c == '-';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool at_digit(const struct scan *s)
{
    return s->at < s->end && is_digit(*s->at);
}

static void skip_blanks(struct scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
        s->at++;
}

static const char *take_word(struct scan *s)
{
    const char *start = s->at;
    while (s->at < s->end && is_word(*s->at))
        s->at++;
    return arena_strndup(s->into->arena, start, (size_t)(s->at - start));
}

/* Values too large for an unsigned become the largest, which no line or count reaches. */
static unsigned take_number(struct scan *s)
{
    unsigned value = 0;
    for (; at_digit(s); s->at++)
        value = value > (UINT_MAX - 9) / 10 ? UINT_MAX : value * 10 + (unsigned)(*s->at - '0');
    return value;
}

static bool ends_with_path(const char *path, const char *tail)
{
    size_t length = strlen(path), tail_length = strlen(tail);
    if (tail_length > length || strcmp(path + length - tail_length, tail) != 0)
        return false;
    return tail_length == length || path[length - tail_length - 1] == '/';
}

static uint32_t find_file(const struct verify_directives *into, const char *name)
{
    for (uint32_t file = 1; file <= src_files_count(into->files); file++)
        if (ends_with_path(src_files_path(into->files, file), name))
            return file;
    return 0;
}

/* FILE:LINE or FILE:*. */
static bool take_file_place(struct scan *s, struct verify_expectation *e)
{
    const char *start = s->at;
    while (s->at < s->end && *s->at != ':' && *s->at != ' ' && *s->at != '\n')
        s->at++;
    if (s->at == s->end || *s->at != ':' || s->at == start)
        return false;
    const char *name = arena_strndup(s->into->arena, start, (size_t)(s->at - start));
    s->at++;
    e->file = find_file(s->into, name);
    e->line = 0;
    if (take(s, "*"))
        return strcmp(name, "*") == 0 || e->file;
    if (!e->file || !at_digit(s))
        return false;
    e->line = take_number(s);
    return e->line != 0;
}

static bool take_place(struct scan *s, struct verify_expectation *e)
{
    if (!take(s, "@"))
        return true;
    if (take(s, "#")) {
        e->marker = take_word(s);
        return *e->marker != '\0';
    }
    if (looking_at(s, "*") && !looking_at(s, "*:")) {
        s->at++;
        e->file = e->line = 0;
        return true;
    }
    bool plus = looking_at(s, "+"), minus = looking_at(s, "-");
    if (plus || minus)
        s->at++;
    else if (!at_digit(s))
        return take_file_place(s, e);
    if (!at_digit(s))
        return false;
    unsigned number = take_number(s);
    e->line = plus ? e->line + number : minus ? e->line - number : number;
    return e->line != 0 && !(minus && number >= e->directive.line);
}

static bool take_count(struct scan *s, struct verify_expectation *e)
{
    e->least = e->most = 1;
    if (take(s, "+")) {
        e->most = UINT_MAX;
        return true;
    }
    if (!at_digit(s))
        return true;
    e->least = e->most = take_number(s);
    if (take(s, "+")) {
        e->most = UINT_MAX;
    } else if (take(s, "-")) {
        if (!at_digit(s))
            return false;
        e->most = take_number(s);
    }
    return e->most >= e->least && e->most > 0;
}

/* The text between two or more braces and as many closing ones; pairs inside it nest. */
static bool take_text(struct scan *s, struct verify_expectation *e)
{
    char open[16] = "", close[16] = "";
    size_t braces = 0;
    while (s->at < s->end && *s->at == '{' && braces < sizeof open - 1) {
        open[braces] = '{';
        close[braces++] = '}';
        s->at++;
    }
    if (braces < 2)
        return false;
    const char *start = s->at;
    for (unsigned depth = 1; s->at < s->end;) {
        bool closes = looking_at(s, close);
        if (closes && --depth == 0) {
            e->text = arena_strndup(s->into->arena, start, (size_t)(s->at - start));
            return take(s, close);
        }
        if (!closes && !looking_at(s, open)) {
            step(s);
            continue;
        }
        depth += !closes;
        (void)take(s, closes ? close : open);
    }
    return false;
}

/* "error", "error-re", ...; false for words that are no directive. */
static bool kind_of(const char *word, struct verify_expectation *e)
{
    static const char *const words[] = {"error", "warning", "remark", "note"};
    for (size_t i = 0; i < VERIFY_KINDS; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(word, words[i], length) != 0)
            continue;
        e->kind = (enum verify_kind)i;
        e->is_regex = strcmp(word + length, "-re") == 0;
        return e->is_regex || !word[length];
    }
    return false;
}

static void read_expectation(struct scan *s, struct verify_expectation e)
{
    struct verify_directives *into = s->into;
    if (!take_place(s, &e)) {
        verify_add_problem(into, e.directive, "place after '@' is missing or wrong");
        return;
    }
    skip_blanks(s);
    if (!take_count(s, &e)) {
        verify_add_problem(into, e.directive, "count is wrong");
        return;
    }
    skip_blanks(s);
    if (!looking_at(s, "{{"))
        verify_add_problem(into, e.directive, "cannot find start ('{{') of expected text");
    else if (!take_text(s, &e))
        verify_add_problem(into, e.directive, "cannot find end ('}}') of expected text");
    else
        vec_push(into->arena, &into->expectations, e);
}

/* Reads what follows "PREFIX-". */
static void read_directive(struct scan *s, struct src_loc loc)
{
    const char *word = take_word(s);
    struct verify_expectation e = {.directive = loc, .file = loc.file, .line = loc.line};
    if (strcmp(word, "no-diagnostics") == 0) {
        s->into->expects_none = true;
        s->into->none_directive = loc;
    } else if (kind_of(word, &e)) {
        read_expectation(s, e);
    }
}

/* Takes "PREFIX-" of any of the prefixes. */
static bool take_prefix(struct scan *s)
{
    for (const char *p = s->into->prefixes; *p;) {
        size_t length = strcspn(p, ",");
        if ((size_t)(s->end - s->at) > length && memcmp(s->at, p, length) == 0 &&
            s->at[length] == '-') {
            s->at += length + 1;
            return true;
        }
        p += length + (p[length] == ',');
    }
    return false;
}

static void read_marker(struct scan *s)
{
    struct src_loc loc = place(s);
    skip_blanks(s);
    if (!take(s, "#"))
        return;
    const char *name = take_word(s);
    if (*name)
        vec_push(s->into->arena, &s->into->markers, (struct verify_marker){name, loc});
}

/* A comment from after its opening to before its closing. */
static void read_comment(struct scan s)
{
    read_marker(&s);
    for (bool in_word = false; s.at < s.end;) {
        struct src_loc loc = place(&s);
        if (!in_word && take_prefix(&s)) {
            read_directive(&s, loc);
            continue;
        }
        in_word = is_word(*s.at);
        step(&s);
    }
}

static void skip_quoted(struct scan *s, char quote)
{
    for (step(s); s->at < s->end && *s->at != quote && *s->at != '\n'; step(s))
        if (*s->at == '\\' && s->at + 1 < s->end)
            step(s);
    if (s->at < s->end)
        step(s);
}

static bool at_comment_end(const struct scan *s, bool block)
{
    if (block)
        return looking_at(s, "*/");
    return *s->at == '\n' && s->at[-1] != '\\';
}

static void scan_comment(struct scan *s, bool block)
{
    step(s);
    step(s);
    struct scan inside = *s;
    while (s->at < s->end && !at_comment_end(s, block))
        step(s);
    inside.end = s->at;
    read_comment(inside);
    if (block)
        (void)take(s, "*/");
}

void verify_parse_file(struct verify_directives *into, uint32_t file)
{
    struct src_text text = src_files_contents(into->files, file);
    if (!text.data)
        return;
    struct scan s = {into, text.data, text.data + text.len, text.data, file, 1};
    while (s.at < s.end) {
        if (looking_at(&s, "/*") || looking_at(&s, "//"))
            scan_comment(&s, s.at[1] == '*');
        else if (*s.at == '"' || *s.at == '\'')
            skip_quoted(&s, *s.at);
        else
            step(&s);
    }
}

void verify_resolve_markers(struct verify_directives *directives)
{
    for (size_t i = 0; i < directives->expectations.len; i++) {
        struct verify_expectation *e = &directives->expectations.data[i];
        unsigned found = 0;
        for (size_t k = 0; e->marker && k < directives->markers.len; k++) {
            const struct verify_marker *marker = &directives->markers.data[k];
            if (strcmp(marker->name, e->marker) != 0)
                continue;
            found++;
            e->file = marker->loc.file;
            e->line = marker->loc.line;
        }
        if (e->marker && found != 1)
            verify_add_problem(directives, e->directive,
                               found ? "its marker is defined more than once"
                                     : "its marker is not defined");
    }
}

void verify_add_problem(struct verify_directives *into, struct src_loc loc, const char *text)
{
    vec_push(into->arena, &into->problems, (struct verify_problem){loc, text});
}
