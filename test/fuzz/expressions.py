"""Expressions of random programs, by the names of what is put into them.

{a} and {b} are real expressions, {n} a small non-negative integer, {test} a condition, {source} a
pointer to two or more reals, {t} a fresh name. No value gets large, and no argument leaves the domain
of its function."""

# Of two reals, most often; what is plain is met most.
PLAIN = ("({a} + {b}) * 0.5", "({a}) * ({b})", "({a} - ({b}))")

REALS = (
    "sin({a})", "tanh({a})", "exp(-({a}) * ({a}))", "log1p(({a}) * ({a}))", "({test} ? {a} : {b})",
    "({a}) / (1.5 + ({b}) * ({b}))", "sqrt(1.0 + ({a}) * ({b}) * ({a}) * ({b}))",
    "atan2({a}, 2.0 + ({b}) * ({b}))",
    # math.h
    "ldexp({a}, {n} % 3 - 1)", "scalbn({a}, {n} % 2)", "scalbln({a}, -1L)", "fmax({a}, {b})",
    "fmin({a}, 0.3)", "fabs({a})", "fdim({a}, {b})", "hypot({a}, 1.0 + ({b}) * ({b}))",
    "copysign({a}, 0.5 - {n})", "cbrt(2.0 + sin({a}))", "pow(1.5 + sin({a}), {b})",
    "pow({a}, {n} % 4)", "fma({a}, {b}, 0.5)", "fmod({a}, 0.7)", "remainder({a}, 0.7)", "erf({a})",
    "erfc({a})", "asin(0.9 * sin({a}))", "acos(0.9 * tanh({a}))", "atan({a})", "sinh(tanh({a}))",
    "cosh(sin({a}))", "tan(tanh({a}))", "asinh({a})", "acosh(1.5 + ({a}) * ({a}))",
    "atanh(0.9 * tanh({a}))", "exp2(-({a}) * ({a}))", "expm1(tanh({a}))", "log(1.1 + ({a}) * ({a}))",
    "log2(1.5 + sin({a}))", "log10(2.0 + sin({a}))", "tgamma(2.0 + sin({a}))",
    "lgamma(2.5 + sin({a}))", "j0({a})", "j1({a})", "jn({n} % 3, {a})", "y0(2.0 + sin({a}))",
    "0.1 * floor(3.0 * ({a})) + ({b})", "({a}) - trunc({a})", "0.1 * round({a})", "0.1 * ceil({a})",
    "0.1 * rint({a}) * ({b})", "0.01 * logb(2.0 + sin({a})) * ({b})", "0.1 * lround(3.0 * ({a}))",
    "0.1 * ilogb(1.5 + sin({a}))",
    "({{ int {t}; double {t}m = frexp({a}, &{t}); {t}m + 0.1 * {t}; }})",
    "({{ double {t}; modf(3.0 * ({a}), &{t}) + 0.1 * {t}; }})",
    "({{ int {t}; remquo({a}, 0.9, &{t}) + 0.1 * ({t} & 1); }})",
    # the language
    "knots[{n} % 4] * ({a})", "({{ double {t} = {a}; {t} * {t} + 0.1; }})",
    "(double[]){{{a}, {b}, 0.5}}[{n} % 3]", "GRADC_STRAIGHT_THROUGH(({a}) + 0.25, ({a}))",
    "gradc_stop(0.3 * {n}) * ({a})", "shapes[{n} % 3]({a})", "({test} ? sin : cubic)({a})",
    "repeat({test} ? sin : cubic, {a}, {n} % 3)", "repeat(shapes[{n} % 3], {a}, 2)",
    "*choose({source}, {source}, {n})", "-({a})", "!({test}) + ({a})", "+({a}) * !!{n}",
    "_Generic(({a}), double: ({b}), float: 1.0f)", "(double)(signed char)({n} - 2) * ({a})",
    "((struct pair){{.v = {{{a}, {b}}}}}).v[{n} % 3]", "0.1 * sizeof(double) * ({a})",
    "(__typeof__(1.0))({a})", "({test}) * ({a})", "({a}) * ({n} ? 0.5 : -1.0)",
    "({a} > 0.1 && {b} < 0.2 ? {b} : {a})",
)

FLOATS = ("(double)((float)({a}) * 0.5f)", "(double)narrow((float)({a}), {b})", "(double)sinf((float)({a}))",
          "(double)fmaxf({b}, 0.25f) * ({a})", "(double)powf(1.5f + sinf((float)({a})), 2.0f)")

LONGS = ("(double)((long double)({a}) * 0.5L)", "(double)sinl((long double)({a}))")

# No quotients, which compilers scale and gradc does not, and no powers: values are compared bit for bit.
COMPLEX = (
    "creal(({a} + {b} * I) * cexp(0.3 * I * ({a})))", "cimag(({a} - 0.5 * I) * conj({b} + I * ({a})))",
    "cimag(csqrt(1.2 + ({a}) * ({a}) + I * ({b})))", "creal(clog(1.5 + ({a}) * ({a}) + I * ({b})))",
    "creal(csin(tanh({a}) + I * sin({b})) * ccos({b}))", "cimag(ccosh(tanh({a}) + I * ({b})))",
    "creal(csinh(tanh({a}) + I * ({b})) / (1.5 + ({b}) * ({b})))",
    "creal(ctan(0.5 * tanh({a}) + I * sin({b})))", "cimag(ctanh(sin({a}) + 0.5 * I * tanh({b})))",
    "cimag(casin(0.6 * sin({a}) + I * ({b})))", "creal(cacos(0.6 * tanh({a}) + I * ({b})))",
    "cimag(casinh({a} + 0.6 * I * sin({b})))", "creal(catan({a} + 0.6 * I * sin({b})))",
    "creal(catanh(0.6 * tanh({a}) + I * ({b})))", "cimag(cacosh(1.5 + ({a}) * ({a}) + I * ({b})))",
    "cabs(1.1 + sin({a}) + I * ({b}))", "carg(2.0 + sin({a}) + I * ({b}))",
    "({{ double complex {t} = {a} + I * ({b}); {t} *= {t} - 0.25; __real__ {t} += {b}; cimag({t} * I) + creal({t}); }})",
    "({{ float complex {t} = 0.5f + I * (float){n}; (double)cabsf({t} + 1.0f) * ({a}); }})",
)

# gcc and clang round intermediate results in other places: each is rounded by a cast.
HALVES = (
    "(double)(_Float16)({a})", "(double)((float)(_Float16)({a}) * 0.3f) * ({b})",
    "(double)(_Float16)((_Float16)({a}) * (_Float16)({b}) + (_Float16)0.25f)",
    "((_Float16)({a}) > (_Float16)0.125f ? {b} : {a})",
    "({{ _Float16 {t} = (_Float16)({a}); {t} += {t} * {t}; {t} *= (_Float16){n}; (double){t} * 0.1; }})",
    "({{ _Float16 {t}[2] = {{(_Float16)({a}), (_Float16)({b})}}; {t}[{n} & 1] -= {t}[0] * {t}[1]; (double){t}[1]; }})",
)

REGISTERED = ("lib_wave({a}, {b})", "lib_wave({a}, 0.5)", "lib_wave(0.25, {b})")

COUNTS = ("({n} & 3)", "({n} ^ 1)", "(({n} << 1) % 5)", "(int)((unsigned){n} >> 1)", "!{n}",
          "({n} ? 2 : 1)", "(unsigned char)({n} + 255)", "(int)(1.6 + {n} * 0.5)", "(~{n} & 3)",
          "((int)sizeof(int) / ({n} + 1))", "({n} | 1)", "(int)((long long){n} * 3 % 7)",
          "((_Bool){n} + RIGHT)", "(enum side)({n} % 3)", "depth({n})")
