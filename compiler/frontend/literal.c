/* Literals keep their exact value and, where it is known, their spelling. */
#include "frontend/lower.h"

#include "support/fault.h"

#include <stdlib.h>
#include <string.h>

struct value lower_integer_literal(struct lower_state *l, CXCursor expr)
{
    long long bits;
    const struct ir_type *type = lower_type(l, clang_getCursorType(expr), expr);
    if (!cursor_evaluate_integer(expr, &bits))
        lower_refuse(l, expr, "this literal");
    return (struct value){ir_build_const(&l->b, type, bits), NULL};
}

static bool evaluate_double(CXCursor expr, double *value)
{
    CXEvalResult result = clang_Cursor_Evaluate(expr);
    if (!result)
        return false;
    bool real = clang_EvalResult_getKind(result) == CXEval_Float;
    if (real)
        *value = clang_EvalResult_getAsDouble(result);
    clang_EvalResult_dispose(result);
    return real;
}

/* The spelling without its suffix, or NULL where it is not a plain floating literal. */
static const char *literal_text(struct lower_state *l, CXCursor expr)
{
    const char *token = unit_number_token(l->unit, expr);
    if (!token)
        return NULL;
    char *text = arena_strdup(l->arena, token);
    size_t len = strlen(text);
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (len && strchr("lLfF", text[len - 1]) && !(hex && !strpbrk(text, "pP")))
        text[len - 1] = '\0';
    char *end;
    strtold(text, &end);
    return end != text && *end == '\0' ? text : NULL;
}

struct value lower_float_literal(struct lower_state *l, CXCursor expr)
{
    const struct ir_type *type = lower_type(l, clang_getCursorType(expr), expr);
    const char *text = literal_text(l, expr);
    if (type->scalar == IR_LDOUBLE) {
        if (!text)
            lower_refuse(l, expr, "a long double literal that a macro pastes together");
        return (struct value){ir_build_real(&l->b, type, strtold(text, NULL), text), NULL};
    }
    double value;
    if (!evaluate_double(expr, &value))
        lower_refuse(l, expr, "this literal");
    /* The text is worth keeping only while it says the same. */
    if (text) {
        double read = type->scalar == IR_FLOAT ? (double)strtof(text, NULL) : strtod(text, NULL);
        if (read != value)
            text = NULL;
    }
    return (struct value){ir_build_real(&l->b, type, value, text), NULL};
}
