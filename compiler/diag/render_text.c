/* Diagnostics as text: "file:line:column: error: ...", with a picture of the line below.
 *
 * The picture copies tabs into the marker line, counts a UTF-8 character once and a wide one
 * twice, so that the caret stands below its character at any tab width. */
#include "diag/record.h"
#include "support/utf8.h"

enum {
    WIDEST_LINE = 240, /* longer lines are cut to a window around the caret */
    WINDOW_BEFORE = 80
};

#define STYLE_PLACE "\033[1m"
#define STYLE_ERROR "\033[1;31m"
#define STYLE_WARNING "\033[1;35m"
#define STYLE_REMARK "\033[1;34m"
#define STYLE_NOTE "\033[1;36m"
#define STYLE_MARK "\033[1;32m"
#define STYLE_OFF "\033[0m"

static const char *style_of(enum diag_severity severity)
{
    static const char *const styles[] = {
        [DIAG_SEVERITY_IGNORED] = STYLE_NOTE,
        [DIAG_SEVERITY_REMARK] = STYLE_REMARK,
        [DIAG_SEVERITY_WARNING] = STYLE_WARNING,
        [DIAG_SEVERITY_ERROR] = STYLE_ERROR,
    };
    return styles[severity];
}

struct renderer {
    struct diag_engine *engine;
    bool colour;
    struct text *out;
};

static void style(const struct renderer *r, const char *code)
{
    if (r->colour)
        text_add(r->out, code);
}

/* One line of source and what is drawn below it: a mark a byte, ' ' for none. */
struct picture {
    struct src_text line;
    size_t from, to; /* the window of bytes shown */
    char *marks;     /* line.len + 1 of them: a caret may stand after the last byte */
};

/* The offset of the character that `column` points at or into. */
static size_t offset_on_line(const struct picture *p, uint32_t column)
{
    size_t offset = column ? column - 1 : 0;
    if (offset >= p->line.len)
        return p->line.len;
    while (offset && utf8_is_continuation(p->line.data[offset]))
        offset--;
    return offset;
}

/* The part of a span that lies on line `loc`; false when there is none. */
static bool clip(const struct picture *p, struct src_loc loc, const struct diag_span *span,
                 size_t *begin, size_t *end)
{
    if (span->begin.file != loc.file || span->begin.line > loc.line || span->end.line < loc.line)
        return false;
    *begin = span->begin.line < loc.line ? 0 : offset_on_line(p, span->begin.column);
    *end = span->end.line > loc.line ? p->line.len : offset_on_line(p, span->end.column);
    return *begin <= *end;
}

static void mark(struct picture *p, struct arena *arena, const struct diag_message *message)
{
    p->marks = arena_alloc(arena, p->line.len + 2, 1);
    memset(p->marks, ' ', p->line.len + 1);
    for (size_t i = 0; i < message->spans.len; i++) {
        const struct diag_span *span = &message->spans.data[i];
        size_t begin, end;
        if (!span->fix && clip(p, message->loc, span, &begin, &end))
            memset(p->marks + begin, '~', end - begin);
    }
    if (message->loc.column <= p->line.len + 1)
        p->marks[offset_on_line(p, message->loc.column)] = '^';
}

static void choose_window(struct picture *p, uint32_t column)
{
    p->from = 0;
    p->to = p->line.len;
    if (p->line.len <= WIDEST_LINE)
        return;
    size_t caret = offset_on_line(p, column);
    p->from = caret > WINDOW_BEFORE ? caret - WINDOW_BEFORE : 0;
    p->to = p->from + WIDEST_LINE < p->line.len ? p->from + WIDEST_LINE : p->line.len;
    while (p->from && utf8_is_continuation(p->line.data[p->from]))
        p->from--;
    while (p->to < p->line.len && utf8_is_continuation(p->line.data[p->to]))
        p->to++;
}

/* Bytes that would upset a terminal are shown as '?'. */
static void draw_source(const struct renderer *r, const struct picture *p)
{
    const char *dots = p->from ? "..." : "";
    text_add(r->out, dots);
    for (size_t i = p->from; i < p->to;) {
        struct utf8_char c = utf8_decode(p->line.data + i, p->to - i);
        if (c.valid && (c.code == '\t' || utf8_is_printable(c.code)))
            text_addn(r->out, p->line.data + i, c.bytes);
        else
            text_addc(r->out, '?');
        i += c.bytes;
    }
    text_add(r->out, p->to < p->line.len ? "...\n" : "\n");
}

/* The room below one character: its first column holds the mark. */
static void draw_below(struct text *out, struct utf8_char c, char mark)
{
    if (c.valid && c.code == '\t') {
        if (mark != ' ')
            text_addc(out, mark);
        text_addc(out, '\t');
        return;
    }
    unsigned width = c.valid && utf8_is_printable(c.code) ? utf8_width(c.code) : 1;
    for (unsigned column = 0; column < width; column++)
        text_addc(out, column == 0 || mark == '~' ? mark : ' ');
}

static void trim_line(struct text *line)
{
    while (line->len && (line->data[line->len - 1] == ' ' || line->data[line->len - 1] == '\t'))
        line->data[--line->len] = '\0';
}

static void draw_styled_line(const struct renderer *r, struct text *line)
{
    trim_line(line);
    if (!line->len)
        return;
    text_add(r->out, "      | ");
    style(r, STYLE_MARK);
    text_addn(r->out, line->data, line->len);
    style(r, STYLE_OFF);
    text_addc(r->out, '\n');
}

static void draw_marks(const struct renderer *r, const struct picture *p)
{
    struct text line = {.arena = r->engine->arena};
    text_add(&line, p->from ? "   " : "");
    for (size_t i = p->from; i < p->to;) {
        struct utf8_char c = utf8_decode(p->line.data + i, p->to - i);
        draw_below(&line, c, p->marks[i]);
        i += c.bytes;
    }
    if (p->to == p->line.len)
        text_addc(&line, p->marks[p->to]);
    draw_styled_line(r, &line);
}

/* What a fix-it puts in, below the place where it goes. */
static void draw_fix(const struct renderer *r, const struct picture *p, struct src_loc loc,
                     const struct diag_span *span)
{
    size_t begin, end;
    if (!span->fix || !clip(p, loc, span, &begin, &end) || begin < p->from || begin > p->to)
        return;
    struct text line = {.arena = r->engine->arena};
    text_add(&line, p->from ? "   " : "");
    for (size_t i = p->from; i < begin;) {
        struct utf8_char c = utf8_decode(p->line.data + i, p->to - i);
        draw_below(&line, c, ' ');
        i += c.bytes;
    }
    text_add(&line, span->fix);
    draw_styled_line(r, &line);
}

static void draw_picture(const struct renderer *r, const struct diag_message *message)
{
    struct picture p = {.line =
                            src_files_line(r->engine->files, message->loc.file, message->loc.line)};
    if (!p.line.data || !message->loc.column)
        return;
    choose_window(&p, message->loc.column);
    mark(&p, r->engine->arena, message);
    text_addf(r->out, "%5u | ", message->loc.line);
    draw_source(r, &p);
    draw_marks(r, &p);
    for (size_t i = 0; i < message->spans.len; i++)
        draw_fix(r, &p, message->loc, &message->spans.data[i]);
}

/* `severity` IGNORED stands for a note. */
static void render_message(const struct renderer *r, const struct diag_message *message,
                           enum diag_severity severity, const char *option)
{
    const char *place = src_files_describe(r->engine->files, message->loc);
    const char *text_style = severity == DIAG_SEVERITY_IGNORED ? "" : STYLE_PLACE;
    if (!*place && severity != DIAG_SEVERITY_IGNORED)
        place = "gradc";
    style(r, STYLE_PLACE);
    text_addf(r->out, "%s%s", place, *place ? ": " : "");
    style(r, style_of(severity));
    text_addf(r->out, "%s: ", diag_severity_word(severity));
    style(r, STYLE_OFF);
    style(r, text_style);
    text_addf(r->out, "%s%s", diag_message_text(r->engine->arena, message), option);
    style(r, *text_style ? STYLE_OFF : "");
    text_addc(r->out, '\n');
    draw_picture(r, message);
}

static const char *option_text(const struct diag *d)
{
    bool hard = diag_is_hard(d->id);
    if (!*d->option || (hard && !d->head.loc.file))
        return "";
    const char *prefix = hard ? "" : d->severity == DIAG_SEVERITY_REMARK ? "-R" : "-W";
    return arena_printf(d->engine->arena, " [%s%s%s]", d->promoted ? "-Werror," : "", prefix,
                        d->option);
}

void diag_render_text(struct diag_engine *engine, const struct diag *d, bool colour,
                      struct text *out)
{
    struct renderer r = {engine, colour, out};
    render_message(&r, &d->head, d->severity, option_text(d));
    for (size_t i = 0; i < d->notes.len; i++)
        render_message(&r, &d->notes.data[i], DIAG_SEVERITY_IGNORED, "");
}
