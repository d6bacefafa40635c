/* Counts parentheses; literals and comments with parentheses or commas in them are not understood,
 * and such a call is not found. */
#include "source/call_text.h"

#include <string.h>

struct scanner {
    const char *at, *end;
};

static void skip_blanks(struct scanner *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
        s->at++;
}

/* Moves to the comma or parenthesis that ends an argument; false when there is none. */
static bool skip_argument(struct scanner *s)
{
    for (unsigned depth = 0; s->at < s->end; s->at++) {
        char c = *s->at;
        bool is_comment = c == '/' && s->at + 1 < s->end && strchr("/*", s->at[1]);
        if (c == '\0' || c == '"' || c == '\'' || is_comment)
            return false;
        if (depth == 0 && (c == ',' || c == ')'))
            return true;
        if (strchr("([{", c))
            depth++;
        if (strchr(")]}", c) && depth-- == 0)
            return false;
    }
    return false;
}

static bool take(struct scanner *s, char c)
{
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* Moves behind "name(", "namef(" or "namel(". */
static bool skip_name(struct scanner *s, const char *name)
{
    size_t length = strlen(name);
    if ((size_t)(s->end - s->at) <= length || strncmp(s->at, name, length) != 0)
        return false;
    s->at += length;
    if (*s->at == 'f' || *s->at == 'l')
        s->at++;
    skip_blanks(s);
    return take(s, '(');
}

bool call_text_argument(struct src_files *files, struct src_loc loc, const char *name,
                        unsigned index, struct call_argument *argument)
{
    struct src_text line = src_files_line(files, loc.file, loc.line);
    if (!line.data || loc.column == 0 || loc.column > line.len)
        return false;
    struct scanner s = {line.data + loc.column - 1, line.data + line.len};
    if (!skip_name(&s, name))
        return false;
    for (unsigned i = 0; i < index; i++)
        if (!skip_argument(&s) || !take(&s, ','))
            return false;
    skip_blanks(&s);
    const char *begin = s.at;
    if (!skip_argument(&s))
        return false;
    while (s.at > begin && (s.at[-1] == ' ' || s.at[-1] == '\t'))
        s.at--;
    argument->text = (struct src_text){begin, (size_t)(s.at - begin)};
    argument->begin = argument->end = loc;
    argument->begin.column = (uint32_t)(begin - line.data) + 1;
    argument->end.column = argument->begin.column + (uint32_t)argument->text.len;
    return s.at > begin;
}
