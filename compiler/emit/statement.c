/* Statements: operations with effects, one line each. */
#include "emit/context.h"

#include "support/fault.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

void line(struct emitter *e, const char *format, ...)
{
    for (unsigned i = 0; i < e->indent; i++)
        text_add(e->out, "    ");
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(e->arena, format, args);
    va_end(args);
    text_add(e->out, text);
    text_addc(e->out, '\n');
}

const char *place_comment(struct emitter *e, const struct ir_op *op)
{
    const char *path = src_files_path(e->files, op->loc.file);
    const char *slash = strrchr(path, '/');
    if (!*path || op->loc.line == 0 || strstr(path, "*/"))
        return "";
    return arena_printf(e->arena, " /* %s:%u */", slash ? slash + 1 : path, op->loc.line);
}

static const char *fresh(struct emitter *e, const struct ir_value *v, const char *otherwise)
{
    return names_take(e->names, v->name ? v->name : otherwise);
}

/* ---- objects */

static void emit_slot(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = ir_result(op);
    const char *name = fresh(e, v, "m");
    if (op->operand_count == 0) {
        line(e, "%s;", ir_declare(e->arena, v->type->elem, name, false));
        e->values[v->id] = (struct c_value){
            .text = arena_printf(e->arena, "&%s", name), .binding = BIND_UNARY, .object = name};
        return;
    }
    const char *count = value_text(e, op->operands[0], BIND_ADD);
    const char *extent = arena_printf(e->arena, "%s[%s > 0 ? %s : 1]", name, count, count);
    line(e, "%s;", ir_declare(e->arena, v->type->elem, extent, false));
    set_name(e, v, name);
}

static void emit_pointer(struct emitter *e, const struct ir_op *op, const char *call)
{
    const struct ir_value *v = ir_result(op);
    const char *name = fresh(e, v, "p");
    line(e, "%s = %s;", ir_declare(e->arena, v->type, name, true), call);
    set_name(e, v, name);
}

static const char *element(struct emitter *e, const struct ir_op *op)
{
    return ir_type_text(e->arena, ir_result(op)->type->elem);
}

static void emit_malloc(struct emitter *e, const struct ir_op *op)
{
    emit_pointer(e, op,
                 arena_printf(e->arena, "malloc(%s * sizeof(%s))",
                              value_text(e, op->operands[0], BIND_MUL), element(e, op)));
}

static void emit_calloc(struct emitter *e, const struct ir_op *op)
{
    emit_pointer(e, op,
                 arena_printf(e->arena, "calloc(%s, sizeof(%s))",
                              value_text(e, op->operands[0], BIND_CONDITION), element(e, op)));
}

/* C11 asks for a multiple of the alignment. */
static void emit_aligned(struct emitter *e, const struct ir_op *op)
{
    const char *alignment = value_text(e, op->operands[0], BIND_UNARY);
    emit_pointer(e, op,
                 arena_printf(e->arena, "aligned_alloc(%s, (%s * sizeof(%s) + %s - 1) / %s * %s)",
                              alignment, value_text(e, op->operands[1], BIND_MUL), element(e, op),
                              alignment, alignment, alignment));
}

static const char *released(struct emitter *e, const struct ir_value *pointer)
{
    const char *cast = pointer->type->pointee_const ? "(void *)" : "";
    return arena_printf(e->arena, "%s%s", cast, value_text(e, pointer, BIND_UNARY));
}

static void emit_realloc(struct emitter *e, const struct ir_op *op)
{
    const char *old = released(e, op->operands[0]);
    emit_pointer(e, op,
                 arena_printf(e->arena, "realloc(%s, %s * sizeof(%s))", old,
                              value_text(e, op->operands[1], BIND_MUL), element(e, op)));
}

static void emit_free(struct emitter *e, const struct ir_op *op)
{
    line(e, "free(%s);", released(e, op->operands[0]));
}

static const char *tape_text(const struct emitter *e)
{
    return e->func->is_part ? "tape" : "&tape";
}

static const char *stack_text(struct emitter *e, unsigned stack)
{
    return arena_printf(e->arena, e->func->is_part ? "&stacks[%u]" : "&stack_%u", stack);
}

static void emit_tape_alloc(struct emitter *e, const struct ir_op *op)
{
    const char *kind = op->code == IR_TAPE_BLOCK    ? "block"
                       : op->code == IR_TAPE_ZALLOC ? "zalloc"
                                                    : "alloc";
    emit_pointer(e, op,
                 arena_printf(e->arena, "gradc_tape_%s(%s, %s, sizeof(%s))", kind, tape_text(e),
                              value_text(e, op->operands[0], BIND_CONDITION), element(e, op)));
}

/* ---- memory */

static void emit_store(struct emitter *e, const struct ir_op *op)
{
    const char *object = object_text(e, op->operands[0]);
    line(e, "%s = %s;", object, value_text(e, op->operands[1], BIND_CONDITION));
}

static void emit_accum(struct emitter *e, const struct ir_op *op)
{
    const char *object = object_text(e, op->operands[0]);
    line(e, "%s += %s;", object, value_text(e, op->operands[1], BIND_CONDITION));
}

/* The object as a volatile one. */
static const char *volatile_text(struct emitter *e, const struct ir_value *pointer)
{
    const struct ir_type *type = pointer->type;
    return arena_printf(e->arena, "*(%svolatile %s *)%s", type->pointee_const ? "const " : "",
                        ir_type_text(e->arena, type->elem), address_text(e, pointer));
}

static void emit_volatile_load(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = ir_result(op);
    const char *object = volatile_text(e, op->operands[0]);
    if (e->uses[v->id] == 0) {
        line(e, "(void)%s;", object);
        return;
    }
    const char *name = fresh(e, v, "t");
    line(e, "%s = %s;", ir_declare(e->arena, v->type, name, true), object);
    set_name(e, v, name);
}

static void emit_volatile_store(struct emitter *e, const struct ir_op *op)
{
    const char *object = volatile_text(e, op->operands[0]);
    line(e, "%s = %s;", object, value_text(e, op->operands[1], BIND_CONDITION));
}

/* What an optimiser must not see through, as it did not in the source: how a sum is rounded. */
static void emit_volatile(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = ir_result(op);
    if (e->uses[v->id] == 0)
        return;
    const char *name = fresh(e, v, "t");
    line(e, "const volatile %s = %s;", ir_declare(e->arena, v->type, name, false),
         value_text(e, op->operands[0], BIND_CONDITION));
    set_name(e, v, name);
}

static bool is_one(const struct ir_value *v)
{
    return v->def && v->def->code == IR_CONST && v->def->attr.integer == 1;
}

static const char *byte_count(struct emitter *e, const struct ir_value *count,
                              const struct ir_type *type)
{
    const char *size = arena_printf(e->arena, "sizeof(%s)", ir_type_text(e->arena, type));
    if (is_one(count))
        return size;
    return arena_printf(e->arena, "%s * %s", value_text(e, count, BIND_MUL), size);
}

static void emit_copy(struct emitter *e, const struct ir_op *op)
{
    const struct ir_type *type = op->operands[0]->type->elem;
    if (is_one(op->operands[2]) && type->kind != IR_TYPE_ARRAY) {
        const char *to = object_text(e, op->operands[0]);
        line(e, "%s = %s;", to, object_text(e, op->operands[1]));
        return;
    }
    const char *to = value_text(e, op->operands[0], BIND_CONDITION);
    line(e, "%s(%s, %s, %s);", op->code == IR_COPY ? "memcpy" : "memmove", to,
         value_text(e, op->operands[1], BIND_CONDITION), byte_count(e, op->operands[2], type));
}

static void emit_zero(struct emitter *e, const struct ir_op *op)
{
    const struct ir_type *type = op->operands[0]->type->elem;
    if (is_one(op->operands[1]) && type->kind == IR_TYPE_SCALAR)
        line(e, "%s = 0;", object_text(e, op->operands[0]));
    else
        line(e, "memset(%s, 0, %s);", value_text(e, op->operands[0], BIND_CONDITION),
             byte_count(e, op->operands[1], type));
}

/* ---- the tape */

static bool is_variable(const char *text)
{
    if (isdigit((unsigned char)*text))
        return false;
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '_')
            return false;
    return true;
}

static bool is_literal(const struct ir_value *v)
{
    return v->def && (v->def->code == IR_CONST || v->def->code == IR_REAL ||
                      v->def->code == IR_NULL || v->def->code == IR_UNDEF);
}

/* What is pushed needs an address. A constant or an array gets a variable for it, which other uses,
 * perhaps out of its scope, do not see. */
static void emit_push(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = op->operands[0];
    struct c_value *c = &e->values[v->id];
    const struct c_value kept = *c;
    bool is_named = is_variable(c->text) && !c->object && !is_literal(v);
    if (!is_named)
        materialise(e, v);
    const char *name = value_text(e, v, BIND_PRIMARY);
    line(e, "gradc_stack_push(%s, &%s, sizeof %s);", stack_text(e, op->attr.stack), name, name);
    if (!is_named && v->region != op->region)
        *c = kept;
}

static void emit_pop(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = ir_result(op);
    const char *name = fresh(e, v, "t");
    line(e, "%s;", ir_declare(e->arena, v->type, name, false));
    line(e, "gradc_stack_pop(%s, &%s, sizeof %s);", stack_text(e, op->attr.stack), name, name);
    set_name(e, v, name);
}

static void emit_mark(struct emitter *e, const struct ir_op *op)
{
    const struct ir_value *v = ir_result(op);
    const char *name = fresh(e, v, "mark");
    line(e, "const size_t %s = gradc_tape_mark(%s);", name, tape_text(e));
    set_name(e, v, name);
}

static void emit_reset(struct emitter *e, const struct ir_op *op)
{
    line(e, "gradc_tape_reset(%s, %s);", tape_text(e),
         value_text(e, op->operands[0], BIND_CONDITION));
}

/* ---- calls */

static const char *argument(struct emitter *e, const struct ir_op *op, uint32_t i)
{
    const struct ir_func *func = op->attr.callee->func;
    const struct ir_value *v = op->operands[i];
    if (!func)
        return value_text(e, v, BIND_CONDITION);
    if (func->params.data[i].is_by_value)
        return object_text(e, v);
    const char *cast = argument_cast(e->arena, func, i, v->type);
    if (*cast)
        return arena_printf(e->arena, "%s%s", cast, value_text(e, v, BIND_UNARY));
    return value_text(e, v, BIND_CONDITION);
}

static void emit_call(struct emitter *e, const struct ir_op *op)
{
    const struct ir_func *func = op->attr.callee->func;
    bool indirect = op->attr.callee->is_indirect;
    bool has_result = func && func->params.len && func->params.data[0].is_result;
    uint32_t first = has_result || indirect ? 1 : 0;
    struct text text = {.arena = e->arena};
    text_addf(&text, "%s(",
              indirect ? value_text(e, op->operands[0], BIND_PRIMARY) : op->attr.callee->name);
    for (uint32_t i = first; i < op->operand_count; i++)
        text_addf(&text, "%s%s", i > first ? ", " : "", argument(e, op, i));
    if (func && func->is_part)
        text_addf(&text, "%s%s, stacks", op->operand_count ? ", " : "", tape_text(e));
    text_add(&text, ")");
    if (has_result) {
        line(e, "%s = %s;", object_text(e, op->operands[0]), text.data);
        return;
    }
    if (op->result_count == 0 || e->uses[ir_result(op)->id] == 0) {
        line(e, "%s%s;", op->result_count ? "(void)" : "", text.data);
        return;
    }
    const struct ir_value *v = ir_result(op);
    const char *name = fresh(e, v, "t");
    line(e, "%s = %s;", ir_declare(e->arena, v->type, name, true), text.data);
    set_name(e, v, name);
}

/* ---- the end */

static void release(struct emitter *e)
{
    if (e->func->is_part)
        return;
    if (e->uses_tape || e->uses_parts)
        line(e, "gradc_tape_release(&tape);");
    for (unsigned i = 0; e->uses_parts && i < part_stack_count(e); i++)
        line(e, "gradc_stack_release(&stacks[%u]);", i);
    for (unsigned i = 0; i < e->func->stack_count; i++)
        if (e->uses_stack[i])
            line(e, "gradc_stack_release(&stack_%u);", i);
}

static void emit_return(struct emitter *e, const struct ir_op *op)
{
    bool is_result = e->func->params.len && e->func->params.data[0].is_result;
    if (op->operand_count && e->values[op->operands[0]->id].reads)
        materialise(e, op->operands[0]);
    release(e);
    if (op->operand_count)
        line(e, "return %s;", value_text(e, op->operands[0], BIND_CONDITION));
    else if (is_result)
        line(e, "return %s;", object_text(e, e->func->body->args.data[0]));
}

/* ---- all */

typedef void (*printer)(struct emitter *e, const struct ir_op *op);

static const printer printers[IR_OPCODE_COUNT] = {
    [IR_SLOT] = emit_slot,
    [IR_MALLOC] = emit_malloc,
    [IR_CALLOC] = emit_calloc,
    [IR_ALIGNED] = emit_aligned,
    [IR_FREE] = emit_free,
    [IR_REALLOC] = emit_realloc,
    [IR_TAPE_ALLOC] = emit_tape_alloc,
    [IR_TAPE_ZALLOC] = emit_tape_alloc,
    [IR_TAPE_BLOCK] = emit_tape_alloc,
    [IR_STORE] = emit_store,
    [IR_ACCUM] = emit_accum,
    [IR_VOLATILE] = emit_volatile,
    [IR_VLOAD] = emit_volatile_load,
    [IR_VSTORE] = emit_volatile_store,
    [IR_COPY] = emit_copy,
    [IR_MOVE] = emit_copy,
    [IR_ZERO] = emit_zero,
    [IR_TAPE_MARK] = emit_mark,
    [IR_TAPE_RESET] = emit_reset,
    [IR_PUSH] = emit_push,
    [IR_POP] = emit_pop,
    [IR_CALL] = emit_call,
    [IR_RETURN] = emit_return,
    [IR_IF] = emit_if,
    [IR_FOR] = emit_for,
    [IR_WHILE] = emit_while,
};

static bool is_value(const struct ir_op *op)
{
    return (ir_op_is_pure(op) && op->code != IR_VOLATILE) || op->code == IR_LOAD;
}

void emit_range(struct emitter *e, const struct ir_op *from, const struct ir_op *end)
{
    for (const struct ir_op *op = from; op != end; op = op->next) {
        if (op->code == IR_YIELD)
            continue;
        if (is_value(op)) {
            if (e->uses[ir_result(op)->id] > 0)
                render_value(e, op);
            continue;
        }
        GRADC_ASSERT(printers[op->code]);
        settle_reads(e, op);
        printers[op->code](e, op);
    }
}

void emit_region(struct emitter *e, const struct ir_region *region)
{
    emit_range(e, region->first, NULL);
}
