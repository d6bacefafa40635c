"""What is written in two ways has one gradient: metamorphic.py GRADC CC SEEDS...

For each seed and some of the pairs below, random expressions are put into both ways. The product of a seed
and a Jacobian, moreover, is linear in the seed; and the derivatives of a composition are those of its
parts, one after the other, backward and forward. SEEDS are numbers, or A-B."""
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

PAIRS_OF_A_SEED = 3

# EXPR1 and EXPR2 are expressions of x, y and k, TEST a condition, NAME is the loss.
PAIRS = {
    "loops fused and split": (
        """ double u[4], v[4], sum = 0.0;
    for (int k = 0; k < 4; k++) {
        const double x = w[k], y = w[3 - k]; u[k] = EXPR1; v[k] = EXPR2 * u[k]; }
    for (int k = 0; k < 4; k++) sum += u[k] * v[3 - k];
    return sum;""",
        """ double u[4], v[4], sum = 0.0;
    for (int k = 0; k < 4; k++) { const double x = w[k], y = w[3 - k]; u[k] = EXPR1; }
    for (int k = 0; k < 4; k++) { const double x = w[k], y = w[3 - k]; v[k] = EXPR2 * u[k]; }
    for (int k = 0; k < 4; k++) sum += u[k] * v[3 - k];
    return sum;"""),
    "restrict": (
        "double u[4] = {0.0}; NAME_step(u, w); NAME_step(u, w); return u[0] * u[3];",
        "double u[4] = {0.0}; NAME_free(u, w); NAME_free(u, w); return u[0] * u[3];"),
    "?: and if": (
        """double sum = 0.0;
    for (int k = 0; k < 4; k++) { const double x = w[k], y = sum; sum += TEST ? EXPR1 : EXPR2; }
    return sum;""",
        """double sum = 0.0;
    for (int k = 0; k < 4; k++) {
        const double x = w[k], y = sum; if (TEST) sum += EXPR1; else sum += EXPR2; }
    return sum;"""),
    "helpers, and inlined by hand": (
        """double sum = w[0];
    for (int k = 0; k < 4; k++) sum = NAME_a(sum, w[k], k) * NAME_b(w[k], sum, k);
    return sum;""",
        """double sum = w[0];
    for (int k = 0; k < 4; k++) {
        double a, b;
        { const double x = sum, y = w[k]; a = EXPR1; }
        { const double x = w[k], y = sum; b = EXPR2; }
        sum = a * b;
    }
    return sum;"""),
    "an index and a pointer": (
        """double x = w[1];
    for (int k = 0; k < 4; k++) { const double y = w[k]; x = EXPR1; if (TEST) break; x += EXPR2; }
    return x;""",
        """double x = w[1]; int k = 0; const double *p = w;
    while (p != w + 4) { const double y = *p++; x = EXPR1; if (TEST) return x; x += EXPR2; k++; }
    return x;"""),
    "the stack and the heap": (
        """double u[5] = {1.0};
    for (int k = 0; k < 4; k++) {
        const double x = w[k], y = u[k]; u[k + 1] = EXPR1; u[k] *= EXPR2; }
    return u[4] * u[1];""",
        """double *u = calloc(5, sizeof *u); *u = 1.0;
    for (int k = 0; k < 4; k++) {
        const double x = w[k], y = u[k]; u[k + 1] = EXPR1; u[k] *= EXPR2; }
    const double result = u[4] * u[1]; free(u);
    return result;"""),
    "a structure and variables": (
        """struct NAME_pair { double a, b[2]; } p = {w[0], {w[1], w[2]}}, q;
    for (int k = 0; k < 3; k++) { const double x = p.a, y = p.b[k & 1];
        q = p; q.a = EXPR1; q.b[1] *= EXPR2; p = TEST ? q : p; p.b[0] += 0.1 * q.a; }
    return p.a * p.b[0] + p.b[1];""",
        """double a = w[0], b = w[1], c = w[2];
    for (int k = 0; k < 3; k++) { const double x = a, y = k & 1 ? c : b;
        const double a1 = EXPR1, c1 = c * EXPR2; if (TEST) { a = a1; c = c1; } b += 0.1 * a1; }
    return a * b + c;"""),
    "memory copied, and kept": (
        """double u[4], v[4]; memcpy(u, w, sizeof u);
    for (int k = 0; k < 4; k++) {
        memcpy(v, u, sizeof v); const double x = v[k], y = v[3 - k];
        u[k] = EXPR1; if (TEST) memmove(u, v + 1, 2 * sizeof *u); else u[3 - k] -= 0.2 * EXPR2; }
    return u[0] * u[1] + u[2] * u[3];""",
        """double u[4]; for (int i = 0; i < 4; i++) u[i] = w[i];
    for (int k = 0; k < 4; k++) {
        const double x = u[k], y = u[3 - k], u1 = u[1], u2 = u[2]; u[k] = EXPR1;
        if (TEST) u[0] = u1, u[1] = u2; else u[3 - k] -= 0.2 * EXPR2; }
    return u[0] * u[1] + u[2] * u[3];"""),
    "recursion and a loop": (
        "return NAME_down(w, w[1], 3);",
        """double x = w[1];
    for (int k = 3; k > 0; k--) { const double y = w[k]; x = EXPR1 * (TEST ? 0.5 : EXPR2); }
    return x * w[0];"""),
    "switch and if": (
        """double x = w[3];
    for (int k = 0; k < 4; k++) {
        const double y = w[k];
        switch (k) { case 0: x += EXPR1; case 2: x *= EXPR2; break; default: if (TEST) continue; x -= y; }
        x *= 0.9; }
    return x;""",
        """double x = w[3];
    for (int k = 0; k < 4; k++) {
        const double y = w[k];
        if (k == 0) x += EXPR1;
        if (k == 0 || k == 2) x *= EXPR2; else if (TEST) goto next; else x -= y;
        x *= 0.9; next:; }
    return x;"""),
}

LOSS = """
static double NAME_a(double x, double y, int k) { return EXPR1 + 0.0 * (x + y + k); }
static double NAME_b(double x, double y, int k) { return EXPR2 + 0.0 * (x + y + k); }
static void NAME_step(double *restrict u, const double *restrict w)
{ for (int k = 0; k < 4; k++) { const double x = w[k], y = u[k]; u[k] = EXPR1 + EXPR2; } }
static void NAME_free(double *u, const double *w)
{ for (int k = 0; k < 4; k++) { const double x = w[k], y = u[k]; u[k] = EXPR1 + EXPR2; } }
static double NAME_down(const double *w, double x, int k)
{
    if (k == 0) return x * w[0];
    const double y = w[k];
    return NAME_down(w, EXPR1 * (TEST ? 0.5 : EXPR2), k - 1);
}
GRADC_LOSS double NAME(GRADC_WRT const double *w)
{
    BODY
}
GRADC_LOSS void NAME_vector(GRADC_WRT const double *w, GRADC_OUT double *out)
{
    for (int k = 0; k < 4; k++) {
        const double x = w[k], y = k ? out[k - 1] : w[3];
        out[k] = TEST ? EXPR1 : EXPR2;
    }
}
GRADC_LOSS double NAME_chain(GRADC_WRT const double *w)
{
    double u[4];
    NAME_vector(w, u);
    return NAME(u);
}
"""

JUDGE = """
#include <stdio.h>

static const double points[3][4] = {
    {0.3, -0.8, 1.2, 0.5}, {-1.1, 0.4, 0.2, -0.6}, {0.9, 0.1, -0.3, 1.7}};

typedef double gradient(const double *w, double *w_grad, double seed);
typedef void product(const double *w, double *w_grad, double *out, double *seed);
typedef double tangent(const double *w, const double *w_dot, double *f_dot);
typedef void tangents(const double *w, const double *w_dot, double *out, double *out_dot);

static int differ(const char *name, const double *a, const double *b)
{
    for (int i = 0; i < 4; i++)
        if (!(fabs(a[i] - b[i]) <= 1e-12 * (1.0 + fabs(a[i]))))
            return printf("%s: entry %d is %.17g and %.17g\\n", name, i, a[i], b[i]);
    return 0;
}

static int pair(const char *name, gradient *f, gradient *g, const double *w)
{
    double a[4] = {0.0}, b[4] = {0.0};
    f(w, a, 1.0);
    g(w, b, 1.0);
    return differ(name, a, b);
}

static int linear(const char *name, product *f, const double *w)
{
    double out[4], parts[4] = {0.0}, whole[4] = {0.0};
    f(w, parts, out, (double[]){0.5, 0.0, 1.0, 0.0});
    f(w, parts, out, (double[]){0.0, -1.5, 0.0, 2.0});
    f(w, whole, out, (double[]){0.5, -1.5, 1.0, 2.0});
    return differ(name, parts, whole);
}

static int scaled(const char *name, gradient *f, const double *w)
{
    double a[4] = {0.0}, b[4] = {0.0};
    f(w, a, 3.0);
    f(w, a, -0.5);
    f(w, b, 2.5);
    return differ(name, a, b);
}

/* The gradient of a composition is that of the outer part, given to the inner one as its seed. */
static int chain(const char *name, gradient *whole, product *inner, gradient *outer, const double *w)
{
    double a[4] = {0.0}, b[4] = {0.0}, u[4], seed[4] = {0.0};
    inner(w, a, u, (double[4]){0.0});
    outer(u, seed, 1.5);
    inner(w, a, u, seed);
    whole(w, b, 1.5);
    return differ(name, a, b);
}

static int forward(const char *name, tangent *whole, tangents *inner, tangent *outer, const double *w)
{
    double u[4], u_dot[4], a[4] = {0.0}, b[4] = {0.0};
    const double v[4] = {0.5, -1.0, 0.25, 2.0};
    inner(w, v, u, u_dot);
    outer(u, u_dot, a);
    whole(w, v, b);
    return differ(name, a, b);
}

int main(void)
{
    int bad = 0;
    for (int i = 0; i < 3; i++) {
CHECKS
    }
    return bad != 0;
}
"""


def real(rng, depth=2):
    if depth == 0:
        return rng.choice(["x", "y", "(0.1 * k)", f"({rng.uniform(-1, 1):.2f})"])
    a, b = real(rng, depth - 1), real(rng, depth - 1)
    return rng.choice([f"sin({a})", f"tanh({a} + {b})", f"({a} * {b})", f"({a} - {b})",
                       f"exp(-{a} * {a})", f"sqrt(1.0 + {a} * {a})", f"({a} / (1.5 + {b} * {b}))"])


def fill(words):
    text = LOSS
    for word, value in words.items():
        text = re.sub(rf"{word}(?=\b|_)", value, text)
    return text


def losses_and_checks(seed):
    rng = random.Random(seed)
    for number, (title, ways) in enumerate(rng.sample(sorted(PAIRS.items()), PAIRS_OF_A_SEED)):
        words = {"EXPR1": f"tanh(0.5 * x + {real(rng)})", "EXPR2": f"cos(x - y * {real(rng)})",
                 "TEST": f"({real(rng)} > 0.1)"}
        names = [f"f{seed}_{number}_{way}" for way in "ab"]
        text = "".join(fill({"BODY": body, "NAME": name, **words})
                       for name, body in zip(names, ways))
        title = f'"{title}, seed {seed}"'
        a, b = names
        yield text, "\n".join(f"        bad |= {check};" for check in (
            f"pair({title}, {a}_vjp, {b}_vjp, points[i])",
            f"linear({title}, {a}_vector_vjp, points[i])", f"scaled({title}, {b}_vjp, points[i])",
            f"chain({title}, {a}_chain_vjp, {a}_vector_vjp, {a}_vjp, points[i])",
            f"forward({title}, {b}_chain_jvp, {b}_vector_jvp, {b}_jvp, points[i])"))


def seeds_of(texts):
    for text in texts:
        first, _, last = text.partition("-")
        yield from range(int(first), int(last or first) + 1)


def main():
    gradc, cc, *seeds = sys.argv[1:]
    texts, checks = zip(*(found for seed in seeds_of(seeds) for found in losses_and_checks(seed)))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        include = f"-I{ROOT}/runtime/include"
        head = "#include <gradc/gradc.h>\n#include <math.h>\n#include <stdlib.h>\n#include <string.h>\n"
        (folder / "f.c").write_text(head + "".join(texts))
        judge = '#include "f.grad.h"\n#include <math.h>\n' + JUDGE
        (folder / "main.c").write_text(judge.replace("CHECKS", "\n".join(checks)))
        for command in ([gradc, "f.c", "-w", "--mode=vjp,jvp", include],
                        [cc, "-w", include, "f.grad.c", "main.c", "-o", "f", "-lm"], ["./f"]):
            if subprocess.run(command, cwd=folder, check=False).returncode:
                return 1
    return 0


sys.exit(main())
