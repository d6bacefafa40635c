/* What to say of a call without a derivative: how it was reached, and what it may call. */
#include "analysis/left_call.h"

#include "analysis/loss_flow.h"

static bool may_be_called(const struct ir_func *func, const struct ir_op *call)
{
    bool is_void = func->result->kind == IR_TYPE_VOID;
    if (!func->is_address_taken || func->body->args.len != call->operand_count - 1 ||
        is_void != (call->result_count == 0) || (!is_void && func->result != ir_result(call)->type))
        return false;
    for (size_t i = 0; i < func->body->args.len; i++)
        if (func->body->args.data[i]->type != call->operands[i + 1]->type)
            return false;
    return true;
}

static void note_targets(struct diag *d, const struct ir_module *module, const struct ir_op *call)
{
    for (size_t i = 0; i < module->funcs.len; i++) {
        const struct ir_func *func = module->funcs.data[i];
        if (may_be_called(func, call))
            diag_note(d, func->loc, "'%s' may be called, or a function from elsewhere",
                      ir_func_shown(func));
    }
}

void left_call_report(struct diag_engine *engine, const struct ir_module *module,
                      const struct ir_op *call)
{
    const struct ir_callee *callee = call->attr.callee;
    struct diag *d = callee->is_indirect
                         ? diag_new(engine, DIAG_indirect_call, call->loc, callee->name + 1)
                         : diag_new(engine, DIAG_missing_derivative, call->loc, callee->name);
    diag_about_function(d, callee->name);
    loss_flow_note_calls(d, call);
    if (callee->is_indirect)
        note_targets(d, module, call);
    else if (callee->loc.file)
        diag_note(d, callee->loc, "'%s' is declared here%s", callee->name,
                  callee->is_elsewhere && !callee->kinds
                      ? "; '--with=' takes the file that defines it"
                      : "");
    diag_emit(d);
}
