/* Integer constants, as the frontend leaves them: often behind a conversion. */
#include "opt/constant.h"

bool opt_constant(const struct ir_value *v, int64_t *value)
{
    const struct ir_type *type = v->type;
    if (v->def && v->def->code == IR_CONV)
        v = v->def->operands[0];
    if (!v->def || v->def->code != IR_CONST || !ir_type_is_integer(type))
        return false;
    *value = v->def->attr.integer;
    if (type == v->type)
        return true;
    bool is_kept =
        ir_type_bits(type) >= ir_type_bits(v->type) && (*value >= 0 || ir_type_is_signed(type));
    return is_kept && !ir_type_is_bool(type);
}
