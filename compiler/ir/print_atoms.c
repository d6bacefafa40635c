/* Names, quoted text, constants and places in the printed form.
 *
 * Everything here is the exact inverse of what ir/lex.c and ir/read.c accept. */
#include "ir/print_atoms.h"

#include "ir/real.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ir_print_quoted(const char *string, struct text *out)
{
    text_addc(out, '"');
    for (const char *s = string; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            text_addf(out, "\\%c", c);
        else if (c == '\n')
            text_add(out, "\\n");
        else if (c < 0x20 || c == 0x7f)
            text_addf(out, "\\x%02x", c);
        else
            text_addc(out, (char)c);
    }
    text_addc(out, '"');
}

size_t ir_hint_length(const char *hint)
{
    size_t len = strlen(hint);
    for (;;) {
        size_t digits = len;
        while (digits && hint[digits - 1] >= '0' && hint[digits - 1] <= '9')
            digits--;
        if (digits == 0)
            return 0;
        if (digits == len || hint[digits - 1] != '.')
            return len;
        len = digits - 1;
    }
}

static bool is_plain(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_.$";
    bool starts_otherwise = (name[0] >= '0' && name[0] <= '9') || name[0] == '.';
    return name[0] && !starts_otherwise && name[strspn(name, allowed)] == '\0';
}

void ir_print_symbol(char sigil, const char *name, struct text *out)
{
    text_addc(out, sigil);
    if (is_plain(name))
        text_add(out, name);
    else
        ir_print_quoted(name, out);
}

void ir_print_real(long double value, const struct ir_type *type, struct text *out)
{
    char buffer[64];
    if (isnan(value) || isinf(value)) {
        text_addf(out, "%s%s", signbit(value) ? "-" : "", isnan(value) ? "nan" : "inf");
        return;
    }
    bool found = false;
    for (int digits = 1; digits <= ir_real_digits(type) && !found; digits++) {
        (void)snprintf(buffer, sizeof buffer, "%.*Lg", digits, value);
        found = ir_real_parse(buffer, type, NULL) == value;
    }
    if (!found)
        (void)snprintf(buffer, sizeof buffer, "%La", value);
    text_add(out, buffer);
    if (!strpbrk(buffer, ".exp"))
        text_add(out, ".0");
}

void ir_print_integer(int64_t bits, const struct ir_type *type, struct text *out)
{
    if (ir_type_is_bool(type) && (bits == 0 || bits == 1))
        text_add(out, bits ? "true" : "false");
    else if (ir_type_is_signed(type))
        text_addf(out, "%lld", (long long)bits);
    else
        text_addf(out, "%llu", (unsigned long long)bits);
}

static void print_end(long double value, struct text *out)
{
    static const struct ir_type type = {.kind = IR_TYPE_SCALAR, .scalar = IR_LDOUBLE};
    ir_print_real(value, &type, out);
}

void ir_print_contract(const struct ir_contract *contract, struct text *out)
{
    if (!contract)
        return;
    text_add(out, contract->lo_open ? " range (" : " range [");
    print_end(contract->lo, out);
    text_add(out, ", ");
    print_end(contract->hi, out);
    text_addc(out, ']');
}

void ir_print_loc(struct src_loc loc, const struct ir_print_options *options, struct text *out)
{
    if (options->locations && !options->files && loc.file)
        text_addf(out, " @%u:%u:%u", loc.file, loc.line, loc.column);
}

void ir_print_op_loc(const struct ir_op *op, const struct ir_print_options *options,
                     struct text *out)
{
    ir_print_loc(op->loc, options, out);
    if (!options->locations || options->files)
        return;
    for (const struct ir_site *site = op->site; site; site = site->outer) {
        text_add(out, " in ");
        ir_print_symbol('@', site->callee, out);
        ir_print_loc(site->call, options, out);
    }
}

void ir_print_loc_comment(struct src_loc loc, const struct ir_print_options *options,
                          struct text *out)
{
    if (options->locations && options->files && loc.file)
        text_addf(out, " // %s", src_files_describe(options->files, loc));
}
