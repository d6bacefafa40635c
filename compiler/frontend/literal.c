/* Literals keep their exact value and, where it is known, their spelling. */
#include "frontend/half.h"

#include "ir/real.h"

#include "support/fault.h"

#include <stdlib.h>
#include <string.h>

/* A number of a few digits is read here; libclang takes long to evaluate it. */
static bool read_digits(struct lower_state *l, CXCursor expr, long long *bits)
{
    enum { MOST_DIGITS = 9 };
    const char *text = unit_plain_number(l->unit, expr);
    size_t count = text ? strspn(text, "0123456789") : 0;
    if (!count || text[count] || count > MOST_DIGITS || (text[0] == '0' && count > 1))
        return false;
    *bits = strtoll(text, NULL, 10);
    return true;
}

struct value lower_integer_literal(struct lower_state *l, CXCursor expr)
{
    long long bits;
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, expr), expr);
    if (!read_digits(l, expr, &bits) && !cursor_evaluate_integer(expr, &bits))
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
static const char *literal_text(struct lower_state *l, const char *token)
{
    if (!token)
        return NULL;
    char *text = arena_strdup(l->arena, token);
    size_t len = strlen(text);
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (len > 3 && strcmp(text + len - 2, "16") == 0 && strchr("fF", text[len - 3]) &&
        !(hex && !strpbrk(text, "pP")))
        text[len - 3] = '\0';
    else if (len && strchr("lLfF", text[len - 1]) && !(hex && !strpbrk(text, "pP")))
        text[len - 1] = '\0';
    char *end;
    strtold(text, &end);
    return end != text && *end == '\0' ? text : NULL;
}

/* As the compiler of the output reads it: as a float, or that rounded. clang's value, which is
 * rounded at once, must be the same. */
static struct value half_literal(struct lower_state *l, CXCursor expr, const char *text)
{
    const struct ir_type *half = ir_type_scalar(l->types, IR_HALF);
    const struct ir_type *type = ir_type_scalar(l->types, IR_FLOAT);
    long double value = text ? ir_real_parse(text, type, NULL) : 0;
    double rounded;
    if (!text || !evaluate_double(expr, &rounded) || ir_real_rounded(value, half) != rounded)
        lower_refuse(l, expr, "a _Float16 literal whose rounding is not known");
    struct ir_value *v = ir_build_real(&l->b, type, value, text);
    return half_settled(l, expr, (struct value){v, NULL});
}

struct value lower_float_literal(struct lower_state *l, CXCursor expr)
{
    const struct ir_type *type = lower_type(l, lower_cursor_type(l, expr), expr);
    const char *plain = unit_plain_number(l->unit, expr);
    const char *text = literal_text(l, plain ? plain : unit_number_token(l->unit, expr));
    if (half_is(l, expr))
        return half_literal(l, expr, text);
    if (type->scalar == IR_LDOUBLE) {
        if (!text)
            lower_refuse(l, expr, "a long double literal that a macro pastes together");
        return (struct value){ir_build_real(&l->b, type, strtold(text, NULL), text), NULL};
    }
    double value = 0, read = 0;
    if (text)
        read = (double)ir_real_parse(text, type, NULL);
    if (text && plain)
        value = read;
    else if (!evaluate_double(expr, &value))
        lower_refuse(l, expr, "this literal");
    /* The text is worth keeping only while it says the same. */
    return (struct value){ir_build_real(&l->b, type, value, read == value ? text : NULL), NULL};
}
