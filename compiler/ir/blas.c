/* Looks routines up in blas.def. */
#include "ir/blas.h"

#include <string.h>

static const struct ir_blas rows[] = {
#define BLAS(name, kinds, operands) {#name, kinds, operands},
#include "ir/blas.def"
#undef BLAS
};

enum { PREFIX = sizeof "cblas_d" - 1 };

const struct ir_blas *ir_blas_find(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0)
            return &rows[i];
    return NULL;
}

void ir_blas_attach(struct ir_callee *callee)
{
    const char *name = callee->name;
    if (strncmp(name, "cblas_d", PREFIX) != 0 && strncmp(name, "cblas_s", PREFIX) != 0)
        return;
    callee->blas = ir_blas_find(name + PREFIX, strlen(name + PREFIX));
    callee->kinds = callee->blas ? callee->blas->kinds : NULL;
}

static bool is_real(const struct ir_type *type, enum ir_scalar real)
{
    return type->kind == IR_TYPE_SCALAR && type->scalar == real;
}

bool ir_blas_fits(const struct ir_callee *callee, struct ir_value *const *operands, size_t count,
                  const struct ir_type *result)
{
    enum ir_scalar real = callee->name[PREFIX - 1] == 's' ? IR_FLOAT : IR_DOUBLE;
    const char *kinds = callee->blas->kinds;
    if (strlen(kinds) != count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct ir_type *type = operands[i]->type;
        bool fits = kinds[i] == IR_KIND_REAL ? is_real(type, real)
                    : strchr("rw", kinds[i]) ? ir_type_is_ptr(type) && is_real(type->elem, real)
                                             : ir_type_is_integer(type);
        if (!fits)
            return false;
    }
    return strchr(kinds, IR_KIND_WRITTEN) ? !result : result && is_real(result, real);
}
