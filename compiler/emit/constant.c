/* Constants as C literals. */
#include "emit/context.h"

#include "ir/real.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *suffix_of(const struct ir_type *type)
{
    switch (type->scalar) {
    case IR_UINT:
        return "U";
    case IR_LONG:
        return "L";
    case IR_ULONG:
        return "UL";
    case IR_LLONG:
        return "LL";
    case IR_ULLONG:
        return "ULL";
    case IR_HALF: /* with a cast: its own suffix is not C99 */
    case IR_FLOAT:
        return "f";
    case IR_LDOUBLE:
        return "L";
    default:
        return "";
    }
}

/* The value that the bits have in a type of so many bits. */
static int64_t sign_extended(int64_t bits, unsigned width)
{
    if (width >= 64)
        return bits;
    uint64_t sign = 1ULL << (width - 1), mask = (sign << 1) - 1;
    uint64_t value = (uint64_t)bits & mask;
    return (int64_t)((value ^ sign) - sign);
}

static const char *signed_text(struct arena *arena, const struct ir_type *type, int64_t value)
{
    unsigned width = ir_type_bits(type);
    bool is_least = width >= 32 && value == sign_extended((int64_t)(1ULL << (width - 1)), width);
    const char *suffix = suffix_of(type);
    if (is_least) /* the literal without its sign would not fit */
        return arena_printf(arena, "(%" PRId64 "%s - 1)", value + 1, suffix);
    return arena_printf(arena, "%" PRId64 "%s", value, suffix);
}

const char *integer_text(struct arena *arena, const struct ir_type *type, int64_t bits)
{
    unsigned width = ir_type_bits(type);
    if (ir_type_is_bool(type))
        return bits ? "1" : "0";
    if (ir_type_is_signed(type))
        return signed_text(arena, type, sign_extended(bits, width));
    uint64_t value = width >= 64 ? (uint64_t)bits : (uint64_t)bits & ((1ULL << width) - 1);
    return arena_printf(arena, "%llu%s", (unsigned long long)value, suffix_of(type));
}

/* The shortest decimal that reads back as the value; 10.0 rather than 1e+01. */
static const char *shortest(struct arena *arena, const struct ir_type *type, long double value)
{
    char text[64];
    for (int digits = 1; digits <= ir_real_digits(type); digits++) {
        (void)snprintf(text, sizeof text, "%.*Lg", digits, value);
        if (ir_real_parse(text, type, NULL) == value)
            break;
    }
    if (strchr(text, 'e') && fabsl(value) < 1e7L && value == truncl(value))
        (void)snprintf(text, sizeof text, "%.0Lf", value);
    const char *point = strpbrk(text, ".e") ? "" : ".0";
    return arena_printf(arena, "%s%s", text, point);
}

static const char *number_text(struct arena *arena, const struct ir_type *type, long double value,
                               const char *text)
{
    if (isnan(value))
        return "NAN";
    if (isinf(value))
        return value > 0 ? "INFINITY" : "-INFINITY";
    const char *suffix = suffix_of(type);
    if (text)
        return arena_printf(arena, "%s%s", text, suffix);
    return arena_printf(arena, "%s%s", shortest(arena, type, value), suffix);
}

const char *real_text(struct arena *arena, const struct ir_type *type, long double value,
                      const char *text)
{
    text = number_text(arena, type, value, text);
    return type->scalar == IR_HALF ? arena_printf(arena, "(_Float16)%s", text) : text;
}
