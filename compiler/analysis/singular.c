/* Arguments at the edge of a function's domain, and divisors that may be 0. */
#include "analysis/singular.h"

#include "analysis/math_ranges.h"
#include "analysis/singular_state.h"

#include <math.h>
#include <string.h>

struct edges {
    int count;
    double first, second;
};

struct row {
    enum ir_math math;
    const char *outside, *end, *clip;
    struct edges edges;
};

#define NOWHERE {0, 0, 0}
#define AT(x) {1, x, x}
#define ENDS(lo, hi) {2, lo, hi}

static const struct row rows[] = {
#define SINGULAR(id, outside, end, edges, clip) {IR_MATH_##id, outside, end, clip, edges},
#include "analysis/singular.def"
#undef SINGULAR
};

/* ---- questions */

bool singular_is_active(const struct singular *s, const struct ir_op *op, uint32_t operand)
{
    return loss_flow_is_varied(s->flow, op->operands[operand]) &&
           loss_flow_is_useful(s->flow, ir_result(op)) &&
           ir_type_is_real(op->operands[operand]->type);
}

const struct ir_value *singular_unconverted(const struct ir_value *value)
{
    while (value->def && value->def->code == IR_CONV)
        value = value->def->operands[0];
    return value;
}

void singular_found(struct singular *s, struct diag *d)
{
    vec_push(s->flow->arena, &s->found, d);
}

/* ---- masks */

static bool is_zero_or_one(const struct ir_value *value)
{
    const struct ir_op *def = singular_unconverted(value)->def;
    if (def && def->code == IR_CONST)
        return def->attr.integer == 0 || def->attr.integer == 1;
    return def && def->code == IR_REAL &&
           (def->attr.real->value == 0 || def->attr.real->value == 1);
}

/* A comparison used as a number, or a choice between 0 and 1. */
static bool is_mask(const struct ir_value *value)
{
    value = singular_unconverted(value);
    const struct ir_op *def = value->def;
    if (ir_type_is_bool(value->type))
        return true;
    if (def && def->code == IR_SELECT)
        return is_zero_or_one(def->operands[1]) && is_zero_or_one(def->operands[2]);
    if (def && def->code == IR_IF)
        return is_zero_or_one(ir_terminator(def->regions[0])->operands[value->index]) &&
               is_zero_or_one(ir_terminator(def->regions[1])->operands[value->index]);
    return false;
}

static bool is_masked(const struct singular *s, const struct ir_value *value, int depth);

/* Whether this use of a value multiplies it, or a multiple of it, by a mask. */
static bool masks(const struct singular *s, const struct ir_op *use, const struct ir_value *value,
                  int depth)
{
    if (use->code == IR_MUL && is_mask(use->operands[use->operands[0] == value]))
        return true;
    return (use->code == IR_MUL || use->code == IR_NEG || use->code == IR_CONV) &&
           is_masked(s, ir_result(use), depth + 1);
}

static bool is_masked(const struct singular *s, const struct ir_value *value, int depth)
{
    enum { DEEPEST = 4, MOST_USES = 8 };
    uint32_t begin = s->flow->uses.first[value->id], end = s->flow->uses.first[value->id + 1];
    if (depth > DEEPEST || end - begin > MOST_USES)
        return false;
    for (uint32_t i = begin; i < end; i++)
        if (!masks(s, s->flow->uses.ops[i], value, depth))
            return false;
    return end > begin;
}

/* ---- what to say */

/* What is wrong with an operand. */
struct fault {
    const struct ir_op *op;
    uint32_t operand;
    const char *name;    /* "log", "/" */
    const char *subject; /* "argument of 'log'" */
    const char *what;    /* "negative or zero" */
    const char *outcome; /* "NaN" or "infinite" */
    const char *clip;    /* as in singular.def; NULL where only an 'if' helps */
    bool is_certain;
};

static void finish(struct singular *s, struct diag *d, const struct fault *f)
{
    singular_note_range(s, d, f->op, f->operand);
    if (!f->is_certain) {
        singular_note_late_guard(s, d, f->op);
        singular_note_clip(s, d, f->op, f->operand, f->clip);
        singular_note_promise(s, d, f->op->operands[f->operand]);
    }
    singular_found(s, d);
}

static void report_domain(struct singular *s, const struct fault *f)
{
    struct src_loc loc = f->op->loc;
    if (is_masked(s, ir_result(f->op), 0)) {
        const char *value =
            strcmp(f->outcome, "NaN") == 0 && strcmp(f->what, "negative") == 0 ? "NaN" : "inf";
        struct diag *d = diag_new(s->flow->engine, DIAG_masked_singularity, loc, value, f->name);
        singular_note_range(s, d, f->op, f->operand);
        diag_note(d, loc, "compute it under an 'if' instead of multiplying by 0");
        singular_found(s, d);
        return;
    }
    const char *verb = f->is_certain ? "is always" : "may be";
    struct diag *d = diag_new(s->flow->engine, DIAG_domain, loc, f->subject,
                              arena_printf(s->flow->arena, "%s %s", verb, f->what), f->outcome);
    if (f->is_certain)
        diag_certain(d);
    finish(s, d, f);
}

static void report_derivative(struct singular *s, const struct fault *f, double at)
{
    struct diag *d = diag_new(s->flow->engine, DIAG_singular_derivative, f->op->loc, f->name,
                              arena_printf(s->flow->arena, "%.6g", at));
    finish(s, d, f);
}

/* ---- functions of one argument */

static struct interval domain_of(const struct row *row)
{
    /* lgamma has values between its poles, but nobody means to be there */
    return row->math == IR_MATH_LGAMMA ? interval_above(interval_point(0), false)
                                       : math_domain(row->math);
}

/* Whether all of `x` that lies outside a domain is the domain's open ends. */
static bool only_ends(struct interval x, struct interval domain)
{
    struct interval closed = interval_closed(domain.lo, domain.hi);
    return interval_within(x, closed);
}

/* A range whose only bad number is a 0 that memory began with is not spoken of: most such buffers
 * are filled before they are read, which one range a buffer cannot show. */
static bool is_soft(struct interval x, struct interval domain)
{
    return x.soft_zero && interval_within(interval_without(x, 0), domain);
}

/* Nothing is known of it: it is a number of things for all that the program says. */
static bool may_be_count(struct singular *s, const struct ir_value *value)
{
    const struct ir_op *made = value->def;
    bool is_given = !made || made->code == IR_LOAD || made->region_count;
    return ir_type_is_integer(value->type) && is_given &&
           interval_equals(ranges_of(s->ranges, value), interval_of_type(value->type));
}

/* Whether a value is a number of things, an integer of the caller's or a sum of such, and something
 * in the domain on top of it, as in lgamma(count + shape). */
static bool is_count_and_more(struct singular *s, const struct ir_value *value,
                              struct interval domain)
{
    const struct ir_op *def = value->def;
    if (!def || def->code != IR_ADD || domain.hi < INFINITY)
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        if (may_be_count(s, singular_unconverted(def->operands[i])) &&
            interval_within(ranges_of(s->ranges, def->operands[1 - i]), domain))
            return true;
    }
    return false;
}

static void check_edges(struct singular *s, struct fault *f, const struct row *row,
                        struct interval x)
{
    for (int i = 0; i < row->edges.count; i++) {
        double at = i ? row->edges.second : row->edges.first;
        if (interval_has(x, at) && !(at == 0 && x.soft_zero)) {
            report_derivative(s, f, at);
            return;
        }
    }
}

static void check_argument(struct singular *s, const struct ir_op *op, const struct row *row)
{
    struct interval x = ranges_of(s->ranges, op->operands[0]), domain = domain_of(row);
    const char *name = ir_math_name(row->math);
    struct fault f = {.op = op,
                      .name = name,
                      .subject = arena_printf(s->flow->arena, "argument of '%s'", name),
                      .what = row->outside,
                      .outcome = "NaN",
                      .clip = row->clip};
    if (interval_is_empty(x) || !singular_is_active(s, op, 0) || is_soft(x, domain))
        return;
    if (interval_within(x, domain)) {
        check_edges(s, &f, row, x);
        return;
    }
    if (is_count_and_more(s, op->operands[0], domain))
        return;
    if (*row->end && only_ends(x, domain)) {
        f.what = row->end;
        f.outcome = "infinite";
    }
    f.is_certain = interval_is_empty(interval_meet(x, domain)) && row->math != IR_MATH_LGAMMA;
    report_domain(s, &f);
}

/* ---- divisors */

static bool is_zero(struct singular *s, const struct ir_value *value)
{
    struct interval x = ranges_of(s->ranges, value);
    return interval_is_point(x) && x.lo == 0;
}

/* Whether the program itself makes 0 of a divisor: by a bound that it states. */
static bool is_deliberate(struct singular *s, const struct ir_value *divisor, struct interval x)
{
    if (interval_is_point(x))
        return true;
    if (x.lo != 0 && x.hi != 0)
        return false;
    if (singular_contract_of(s, divisor))
        return true;
    const struct ir_op *def = singular_unconverted(divisor)->def;
    bool is_clip = def && def->code == IR_MATH &&
                   (def->attr.math == IR_MATH_FMAX || def->attr.math == IR_MATH_FMIN);
    bool is_choice = def && def->code == IR_SELECT;
    for (uint32_t i = is_choice; (is_clip || is_choice) && i < def->operand_count; i++)
        if (is_zero(s, def->operands[i]))
            return true;
    return false;
}

static void check_divisor(struct singular *s, const struct ir_op *op, uint32_t operand)
{
    const struct ir_value *divisor = op->operands[operand];
    if (!singular_is_active(s, op, operand))
        return;
    struct interval x = ranges_of(s->ranges, divisor);
    if (!interval_has_zero(x) || x.soft_zero)
        return;
    bool is_point = interval_is_point(x);
    if (is_point && singular_is_singled_out(s, op, divisor)) /* an infinity that is meant */
        return;
    struct fault f = {.op = op,
                      .operand = operand,
                      .name = op->code == IR_MATH ? ir_math_name(op->attr.math) : "/",
                      .subject = "divisor",
                      .what = "zero",
                      .outcome = "NaN",
                      .clip = x.lo >= 0 ? "fmax@($, ~)" : NULL,
                      .is_certain = is_point};
    if (is_deliberate(s, divisor, x))
        report_domain(s, &f);
    else
        finish(s, diag_new(s->flow->engine, DIAG_unproved_division, op->loc), &f);
}

/* ---- pow */

static bool is_whole(struct singular *s, const struct ir_value *exponent)
{
    struct interval e = ranges_of(s->ranges, exponent);
    return ir_type_is_integer(singular_unconverted(exponent)->type) ||
           (interval_is_point(e) && e.lo == trunc(e.lo));
}

/* A whole power divides where it is surely negative. x to another power is real where x >= 0; its
 * derivative is finite at 0 where the power is at least 1, unless the power varies itself (x^y log
 * x). */
static void check_pow(struct singular *s, const struct ir_op *op)
{
    struct interval x = ranges_of(s->ranges, op->operands[0]);
    struct interval e = ranges_of(s->ranges, op->operands[1]);
    if (interval_is_empty(x) || interval_is_empty(e) || !singular_is_active(s, op, 0))
        return;
    if (is_whole(s, op->operands[1])) {
        if (e.hi < 0)
            check_divisor(s, op, 0);
        return;
    }
    struct fault f = {.op = op,
                      .name = "pow",
                      .subject = "argument of 'pow'",
                      .what = "negative",
                      .outcome = "NaN",
                      .clip = "fmax@($, ~)"};
    bool is_pole = e.hi < 0 || singular_is_active(s, op, 1);
    if (x.lo < 0) {
        f.what = is_pole ? "negative or zero" : f.what;
        f.is_certain = x.hi < 0 && interval_is_point(e);
        report_domain(s, &f);
    } else if (interval_has_zero(x) && !x.soft_zero && is_pole) {
        f.what = "zero";
        report_domain(s, &f);
    } else if (interval_has_zero(x) && !x.soft_zero && e.lo < 1) {
        report_derivative(s, &f, 0);
    }
}

/* ---- functions of a complex number that end at 0 */

/* What is known of the size of a complex number where the function computes that, too. */
static struct interval size_of(const struct singular *s, const struct ir_op *op)
{
    const struct numbering *n = &s->flow->numbering;
    uint32_t number =
        numbering_find_math(n, IR_MATH_HYPOT, ir_result(op)->type, numbering_of(n, op->operands[0]),
                            numbering_of(n, op->operands[1]));
    return number == NUMBER_NONE ? interval_full() : ranges_known(s->ranges, n->values[number]);
}

static bool may_be_zero(const struct singular *s, const struct ir_op *op, bool *is_certain)
{
    *is_certain = true;
    for (uint32_t i = 0; i < 2; i++) {
        struct interval part = ranges_of(s->ranges, op->operands[i]);
        if (!interval_has_zero(part) || part.soft_zero)
            return false;
        *is_certain &= interval_is_point(part);
    }
    return interval_has_zero(size_of(s, op));
}

static void check_complex(struct singular *s, const struct ir_op *op)
{
    struct fault f = {.op = op, .what = "zero", .outcome = "infinite"};
    bool is_active = singular_is_active(s, op, 0) || singular_is_active(s, op, 1);
    if (!is_active || !may_be_zero(s, op, &f.is_certain))
        return;
    f.name = op->attr.math == IR_MATH_CLOG_RE ? "clog" : "csqrt";
    f.subject = "argument of 'clog'";
    if (op->attr.math == IR_MATH_CLOG_RE)
        report_domain(s, &f);
    else
        report_derivative(s, &f, 0);
}

/* ---- the walk */

static void check_math(struct singular *s, const struct ir_op *op)
{
    if (!ir_type_is_real(ir_result(op)->type))
        return;
    if (op->attr.math == IR_MATH_POW)
        check_pow(s, op);
    if (op->attr.math == IR_MATH_FMOD)
        check_divisor(s, op, 1);
    if (op->attr.math == IR_MATH_CLOG_RE || op->attr.math == IR_MATH_CSQRT_RE ||
        op->attr.math == IR_MATH_CSQRT_IM)
        check_complex(s, op);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].math == op->attr.math)
            check_argument(s, op, &rows[i]);
    singular_check_stability(s, op);
}

static void begin(void *context, struct ranges *ranges)
{
    struct singular *s = context;
    s->ranges = ranges;
    s->found.len = s->zero_factors.len = 0;
}

static void check_op(void *context, const struct ir_op *op)
{
    struct singular *s = context;
    switch (op->code) {
    case IR_MATH:
        check_math(s, op);
        break;
    case IR_DIV:
        if (ir_type_is_real(ir_result(op)->type))
            check_divisor(s, op, 1);
        break;
    case IR_MUL:
        singular_check_factor(s, op);
        break;
    case IR_SUB:
        singular_check_stability(s, op);
        break;
    case IR_IF:
    case IR_SELECT:
        singular_check_branch(s, op);
        break;
    default:
        break;
    }
}

void singular_check(const struct loss_flow *flow)
{
    struct singular s = {.flow = flow};
    const struct ranges_visitor visitor = {begin, check_op, &s};
    ranges_walk(flow->arena, flow->loss, flow->graph.cells, &flow->numbering, &visitor);
    for (size_t i = 0; i < s.found.len; i++)
        diag_emit(s.found.data[i]);
    singular_report_factors(&s);
}
