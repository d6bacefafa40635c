/* Tokens of the printed form of the IR. */
#ifndef GRADC_IR_LEX_H
#define GRADC_IR_LEX_H

#include "ir/read.h"
#include "source/location.h"
#include "support/arena.h"

enum ir_token_kind {
    IR_TOKEN_END, /* also after an error */
    IR_TOKEN_WORD,
    IR_TOKEN_NUMBER,
    IR_TOKEN_STRING, /* "..." with escapes resolved */
    IR_TOKEN_VALUE,  /* %name */
    IR_TOKEN_SYMBOL, /* @name */
    IR_TOKEN_FIELD,  /* .name */
    IR_TOKEN_INDEX,  /* #12 */
    IR_TOKEN_PLACE,  /* @1:2:3 */
    IR_TOKEN_PUNCT,  /* one character; '>' of "->" is kept apart as '-' */
};

struct ir_token {
    enum ir_token_kind kind;
    const char *text; /* without sigil and quotes; in the arena */
    char punct;
    struct src_loc place;
    unsigned line, column;
};

/* A reader of tokens with one token of lookahead, `token`. */
struct ir_lexer {
    struct arena *arena;
    const char *next;
    unsigned line, column;
    struct ir_token token;
    bool failed;
    struct ir_read_error *error;
};

void ir_lex_start(struct ir_lexer *lexer, const char *text);
void ir_lex_advance(struct ir_lexer *lexer);
/* Reports an error at the current token; only the first is kept. All further tokens are END. */
void ir_lex_fail(struct ir_lexer *lexer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether the current token is this one. */
bool ir_lex_is(const struct ir_lexer *lexer, char punct);
bool ir_lex_is_word(const struct ir_lexer *lexer, const char *word);
/* Takes the token when it is this one. */
bool ir_lex_accept(struct ir_lexer *lexer, char punct);
bool ir_lex_accept_word(struct ir_lexer *lexer, const char *word);
/* Takes the token, which must be this one; else an error. */
void ir_lex_expect(struct ir_lexer *lexer, char punct);
/* Takes a token of this kind and returns its text; on an error "". */
const char *ir_lex_take(struct ir_lexer *lexer, enum ir_token_kind kind, const char *what);

#endif
