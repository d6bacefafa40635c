/* Reading functions: the inverse of ir/print.c.
 *
 * Counts that ops.def fixes are checked here, since operations are built by them; types and
 * visibility are the verifier's business. Names must be known when they are used. */
#include "ir/build.h"
#include "ir/print_atoms.h"
#include "ir/read_parts.h"

#include "ir/real.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_REGION = 500, MOST_OPERANDS = 100000, MOST_STACKS = 1000000 };

typedef VEC(struct ir_value *) values;
typedef VEC(const char *) names;

static bool failed(const struct ir_reader *r)
{
    return r->lex.failed;
}

/* Makes a name known. Numbers and the suffixes of printing are not part of the hint. */
static void define(struct ir_reader *r, struct ir_value *value, const char *name)
{
    if (ir_symbol_find(r->values, name))
        ir_lex_fail(&r->lex, "value '%s' is defined twice", name);
    size_t len = ir_hint_length(name);
    if (len)
        value->name = ir_read_keep(r, arena_strndup(r->scratch, name, len));
    ir_symbol_add(r, &r->values, name, value);
}

struct ir_value *ir_read_use(struct ir_reader *r)
{
    const char *name = r->lex.token.text;
    if (r->lex.token.kind != IR_TOKEN_VALUE) {
        ir_lex_fail(&r->lex, "expected a value");
        return NULL;
    }
    struct ir_value *value = ir_symbol_find(r->values, name);
    if (!value)
        ir_lex_fail(&r->lex, "value '%s' is not defined", name);
    ir_lex_advance(&r->lex);
    return value;
}

/* At most `most` values, separated by commas. */
static void read_uses(struct ir_reader *r, values *uses, size_t most)
{
    if (most == 0 || r->lex.token.kind != IR_TOKEN_VALUE)
        return;
    do
        vec_push(r->scratch, uses, ir_read_use(r));
    while (uses->len < most && ir_lex_accept(&r->lex, ','));
}

static void read_site(struct ir_reader *r, struct ir_op *op)
{
    const struct ir_site **tail = &op->site;
    op->loc = ir_read_loc(r);
    op->site = NULL;
    while (ir_lex_accept_word(&r->lex, "in")) {
        struct ir_site *site = ARENA_NEW(r->module->arena, struct ir_site);
        site->callee = site->shown =
            ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a function"));
        site->call = ir_read_loc(r);
        *tail = site;
        tail = &site->outer;
    }
}

static void read_region(struct ir_reader *r, struct ir_region *region, int depth);

static void define_results(struct ir_reader *r, struct ir_op *op, const names *results)
{
    if (op->result_count != results->len) {
        ir_lex_fail(&r->lex, "%u results expected", op->result_count);
        return;
    }
    for (uint32_t i = 0; i < op->result_count; i++)
        define(r, op->results[i], results->data[i]);
}

static void read_if(struct ir_reader *r, struct ir_builder *b, const names *results, int depth)
{
    VEC(const struct ir_type *) types = {0};
    while (!failed(r) && types.len < results->len) {
        vec_push(r->scratch, &types, ir_read_type(r));
        if (types.len < results->len)
            ir_lex_expect(&r->lex, ',');
    }
    struct ir_value *condition = ir_read_use(r);
    if (failed(r))
        return;
    struct ir_op *op = ir_build_op(b, IR_IF, &condition, 1, 0);
    read_site(r, op);
    read_region(r, op->regions[0], depth + 1);
    if (!ir_lex_accept_word(&r->lex, "else"))
        ir_lex_fail(&r->lex, "expected 'else'");
    read_region(r, op->regions[1], depth + 1);
    for (size_t i = 0; i < types.len; i++)
        ir_op_add_result(b, op, types.data[i], NULL);
    define_results(r, op, results);
}

/* "%name: type" */
static void read_arg(struct ir_reader *r, struct ir_region *region)
{
    const char *name = ir_lex_take(&r->lex, IR_TOKEN_VALUE, "a name");
    ir_lex_expect(&r->lex, ':');
    const struct ir_type *type = ir_read_type(r);
    if (!failed(r))
        define(r, ir_region_add_arg(r->module, region, type, NULL), name);
}

static void read_carried(struct ir_reader *r, struct ir_builder *b, struct ir_op *op)
{
    if (!ir_lex_accept_word(&r->lex, "carry"))
        return;
    ir_lex_expect(&r->lex, '(');
    do {
        read_arg(r, op->regions[0]);
        ir_lex_expect(&r->lex, '=');
        struct ir_value *initial = ir_read_use(r);
        if (failed(r))
            return;
        ir_op_add_operand(r->module, op, initial);
        ir_op_add_result(b, op, vec_last(&op->regions[0]->args)->type, NULL);
    } while (ir_lex_accept(&r->lex, ','));
    ir_lex_expect(&r->lex, ')');
}

static enum ir_predicate read_predicate(struct ir_reader *r)
{
    if (ir_lex_accept_word(&r->lex, "lt"))
        return IR_PRED_LT;
    if (ir_lex_accept_word(&r->lex, "le"))
        return IR_PRED_LE;
    if (ir_lex_accept_word(&r->lex, "gt"))
        return IR_PRED_GT;
    if (!ir_lex_accept_word(&r->lex, "ge"))
        ir_lex_fail(&r->lex, "expected 'lt', 'le', 'gt' or 'ge'");
    return IR_PRED_GE;
}

/* " = %from lt %to step %step" */
static void read_range(struct ir_reader *r, struct ir_op *op)
{
    struct ir_value *range[3] = {0};
    ir_lex_expect(&r->lex, '=');
    range[0] = ir_read_use(r);
    op->attr.loop.pred = read_predicate(r);
    range[1] = ir_read_use(r);
    if (!ir_lex_accept_word(&r->lex, "step"))
        ir_lex_fail(&r->lex, "expected 'step'");
    range[2] = ir_read_use(r);
    op->attr.loop.reverse = ir_lex_accept_word(&r->lex, "reverse");
    for (int i = 0; i < 3 && !failed(r); i++)
        ir_op_add_operand(r->module, op, range[i]);
}

static void read_loop(struct ir_reader *r, struct ir_builder *b, enum ir_opcode code,
                      const names *results, int depth)
{
    struct ir_op *op = ir_build_op(b, code, NULL, 0, 0);
    read_arg(r, op->regions[0]);
    if (code == IR_FOR)
        read_range(r, op);
    if (!failed(r))
        read_carried(r, b, op);
    read_site(r, op);
    read_region(r, op->regions[0], depth + 1);
    if (!failed(r))
        define_results(r, op, results);
}

/* False for what is no number, or none that fits in the 64 bits of a constant. */
static bool parse_integer(const char *text, const struct ir_type *type, int64_t *bits)
{
    char *end = NULL;
    errno = 0;
    if (ir_type_is_signed(type))
        *bits = strtoll(text, &end, 10);
    else
        *bits = text[0] == '-' ? 0 : (int64_t)strtoull(text, &end, 10);
    return end && end != text && !*end && !errno;
}

static void read_integer(struct ir_reader *r, const struct ir_type *type, union ir_attr *attr)
{
    if (!ir_type_is_integer(type))
        ir_lex_fail(&r->lex, "expected an integer type");
    else if (ir_lex_accept_word(&r->lex, "true"))
        attr->integer = 1;
    else if (ir_lex_accept_word(&r->lex, "false"))
        attr->integer = 0;
    else if (r->lex.token.kind != IR_TOKEN_NUMBER ||
             !parse_integer(r->lex.token.text, type, &attr->integer))
        ir_lex_fail(&r->lex, "expected an integer of this type");
    else
        ir_lex_advance(&r->lex);
}

static void read_real(struct ir_reader *r, const struct ir_type *type, union ir_attr *attr)
{
    bool is_number = r->lex.token.kind == IR_TOKEN_NUMBER || ir_lex_is_word(&r->lex, "inf") ||
                     ir_lex_is_word(&r->lex, "nan");
    char *end = NULL;
    if (!ir_type_is_real(type)) {
        ir_lex_fail(&r->lex, "expected a real type");
        return;
    }
    struct ir_real *real = ARENA_NEW(r->module->arena, struct ir_real);
    attr->real = real;
    if (is_number)
        real->value = ir_real_parse(r->lex.token.text, type, &end);
    if (!end || end == r->lex.token.text || *end) {
        ir_lex_fail(&r->lex, "expected a real number");
        return;
    }
    ir_lex_advance(&r->lex);
    if (r->lex.token.kind == IR_TOKEN_STRING)
        real->text = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a spelling"));
}

static void read_global(struct ir_reader *r, union ir_attr *attr)
{
    const char *name = ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a global");
    attr->global = ir_symbol_find(r->globals, name);
    if (!attr->global)
        ir_lex_fail(&r->lex, "global '%s' is not declared", name);
}

/* The attribute as it stands between the result type and the operands. */
static void read_attr(struct ir_reader *r, const struct ir_op_info *info,
                      const struct ir_type *type, union ir_attr *attr)
{
    switch (info->attr) {
    case IR_ATTR_INTEGER:
        read_integer(r, type, attr);
        break;
    case IR_ATTR_REAL:
        read_real(r, type, attr);
        break;
    case IR_ATTR_TEXT:
        attr->text = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a string"));
        break;
    case IR_ATTR_GLOBAL:
        read_global(r, attr);
        break;
    case IR_ATTR_CALLEE:
        attr->callee = ir_read_callee(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a function"));
        break;
    case IR_ATTR_STACK:
        attr->stack = (unsigned)ir_read_count(r, IR_TOKEN_INDEX, MOST_STACKS);
        break;
    default:
        break;
    }
}

static unsigned field_named(const struct ir_record *record, const char *name)
{
    unsigned i = 0;
    while (i < record->field_count && strcmp(record->fields[i].name, name) != 0)
        i++;
    return i;
}

/* ", .name" or ", #number" */
static void read_field(struct ir_reader *r, const values *uses, union ir_attr *attr)
{
    const struct ir_type *type = failed(r) || !uses->len ? NULL : uses->data[0]->type;
    if (!type || type->kind != IR_TYPE_PTR || type->elem->kind != IR_TYPE_RECORD) {
        ir_lex_fail(&r->lex, "expected a pointer to a record");
        return;
    }
    const struct ir_record *record = type->elem->record;
    ir_lex_expect(&r->lex, ',');
    if (r->lex.token.kind == IR_TOKEN_INDEX) {
        attr->field = (unsigned)ir_read_count(r, IR_TOKEN_INDEX, UINT32_MAX);
        return;
    }
    const char *name = ir_lex_take(&r->lex, IR_TOKEN_FIELD, "a field");
    attr->field = field_named(record, name);
    if (attr->field == record->field_count)
        ir_lex_fail(&r->lex, "record '%s' has no field '%s'", record->name, name);
}

static bool is_comparison(enum ir_opcode code)
{
    return (code >= IR_EQ && code <= IR_GE) || code == IR_LNOT;
}

static const struct ir_type *read_result_type(struct ir_reader *r, enum ir_opcode code)
{
    if (is_comparison(code))
        return ir_type_scalar(r->module->types, IR_BOOL);
    if (ir_op_infos[code].effect != IR_EFFECT_ALLOC)
        return ir_read_type(r);
    bool is_const = ir_lex_accept_word(&r->lex, "const");
    return ir_type_ptr(r->module->types, ir_read_type(r), is_const);
}

static void read_operands(struct ir_reader *r, enum ir_opcode code, union ir_attr attr,
                          values *uses)
{
    const struct ir_op_info *info = &ir_op_infos[code];
    size_t most = info->operands == IR_ANY ? MOST_OPERANDS : (size_t)info->operands;
    if (code == IR_MATH)
        most = ir_math_arity(attr.math);
    if (code == IR_CALL) {
        ir_lex_expect(&r->lex, '(');
        read_uses(r, uses, most);
        ir_lex_expect(&r->lex, ')');
    } else if (info->effect != IR_EFFECT_ALLOC || ir_lex_accept(&r->lex, ',')) {
        read_uses(r, uses, code == IR_SLOT ? 1 : most);
    }
    if ((code == IR_MATH || info->operands != IR_ANY) && uses->len != most)
        ir_lex_fail(&r->lex, "%zu operands expected", most);
}

static void read_plain(struct ir_reader *r, struct ir_builder *b, enum ir_opcode code,
                       enum ir_math math, const names *results)
{
    const struct ir_op_info *info = &ir_op_infos[code];
    union ir_attr attr = {0};
    values uses = {0};
    const struct ir_type *type = NULL;
    if (code == IR_MATH)
        attr.math = math;
    if (results->len > (info->results == 0 ? 0 : 1) || (info->results == 1 && !results->len))
        ir_lex_fail(&r->lex, "wrong number of results");
    if (results->len)
        type = read_result_type(r, code);
    if (failed(r))
        return;
    read_attr(r, info, type, &attr);
    if (!failed(r))
        read_operands(r, code, attr, &uses);
    if (code == IR_FIELD)
        read_field(r, &uses, &attr);
    if (failed(r))
        return;
    struct ir_op *op = ir_build_op(b, code, uses.data, (uint32_t)uses.len, (uint32_t)results->len);
    op->attr = attr;
    if (type)
        op->results[0]->type = type;
    read_site(r, op);
    define_results(r, op, results);
}

static bool find_opcode(const char *name, enum ir_opcode *code, enum ir_math *math)
{
    if (ir_math_find(name, math)) {
        *code = IR_MATH;
        return true;
    }
    for (int i = 0; i < IR_OPCODE_COUNT; i++) {
        if (i != IR_MATH && strcmp(ir_op_infos[i].name, name) == 0) {
            *code = (enum ir_opcode)i;
            return true;
        }
    }
    return false;
}

static void read_result_names(struct ir_reader *r, names *results)
{
    if (r->lex.token.kind != IR_TOKEN_VALUE)
        return;
    do
        vec_push(r->scratch, results, ir_lex_take(&r->lex, IR_TOKEN_VALUE, "a name"));
    while (ir_lex_accept(&r->lex, ','));
    ir_lex_expect(&r->lex, '=');
}

static void read_op(struct ir_reader *r, struct ir_region *region, int depth)
{
    names results = {0};
    enum ir_opcode code = IR_CONST;
    enum ir_math math = IR_MATH_SQRT;
    read_result_names(r, &results);
    const char *word = r->lex.token.text;
    if (r->lex.token.kind != IR_TOKEN_WORD || !find_opcode(word, &code, &math)) {
        ir_lex_fail(&r->lex, "expected an operation");
        return;
    }
    ir_lex_advance(&r->lex);
    struct ir_builder b = ir_builder_at_end(r->module, region);
    if (code == IR_IF)
        read_if(r, &b, &results, depth);
    else if (code == IR_FOR || code == IR_WHILE)
        read_loop(r, &b, code, &results, depth);
    else
        read_plain(r, &b, code, math, &results);
}

static void read_region(struct ir_reader *r, struct ir_region *region, int depth)
{
    if (depth > DEEPEST_REGION)
        ir_lex_fail(&r->lex, "regions nested too deeply");
    ir_lex_expect(&r->lex, '{');
    while (!failed(r) && !ir_lex_is(&r->lex, '}'))
        read_op(r, region, depth);
    ir_lex_expect(&r->lex, '}');
}

static const char *read_text_flag(struct ir_reader *r, const char *word)
{
    if (!ir_lex_accept_word(&r->lex, word))
        return NULL;
    return ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_STRING, "a string"));
}

static void read_param(struct ir_reader *r, struct ir_func *func)
{
    read_arg(r, func->body);
    struct ir_param param = {0};
    param.is_wrt = ir_lex_accept_word(&r->lex, "wrt");
    param.is_const = ir_lex_accept_word(&r->lex, "fixed");
    param.is_out = ir_lex_accept_word(&r->lex, "out");
    param.is_work = ir_lex_accept_word(&r->lex, "work");
    param.is_restrict = ir_lex_accept_word(&r->lex, "restrict");
    param.is_by_value = ir_lex_accept_word(&r->lex, "by_value");
    param.is_result = ir_lex_accept_word(&r->lex, "result");
    param.is_grad = ir_lex_accept_word(&r->lex, "grad");
    param.c_decl = read_text_flag(r, "decl");
    param.c_grad_decl = read_text_flag(r, "grad_decl");
    if (ir_lex_accept_word(&r->lex, "extent"))
        param.extent = ir_read_extent(r, func);
    param.contract = ir_read_contract(r);
    param.loc = ir_read_loc(r);
    vec_push(r->module->arena, &func->params, param);
}

static void read_params(struct ir_reader *r, struct ir_func *func)
{
    ir_lex_expect(&r->lex, '(');
    while (!failed(r) && !ir_lex_is(&r->lex, ')')) {
        read_param(r, func);
        if (!ir_lex_accept(&r->lex, ','))
            break;
    }
    ir_lex_expect(&r->lex, ')');
}

void ir_read_func(struct ir_reader *r)
{
    const char *name = ir_read_keep(r, ir_lex_take(&r->lex, IR_TOKEN_SYMBOL, "a name"));
    if (ir_func_find(r->module, name))
        ir_lex_fail(&r->lex, "function '%s' is defined twice", name);
    struct ir_func *func = ir_func_create(r->module, name, ir_type_void(r->module->types));
    r->values = NULL;
    read_params(r, func);
    ir_lex_expect(&r->lex, '-');
    ir_lex_expect(&r->lex, '>');
    func->result = ir_read_type(r);
    func->is_static = ir_lex_accept_word(&r->lex, "static");
    func->is_inline = ir_lex_accept_word(&r->lex, "inline");
    func->is_included = ir_lex_accept_word(&r->lex, "included");
    func->is_loss = ir_lex_accept_word(&r->lex, "loss");
    func->is_derivative = ir_lex_accept_word(&r->lex, "derivative");
    func->is_part = ir_lex_accept_word(&r->lex, "part");
    func->summary = read_text_flag(r, "summary");
    if (ir_lex_accept_word(&r->lex, "stacks"))
        func->stack_count = (unsigned)ir_read_count(r, IR_TOKEN_NUMBER, MOST_STACKS);
    func->loc = ir_read_loc(r);
    read_region(r, func->body, 0);
    ir_symbols_clear(&r->values);
}
