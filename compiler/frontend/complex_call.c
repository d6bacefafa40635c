/* The functions of complex.h, by the functions of math.h that their parts are made of. */
#include "frontend/complex.h"

#include <string.h>

typedef struct ir_value *real;
typedef struct complex_parts parts;

static real math1(struct lower_state *l, enum ir_math math, real x)
{
    return ir_build_math(&l->b, math, &x);
}

static real math2(struct lower_state *l, enum ir_math math, real x, real y)
{
    return ir_build_math(&l->b, math, (struct ir_value *[]){x, y});
}

static real divided(struct lower_state *l, real x, real y)
{
    return ir_build_binary(&l->b, IR_DIV, x, y);
}

/* ---- parts of a number */

static parts re_of(struct lower_state *l, parts z)
{
    (void)l;
    return (parts){z.re, NULL};
}

static parts im_of(struct lower_state *l, parts z)
{
    (void)l;
    return (parts){z.im, NULL};
}

static parts magnitude(struct lower_state *l, parts z)
{
    return (parts){math2(l, IR_MATH_HYPOT, z.re, z.im), NULL};
}

static parts angle(struct lower_state *l, parts z)
{
    return (parts){math2(l, IR_MATH_ATAN2, z.im, z.re), NULL};
}

/* ---- complex results */

static parts conjugate(struct lower_state *l, parts z)
{
    return (parts){z.re, complex_neg(l, z.im)};
}

/* e^x (cos y + i sin y) */
static parts exponential(struct lower_state *l, parts z)
{
    real scale = math1(l, IR_MATH_EXP, z.re);
    return (parts){complex_mul(l, scale, math1(l, IR_MATH_COS, z.im)),
                   complex_mul(l, scale, math1(l, IR_MATH_SIN, z.im))};
}

/* log |z| + i arg z */
static parts logarithm(struct lower_state *l, parts z)
{
    return (parts){math1(l, IR_MATH_LOG, magnitude(l, z).re), angle(l, z).re};
}

/* sin x cosh y + i cos x sinh y */
static parts sine(struct lower_state *l, parts z)
{
    real cosh = math1(l, IR_MATH_COSH, z.im);
    real re = complex_mul(l, math1(l, IR_MATH_SIN, z.re), cosh);
    real sinh = math1(l, IR_MATH_SINH, z.im);
    return (parts){re, complex_mul(l, math1(l, IR_MATH_COS, z.re), sinh)};
}

/* cos x cosh y - i sin x sinh y */
static parts cosine(struct lower_state *l, parts z)
{
    real sinh = math1(l, IR_MATH_SINH, z.im);
    real im = complex_mul(l, math1(l, IR_MATH_SIN, z.re), sinh);
    real cosh = math1(l, IR_MATH_COSH, z.im);
    return (parts){complex_mul(l, math1(l, IR_MATH_COS, z.re), cosh), complex_neg(l, im)};
}

/* (sin x cos x + i sinh y cosh y) / (cos^2 x + sinh^2 y) */
static parts tangent(struct lower_state *l, parts z)
{
    real sin = math1(l, IR_MATH_SIN, z.re), cos = math1(l, IR_MATH_COS, z.re);
    real sinh = math1(l, IR_MATH_SINH, z.im), cosh = math1(l, IR_MATH_COSH, z.im);
    real below = complex_mul(l, sinh, sinh);
    below = complex_add(l, complex_mul(l, cos, cos), below);
    return (parts){divided(l, complex_mul(l, sin, cos), below),
                   divided(l, complex_mul(l, sinh, cosh), below)};
}

/* f(z) = -i g(iz) */
static parts rotated(struct lower_state *l, parts z, parts (*g)(struct lower_state *l, parts z))
{
    parts turned = g(l, (parts){complex_neg(l, z.im), z.re});
    return (parts){turned.im, complex_neg(l, turned.re)};
}

static parts hyperbolic_sine(struct lower_state *l, parts z)
{
    return rotated(l, z, sine);
}

/* cosh z = cos iz */
static parts hyperbolic_cosine(struct lower_state *l, parts z)
{
    return cosine(l, (parts){complex_neg(l, z.im), z.re});
}

static parts hyperbolic_tangent(struct lower_state *l, parts z)
{
    return rotated(l, z, tangent);
}

/* With t = sqrt((|x| + |z|) / 2) and u = |y| / (2 t): t + i u where x is not negative, else u + i
 * t; the imaginary part has the sign of y. */
static void root_parts(struct lower_state *l, parts z, real size, real results[2])
{
    const struct ir_type *type = z.re->type;
    real half = lower_real(l, type, 0.5L);
    real sum = complex_add(l, math1(l, IR_MATH_FABS, z.re), size);
    real t = math1(l, IR_MATH_SQRT, complex_mul(l, half, sum));
    real u = divided(l, complex_mul(l, half, math1(l, IR_MATH_FABS, z.im)), t);
    real is_right = ir_build_binary(&l->b, IR_GE, z.re, lower_real(l, type, 0));
    results[0] = ir_build_select(&l->b, is_right, t, u);
    results[1] = math2(l, IR_MATH_COPYSIGN, ir_build_select(&l->b, is_right, u, t), z.im);
}

/* The root of 0 is 0. */
static parts root(struct lower_state *l, parts z)
{
    const struct ir_type *type = z.re->type;
    real size = magnitude(l, z).re, results[2];
    real is_zero = ir_build_binary(&l->b, IR_EQ, size, lower_real(l, type, 0));
    struct ir_op *op = ir_build_if(&l->b, is_zero);
    struct ir_builder outer = lower_into(l, op->regions[0]);
    ir_build_yield(&l->b, (struct ir_value *[]){lower_real(l, type, 0), z.im}, 2);
    l->b.region = op->regions[1];
    root_parts(l, z, size, results);
    ir_build_yield(&l->b, results, 2);
    l->b = outer;
    real re = ir_op_add_result(&l->b, op, type, NULL);
    return (parts){re, ir_op_add_result(&l->b, op, type, NULL)};
}

/* z^w = exp(w log z), as the C library has it */
static parts power(struct lower_state *l, parts z, parts w)
{
    return exponential(l, complex_product(l, w, logarithm(l, z)));
}

static parts pair(struct lower_state *l, parts x, parts y)
{
    (void)l;
    return (parts){x.re, y.re};
}

/* ---- calls */

static const struct {
    const char *name;
    bool is_real; /* its result */
    parts (*one)(struct lower_state *l, parts z);
    parts (*two)(struct lower_state *l, parts z, parts w);
} functions[] = {
    {"creal", true, re_of, NULL},
    {"cimag", true, im_of, NULL},
    {"cabs", true, magnitude, NULL},
    {"carg", true, angle, NULL},
    {"conj", false, conjugate, NULL},
    {"cexp", false, exponential, NULL},
    {"clog", false, logarithm, NULL},
    {"csqrt", false, root, NULL},
    {"csin", false, sine, NULL},
    {"ccos", false, cosine, NULL},
    {"ctan", false, tangent, NULL},
    {"csinh", false, hyperbolic_sine, NULL},
    {"ccosh", false, hyperbolic_cosine, NULL},
    {"ctanh", false, hyperbolic_tangent, NULL},
    {"cpow", false, NULL, power},
    {"complex", false, NULL, pair}, /* __builtin_complex, which CMPLX is */
};

static bool is_form_of(const char *name, const char *plain)
{
    size_t len = strlen(plain);
    return strncmp(name, plain, len) == 0 &&
           (!name[len] || ((name[len] == 'f' || name[len] == 'l') && !name[len + 1]));
}

/* tgmath.h calls csin sin; cabs has the name of fabs there. */
static const char *plain_name(struct lower_state *l, const char *name)
{
    if (strncmp(name, "__builtin_", 10) == 0)
        return name + 10;
    if (strncmp(name, "__tg_", 5) != 0)
        return name;
    name += 5;
    if (strcmp(name, "fabs") == 0)
        return "cabs";
    return name[0] == 'c' && strcmp(name, "cos") != 0 && strcmp(name, "cosh") != 0
               ? name
               : arena_printf(l->arena, "c%s", name);
}

static bool is_complex(CXCursor expr)
{
    return cursor_type_kind(clang_getCursorType(expr)) == CXType_Complex;
}

static bool takes_complex(CXCursor call)
{
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++)
        if (is_complex(clang_Cursor_getArgument(call, (unsigned)i)))
            return true;
    return is_complex(call);
}

/* An argument with both parts. */
static parts argument(struct lower_state *l, CXCursor call, unsigned index)
{
    struct value value = lower_expr(l, clang_Cursor_getArgument(call, index));
    if (!value.v)
        lower_refuse(l, call, "this expression without a value");
    return (parts){lower_complex_real(l, value), lower_complex_imag(l, value)};
}

bool lower_complex_call(struct lower_state *l, const char *name, CXCursor call,
                        struct value *result)
{
    size_t i = 0, count = sizeof functions / sizeof *functions;
    if (!takes_complex(call))
        return false;
    name = plain_name(l, name);
    while (i < count && !is_form_of(name, functions[i].name))
        i++;
    if (i == count || clang_Cursor_getNumArguments(call) != (functions[i].two ? 2 : 1))
        return false;
    parts z = argument(l, call, 0), w = {0};
    if (functions[i].two)
        w = argument(l, call, 1);
    lower_at(l, call);
    parts made = functions[i].two ? functions[i].two(l, z, w) : functions[i].one(l, z);
    *result = functions[i].is_real ? (struct value){made.re, NULL} : lower_complex_value(l, made);
    return true;
}
