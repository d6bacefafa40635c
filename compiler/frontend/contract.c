/* The annotation's text is "gradc.range:LO,HI" with the ends as the preprocessor left them, or
 * "gradc.positive". */
#include "frontend/contract.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char range_prefix[] = "gradc.range:";

/* What <math.h> calls infinity when its macro is expanded. */
static bool is_infinity(const char *text)
{
    static const char *const names[] = {
        "INFINITY",        "HUGE_VAL",         "__builtin_inff()",     "__builtin_inff ()",
        "__builtin_inf()", "__builtin_inf ()", "__builtin_huge_val()", "__builtin_huge_val ()"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0)
            return true;
    return false;
}

/* The text without blanks and parentheses around all of it. */
static const char *stripped(struct arena *arena, const char *text, size_t length)
{
    for (;;) {
        while (length && strchr(" \t", text[0])) {
            text++;
            length--;
        }
        while (length && strchr(" \t", text[length - 1]))
            length--;
        if (length < 2 || text[0] != '(' || text[length - 1] != ')')
            return arena_strndup(arena, text, length);
        text++;
        length -= 2;
    }
}

/* A number of C with an optional sign and suffix; false for anything else. */
static bool read_end(struct arena *arena, const char *text, size_t length, long double *value)
{
    const char *number = stripped(arena, text, length);
    bool negative = *number == '-';
    if (negative || *number == '+')
        number = stripped(arena, number + 1, strlen(number + 1));
    char *end = NULL;
    *value = strtold(number, &end);
    if (is_infinity(number))
        *value = INFINITY;
    else if (end == number || isnan(*value) || strspn(end, "fFlLuU") != strlen(end))
        return false;
    if (negative)
        *value = -*value;
    return true;
}

/* False when the text is no promise that can be kept. */
static bool read_contract(struct arena *arena, const char *text, struct ir_contract *contract)
{
    if (strcmp(text, "gradc.positive") == 0) {
        *contract = (struct ir_contract){0, INFINITY, true};
        return true;
    }
    const char *lo = text + strlen(range_prefix), *comma = strchr(lo, ',');
    *contract = (struct ir_contract){0};
    return comma && read_end(arena, lo, (size_t)(comma - lo), &contract->lo) &&
           read_end(arena, comma + 1, strlen(comma + 1), &contract->hi) &&
           contract->lo <= contract->hi;
}

static bool is_promise(const char *text)
{
    return strcmp(text, "gradc.positive") == 0 ||
           strncmp(text, range_prefix, strlen(range_prefix)) == 0;
}

/* The next annotation of a declaration that is a promise, from child `*next` on. */
static const char *next_promise(struct lower_state *l, const struct cursors *kids, size_t *next)
{
    while (*next < kids->len) {
        CXCursor kid = kids->data[(*next)++];
        if (!cursor_is(kid, CXCursor_AnnotateAttr))
            continue;
        const char *text = cursor_spelling(l->arena, kid);
        if (is_promise(text))
            return text;
    }
    return NULL;
}

const struct ir_contract *contract_of(struct lower_state *l, CXCursor decl)
{
    struct cursors kids = cursor_children(l->syntax, decl);
    struct ir_contract *made = NULL, contract;
    size_t next = 0;
    for (const char *text; (text = next_promise(l, &kids, &next));) {
        if (!read_contract(l->arena, text, &contract))
            continue;
        made = ARENA_NEW(l->module->arena, struct ir_contract);
        *made = contract;
    }
    return made;
}

static CXType element_of(CXType type)
{
    for (CXType element = clang_getArrayElementType(type); element.kind != CXType_Invalid;
         element = clang_getArrayElementType(type))
        type = clang_getCanonicalType(element);
    return type;
}

/* Numbers, arrays of them, or a pointer to such. */
static bool holds_numbers(CXType type)
{
    type = element_of(clang_getCanonicalType(type));
    if (type.kind == CXType_Pointer)
        type = element_of(clang_getCanonicalType(clang_getPointeeType(type)));
    return type.kind >= CXType_FirstBuiltin && type.kind <= CXType_LastBuiltin &&
           type.kind != CXType_Void;
}

void contract_check(struct lower_state *l, CXCursor decl)
{
    struct src_loc loc = unit_cursor_location(l->unit, decl);
    struct cursors kids = cursor_children(l->syntax, decl);
    struct ir_contract contract;
    size_t next = 0;
    for (const char *text; (text = next_promise(l, &kids, &next));) {
        bool is_readable = read_contract(l->arena, text, &contract);
        if (is_readable && holds_numbers(clang_getCursorType(decl)))
            continue;
        struct diag *d = diag_new(l->unit->diag, DIAG_bad_annotation, loc, text);
        diag_note(d, loc,
                  is_readable ? "it says nothing of a value that is no number"
                              : "GRADC_RANGE takes two numbers, the smaller one first");
        diag_emit(d);
    }
}
