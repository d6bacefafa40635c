/* What a matrix is made of, and what stands in the way of making it. */
#include "diff/dense_plan.h"

#include "analysis/subjects.h"
#include "diff/leaves.h"

/* ---- what is refused */

static struct diag *refusal(struct dense *d, struct src_loc loc, const char *what)
{
    d->failed = true;
    return diag_new(d->engine, DIAG_unsupported_construct, loc, what);
}

static void refuse_block(struct dense *d, const struct dense_block *block, const char *why,
                         const char *advice)
{
    const char *name = block->value->name ? block->value->name : "a parameter";
    struct diag *diag =
        refusal(d, block->param->loc,
                arena_printf(d->module->arena, "'%s' as a part of a matrix: %s", name, why));
    diag_about_parameter(diag, name, DIAG_GRADIENT_UNSAID);
    if (advice)
        diag_note(diag, block->param->loc, advice, name, name);
    diag_emit(diag);
}

static bool is_pointer_to_reals(const struct ir_type *type)
{
    return ir_type_is_ptr(type) && subject_type_is_real(type);
}

static bool has_size(const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    return type->kind != IR_TYPE_VOID && type->kind != IR_TYPE_FUNC &&
           (type->kind != IR_TYPE_RECORD || type->record->is_complete);
}

static bool is_array(const struct dense_block *block)
{
    return ir_type_is_ptr(block->value->type) && !block->param->is_by_value;
}

/* Where the source does not say how many objects there are, there is one, unless the function is
 * seen to look for more. */
static void check_block(struct dense *d, const struct dense_block *block, bool is_stepped)
{
    if (!block->is_followed && !block->is_changed)
        return;
    if (is_array(block) && !block->extent && is_stepped)
        refuse_block(d, block, "how many elements it leads to is not declared",
                     "declare it as an array: '%s[n]', where n is a number or an integer parameter "
                     "before '%s'");
    else if (!has_size(block->type))
        refuse_block(d, block, "the size of what it leads to is not known", NULL);
    else if ((block->is_row || block->is_column) && type_has_leaf(block->type, is_pointer_to_reals))
        refuse_block(d, block, "it holds pointers to reals", NULL);
}

/* ---- blocks */

static struct dense_block make_block(const struct dense *d, size_t i, size_t source)
{
    const struct ir_func *primal = d->request->primal;
    const struct ir_param *param = &primal->params.data[i];
    const struct ir_value *value = primal->body->args.data[i];
    bool is_gradient = d->request->is_gradient;
    return (struct dense_block){
        .param = param,
        .value = value,
        .type = ir_type_is_ptr(value->type) ? value->type->elem : value->type,
        .extent = d->request->loss->params.data[source].extent,
        .is_column = param->is_wrt && !param->is_grad,
        .is_row = is_gradient ? param->is_wrt && param->is_grad : param->is_out,
        .is_followed = param->is_wrt || param->is_out || param->is_work,
    };
}

static bool fits_at_once(const struct dense *d, bool forward)
{
    uint64_t count;
    return dense_known_count(d, !forward, &count) && count <= dense_width(d, forward);
}

/* What a function that calls itself uses is not looked for. */
static bool may_use(const struct ir_region *region, const struct ir_global *global)
{
    IR_FOR_EACH_OP (op, region) {
        if (op->code == IR_GLOBAL && op->attr.global == global)
            return true;
        if (op->code == IR_CALL && ir_call_is_split(op))
            return true;
        for (uint32_t i = 0; i < op->region_count; i++)
            if (may_use(op->regions[i], global))
                return true;
    }
    return false;
}

static struct dense_block make_global_block(struct dense *d, struct ir_global *global)
{
    struct ir_param *param = ARENA_NEW(d->arena, struct ir_param);
    struct ir_value *value = ARENA_NEW(d->arena, struct ir_value);
    param->loc = global->loc;
    value->name = global->name;
    value->type = ir_type_ptr(d->module->types, global->type, false);
    return (struct dense_block){.global = global,
                                .param = param,
                                .value = value,
                                .type = global->type,
                                .is_column = true,
                                .is_followed = true};
}

static void add_global_blocks(struct dense *d)
{
    for (size_t i = 0; i < d->module->globals.len; i++) {
        struct ir_global *global = d->module->globals.data[i];
        if (global->is_wrt && may_use(d->request->primal->body, global))
            d->blocks[d->block_count++] = make_global_block(d, global);
    }
}

/* Whether the function is run once only, whichever way; then it need not find anything again. */
static bool runs_once(const struct dense *d)
{
    bool is_forward = d->request->direction != DENSE_REVERSE || d->request->is_gradient;
    bool is_reverse = d->request->direction != DENSE_FORWARD && !d->request->is_gradient;
    return (!is_forward || fits_at_once(d, true)) && (!is_reverse || fits_at_once(d, false));
}

static void find_changes(struct dense *d, const struct repeat *repeat)
{
    d->runs_once = runs_once(d);
    if (d->runs_once)
        return;
    for (size_t i = 0; i < d->request->primal->params.len; i++) {
        struct dense_block *block = &d->blocks[i];
        block->is_changed = repeat->is_changed[i] && !block->param->is_work && is_array(block);
    }
    for (size_t i = 0; i < repeat->globals.len; i++)
        vec_push(d->arena, &d->saved, repeat->globals.data[i]);
    if (repeat->obstacle)
        diag_emit(refusal(d, repeat->obstacle->loc,
                          arena_printf(d->module->arena,
                                       "a function that %s into a matrix: it is run several times",
                                       repeat->why)));
}

/* The widest type of the reals of rows and columns. */
static void find_widest(struct dense *d, const struct ir_type *type)
{
    while (type->kind == IR_TYPE_ARRAY)
        type = type->elem;
    if (ir_type_is_real(type) && (!d->real || ir_type_bits(type) > ir_type_bits(d->real)))
        d->real = type;
    for (unsigned i = 0; type->kind == IR_TYPE_RECORD && i < type->record->field_count; i++)
        find_widest(d, type->record->fields[i].type);
}

/* The parameter of the loss that parameter `i` of the primal is, or belongs to. */
static size_t source_of(const struct dense *d, size_t i)
{
    size_t source = 0;
    for (size_t k = 1; k <= i; k++)
        source += !d->request->primal->params.data[k].is_grad;
    return source;
}

static void make_blocks(struct dense *d)
{
    size_t params = d->request->primal->params.len;
    bool has_rows = false;
    d->blocks = ARENA_ARRAY(d->arena, struct dense_block, params + d->module->globals.len + 1);
    for (; d->block_count < params; d->block_count++)
        d->blocks[d->block_count] = make_block(d, d->block_count, source_of(d, d->block_count));
    add_global_blocks(d);
    for (size_t i = 0; i < d->block_count; i++) {
        has_rows |= d->blocks[i].is_row;
        if (d->blocks[i].is_row || d->blocks[i].is_column)
            find_widest(d, d->blocks[i].type);
    }
    d->returns_row = !has_rows;
    if (d->returns_row)
        find_widest(d, d->request->primal->result);
}

void dense_plan(struct dense *d)
{
    struct repeat own = repeat_find(d->arena, d->request->primal);
    struct repeat of_loss = repeat_find(d->arena, d->request->loss);
    make_blocks(d);
    find_changes(d, &own);
    for (size_t i = 0; i < d->block_count; i++)
        check_block(d, &d->blocks[i], !d->blocks[i].global && of_loss.is_stepped[source_of(d, i)]);
}

/* ---- counting */

unsigned dense_width(const struct dense *d, bool forward)
{
    uint64_t count;
    if (d->request->product)
        return 1;
    bool is_narrow = dense_known_count(d, !forward, &count) && count < d->request->width;
    return !is_narrow ? d->request->width : count ? (unsigned)count : 1;
}

static bool known_extent(const struct ir_extent *extent, uint64_t *count)
{
    *count = extent ? (uint64_t)extent->number : 1;
    return !extent || extent->kind == IR_EXTENT_NUMBER;
}

bool dense_known_count(const struct dense *d, bool of_rows, uint64_t *count)
{
    uint64_t sum = of_rows && d->returns_row ? 1 : 0, objects;
    for (size_t i = 0; i < d->block_count; i++) {
        const struct dense_block *block = &d->blocks[i];
        if (!(of_rows ? block->is_row : block->is_column))
            continue;
        if (!known_extent(is_array(block) ? block->extent : NULL, &objects))
            return false;
        sum += objects * type_real_count(block->type);
    }
    *count = sum;
    return true;
}
