/* The functions of complex.h: by the functions of math.h that their parts are made of, where these
 * formulas are what C libraries compute; the others are calls of the library for each part. */
#include "frontend/complex.h"

#include <math.h>
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

/* What is infinite in any direction is the one infinity of the sphere. */
static parts projection(struct lower_state *l, parts z)
{
    real infinity = lower_real(l, z.re->type, INFINITY);
    real is_far = ir_build_binary(&l->b, IR_GE, math1(l, IR_MATH_FABS, z.re), infinity);
    real is_high = ir_build_binary(&l->b, IR_GE, math1(l, IR_MATH_FABS, z.im), infinity);
    real is_infinite = ir_build_select(&l->b, is_far, ir_build_bool(&l->b, true), is_high);
    real zero = math2(l, IR_MATH_COPYSIGN, lower_real(l, z.im->type, 0), z.im);
    return (parts){ir_build_select(&l->b, is_infinite, infinity, z.re),
                   ir_build_select(&l->b, is_infinite, zero, z.im)};
}

/* e^x (cos y + i sin y) */
static parts exponential(struct lower_state *l, parts z)
{
    real scale = math1(l, IR_MATH_EXP, z.re);
    return (parts){complex_mul(l, scale, math1(l, IR_MATH_COS, z.im)),
                   complex_mul(l, scale, math1(l, IR_MATH_SIN, z.im))};
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

/* As the C library has it: `re` is the real part, the next function the imaginary one. */
static parts library(struct lower_state *l, enum ir_math re, parts z)
{
    return (parts){math2(l, re, z.re, z.im), math2(l, re + 1, z.re, z.im)};
}

/* z^w = exp(w log z), as the C library has it */
static parts power(struct lower_state *l, parts z, parts w)
{
    return exponential(l, complex_product(l, w, library(l, IR_MATH_CLOG_RE, z)));
}

static parts pair(struct lower_state *l, parts x, parts y)
{
    (void)l;
    return (parts){x.re, y.re};
}

/* ---- calls */

static const struct {
    const char *name;
    parts (*one)(struct lower_state *l, parts z);
    parts (*two)(struct lower_state *l, parts z, parts w);
    enum ir_math re; /* without these two, the library's */
    bool is_real;    /* its result */
} functions[] = {
    {"creal", re_of, NULL, 0, true},
    {"cimag", im_of, NULL, 0, true},
    {"cabs", magnitude, NULL, 0, true},
    {"carg", angle, NULL, 0, true},
    {"conj", conjugate, NULL, 0, false},
    {"cproj", projection, NULL, 0, false},
    {"cexp", exponential, NULL, 0, false},
    {"csin", sine, NULL, 0, false},
    {"ccos", cosine, NULL, 0, false},
    {"csinh", hyperbolic_sine, NULL, 0, false},
    {"ccosh", hyperbolic_cosine, NULL, 0, false},
    {"cpow", NULL, power, 0, false},
    {"complex", NULL, pair, 0, false}, /* __builtin_complex, which CMPLX is */
    {"clog", NULL, NULL, IR_MATH_CLOG_RE, false},
    {"csqrt", NULL, NULL, IR_MATH_CSQRT_RE, false},
    {"ctan", NULL, NULL, IR_MATH_CTAN_RE, false},
    {"ctanh", NULL, NULL, IR_MATH_CTANH_RE, false},
    {"casin", NULL, NULL, IR_MATH_CASIN_RE, false},
    {"cacos", NULL, NULL, IR_MATH_CACOS_RE, false},
    {"catan", NULL, NULL, IR_MATH_CATAN_RE, false},
    {"casinh", NULL, NULL, IR_MATH_CASINH_RE, false},
    {"cacosh", NULL, NULL, IR_MATH_CACOSH_RE, false},
    {"catanh", NULL, NULL, IR_MATH_CATANH_RE, false},
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
    parts made = functions[i].two   ? functions[i].two(l, z, w)
                 : functions[i].one ? functions[i].one(l, z)
                                    : library(l, functions[i].re, z);
    *result = functions[i].is_real ? (struct value){made.re, NULL} : lower_complex_value(l, made);
    return true;
}
