/* Reading how many elements an array parameter has. */
#include "ir/read_parts.h"

enum { DEEPEST = 500 };

static const struct ir_extent *read_extent(struct ir_reader *r, const struct ir_func *func,
                                           int depth);

static void read_extent_of_param(struct ir_reader *r, const struct ir_func *func,
                                 struct ir_extent *extent)
{
    const struct ir_value *value = ir_read_use(r);
    if (r->lex.failed)
        return;
    extent->param = value->index;
    if (value->region != func->body || !ir_type_is_integer(value->type))
        ir_lex_fail(&r->lex, "expected an integer parameter");
}

/* "add(x, y)" */
static void read_extent_pair(struct ir_reader *r, const struct ir_func *func, int depth,
                             struct ir_extent *extent)
{
    extent->code = IR_ADD;
    while (extent->code <= IR_DIV && !ir_lex_accept_word(&r->lex, ir_op_infos[extent->code].name))
        extent->code++;
    if (extent->code > IR_DIV)
        ir_lex_fail(&r->lex, "expected a number, a parameter, 'add', 'sub', 'mul' or 'div'");
    ir_lex_expect(&r->lex, '(');
    extent->x = read_extent(r, func, depth + 1);
    ir_lex_expect(&r->lex, ',');
    extent->y = read_extent(r, func, depth + 1);
    ir_lex_expect(&r->lex, ')');
}

static const struct ir_extent *read_extent(struct ir_reader *r, const struct ir_func *func,
                                           int depth)
{
    struct ir_extent *extent = ARENA_NEW(r->module->arena, struct ir_extent);
    if (depth > DEEPEST)
        ir_lex_fail(&r->lex, "an extent nested too deeply");
    if (r->lex.token.kind == IR_TOKEN_VALUE) {
        extent->kind = IR_EXTENT_PARAM;
        read_extent_of_param(r, func, extent);
    } else if (r->lex.token.kind == IR_TOKEN_NUMBER) {
        extent->kind = IR_EXTENT_NUMBER;
        extent->number = (int64_t)ir_read_count(r, IR_TOKEN_NUMBER, INT64_MAX);
    } else if (!r->lex.failed) {
        extent->kind = IR_EXTENT_BINARY;
        read_extent_pair(r, func, depth, extent);
    }
    return extent;
}

const struct ir_extent *ir_read_extent(struct ir_reader *r, const struct ir_func *func)
{
    return read_extent(r, func, 0);
}
