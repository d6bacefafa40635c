/* Finds the choice that abs is lowered to, and asks the source which function it was. */
#include "analysis/abs_call.h"

#include <ctype.h>
#include <string.h>

/* The choice between `value` and its negative. */
static const struct ir_op *sign_choice(const struct loss_flow *flow, const struct ir_value *value)
{
    for (uint32_t i = flow->uses.first[value->id]; i < flow->uses.first[value->id + 1]; i++) {
        const struct ir_op *op = flow->uses.ops[i];
        const struct ir_op *negative =
            op->code == IR_SELECT && op->operands[2] == value ? op->operands[1]->def : NULL;
        if (negative && negative->code == IR_NEG && negative->operands[0] == value)
            return op;
    }
    return NULL;
}

/* The word of the source at a place. */
static const char *word_at(const struct loss_flow *flow, struct src_loc loc)
{
    struct src_text line = src_files_line(diag_files(flow->engine), loc.file, loc.line);
    size_t begin = loc.column ? loc.column - 1 : 0, end = begin;
    while (line.data && end < line.len &&
           (isalnum((unsigned char)line.data[end]) || line.data[end] == '_'))
        end++;
    return line.data && begin < line.len
               ? arena_strndup(flow->arena, line.data + begin, end - begin)
               : "";
}

bool abs_call_find(const struct loss_flow *flow, const struct ir_op *conversion,
                   struct abs_call *found)
{
    if (conversion->code != IR_CONV)
        return false;
    found->op = sign_choice(flow, ir_result(conversion));
    found->name = found->op ? word_at(flow, found->op->loc) : "";
    enum ir_scalar from = conversion->operands[0]->type->scalar;
    found->better = from == IR_FLOAT ? "fabsf" : from == IR_LDOUBLE ? "fabsl" : "fabs";
    return strcmp(found->name, "abs") == 0 || strcmp(found->name, "labs") == 0 ||
           strcmp(found->name, "llabs") == 0;
}

void abs_call_fix(struct diag *d, const struct abs_call *call)
{
    struct src_loc end = call->op->loc;
    end.column += (uint32_t)strlen(call->name);
    diag_fixit(d, call->op->loc, end, call->better);
}
