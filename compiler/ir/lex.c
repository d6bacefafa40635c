/* Splitting the printed form into tokens. Any bytes are safe; what is no token is an error. */
#include "ir/lex.h"

#include "support/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ir_lex_fail(struct ir_lexer *lexer, const char *format, ...)
{
    if (!lexer->failed) {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(lexer->error->message, sizeof lexer->error->message, format, args);
        va_end(args);
        lexer->error->line = lexer->token.line;
        lexer->error->column = lexer->token.column;
    }
    lexer->failed = true;
    lexer->token.kind = IR_TOKEN_END;
    lexer->token.text = "";
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

static bool is_name(char c)
{
    return is_letter(c) || is_digit(c) || c == '.';
}

static char step(struct ir_lexer *lexer)
{
    char c = *lexer->next++;
    lexer->column++;
    if (c == '\n') {
        lexer->line++;
        lexer->column = 1;
    }
    return c;
}

static void skip_blanks(struct ir_lexer *lexer)
{
    for (;;) {
        char c = *lexer->next;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            step(lexer);
        } else if (c == '/' && lexer->next[1] == '/') {
            while (*lexer->next && *lexer->next != '\n')
                step(lexer);
        } else {
            return;
        }
    }
}

static void take_name(struct ir_lexer *lexer, enum ir_token_kind kind)
{
    const char *start = lexer->next;
    while (is_name(*lexer->next))
        step(lexer);
    lexer->token.kind = kind;
    lexer->token.text = arena_strndup(lexer->arena, start, (size_t)(lexer->next - start));
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character after a backslash; 0 when there is no such escape. */
static char take_escape(struct ir_lexer *lexer)
{
    char c = step(lexer);
    if (c == '"' || c == '\\')
        return c;
    if (c == 'n')
        return '\n';
    int high = c == 'x' ? hex_digit(lexer->next[0]) : -1;
    int low = high >= 0 ? hex_digit(lexer->next[1]) : -1;
    if (low < 0)
        return '\0';
    step(lexer);
    step(lexer);
    return (char)(high * 16 + low);
}

static void take_string(struct ir_lexer *lexer, enum ir_token_kind kind)
{
    struct text text = {.arena = lexer->arena};
    step(lexer);
    while (*lexer->next != '"') {
        char c = *lexer->next ? step(lexer) : '\0';
        if (c == '\\')
            c = *lexer->next ? take_escape(lexer) : '\0';
        if (!c) {
            ir_lex_fail(lexer, "unfinished string or unknown escape");
            return;
        }
        text_addc(&text, c);
    }
    step(lexer);
    lexer->token.kind = kind;
    lexer->token.text = text_string(&text);
}

static void take_number(struct ir_lexer *lexer, enum ir_token_kind kind)
{
    const char *start = lexer->next;
    for (char last = '\0'; is_name(*lexer->next) || ((*lexer->next == '-' || *lexer->next == '+') &&
                                                     (!last || strchr("eEpP", last)));)
        last = step(lexer);
    lexer->token.kind = kind;
    lexer->token.text = arena_strndup(lexer->arena, start, (size_t)(lexer->next - start));
}

static uint32_t take_place_part(struct ir_lexer *lexer)
{
    unsigned long long value = 0;
    if (!is_digit(*lexer->next))
        ir_lex_fail(lexer, "malformed place, expected @file:line:column");
    while (is_digit(*lexer->next) && value <= UINT32_MAX)
        value = value * 10 + (unsigned long long)(step(lexer) - '0');
    if (value > UINT32_MAX)
        ir_lex_fail(lexer, "number out of range in place");
    return (uint32_t)value;
}

static void take_place(struct ir_lexer *lexer)
{
    uint32_t parts[3] = {0};
    for (int i = 0; i < 3 && !lexer->failed; i++) {
        parts[i] = take_place_part(lexer);
        if (i < 2 && *lexer->next == ':')
            step(lexer);
        else if (i < 2)
            ir_lex_fail(lexer, "malformed place, expected @file:line:column");
    }
    if (lexer->failed)
        return;
    lexer->token.kind = IR_TOKEN_PLACE;
    lexer->token.place = (struct src_loc){.file = parts[0], .line = parts[1], .column = parts[2]};
}

static void take_sigil(struct ir_lexer *lexer, enum ir_token_kind kind)
{
    step(lexer);
    if (*lexer->next == '"')
        take_string(lexer, kind);
    else if (kind == IR_TOKEN_SYMBOL && is_digit(*lexer->next))
        take_place(lexer);
    else if (is_name(*lexer->next))
        take_name(lexer, kind);
    else
        ir_lex_fail(lexer, "expected a name");
}

static void take_punct(struct ir_lexer *lexer)
{
    char c = *lexer->next;
    if (!c || !strchr("(){}[]<>,:=-", c)) {
        ir_lex_fail(lexer, "unexpected character");
        return;
    }
    step(lexer);
    lexer->token.kind = IR_TOKEN_PUNCT;
    lexer->token.punct = c;
}

void ir_lex_advance(struct ir_lexer *lexer)
{
    if (lexer->failed)
        return;
    skip_blanks(lexer);
    lexer->token = (struct ir_token){.kind = IR_TOKEN_END, .text = ""};
    lexer->token.line = lexer->line;
    lexer->token.column = lexer->column;
    char c = *lexer->next;
    if (!c)
        return;
    if (c == '%')
        take_sigil(lexer, IR_TOKEN_VALUE);
    else if (c == '@')
        take_sigil(lexer, IR_TOKEN_SYMBOL);
    else if (c == '.')
        take_sigil(lexer, IR_TOKEN_FIELD);
    else if (c == '#')
        take_sigil(lexer, IR_TOKEN_INDEX);
    else if (c == '"')
        take_string(lexer, IR_TOKEN_STRING);
    else if (is_digit(c) || (c == '-' && is_name(lexer->next[1])))
        take_number(lexer, IR_TOKEN_NUMBER);
    else if (is_letter(c))
        take_name(lexer, IR_TOKEN_WORD);
    else
        take_punct(lexer);
}

void ir_lex_start(struct ir_lexer *lexer, const char *text)
{
    lexer->next = text;
    lexer->line = lexer->column = 1;
    ir_lex_advance(lexer);
}

bool ir_lex_is(const struct ir_lexer *lexer, char punct)
{
    return lexer->token.kind == IR_TOKEN_PUNCT && lexer->token.punct == punct;
}

bool ir_lex_is_word(const struct ir_lexer *lexer, const char *word)
{
    return lexer->token.kind == IR_TOKEN_WORD && strcmp(lexer->token.text, word) == 0;
}

bool ir_lex_accept(struct ir_lexer *lexer, char punct)
{
    bool found = ir_lex_is(lexer, punct);
    if (found)
        ir_lex_advance(lexer);
    return found;
}

bool ir_lex_accept_word(struct ir_lexer *lexer, const char *word)
{
    bool found = ir_lex_is_word(lexer, word);
    if (found)
        ir_lex_advance(lexer);
    return found;
}

void ir_lex_expect(struct ir_lexer *lexer, char punct)
{
    if (!ir_lex_accept(lexer, punct))
        ir_lex_fail(lexer, "expected '%c'", punct);
}

const char *ir_lex_take(struct ir_lexer *lexer, enum ir_token_kind kind, const char *what)
{
    if (lexer->token.kind != kind) {
        ir_lex_fail(lexer, "expected %s", what);
        return "";
    }
    const char *text = lexer->token.text;
    ir_lex_advance(lexer);
    return text;
}
