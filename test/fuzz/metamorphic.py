"""What is written in two ways has one gradient: metamorphic.py GRADC CC SEED...

For each seed and each pair below, random expressions are put into both ways. The product of a seed
and a Jacobian, moreover, is linear in the seed."""
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

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
}

LOSS = """
static double NAME_a(double x, double y, int k) { return EXPR1 + 0.0 * (x + y + k); }
static double NAME_b(double x, double y, int k) { return EXPR2 + 0.0 * (x + y + k); }
static void NAME_step(double *restrict u, const double *restrict w)
{ for (int k = 0; k < 4; k++) { const double x = w[k], y = u[k]; u[k] = EXPR1 + EXPR2; } }
static void NAME_free(double *u, const double *w)
{ for (int k = 0; k < 4; k++) { const double x = w[k], y = u[k]; u[k] = EXPR1 + EXPR2; } }
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
"""

JUDGE = """
#include <stdio.h>

static const double points[3][4] = {
    {0.3, -0.8, 1.2, 0.5}, {-1.1, 0.4, 0.2, -0.6}, {0.9, 0.1, -0.3, 1.7}};

typedef double gradient(const double *w, double *w_grad, double seed);
typedef void product(const double *w, double *w_grad, double *out, double *seed);

static int differ(const char *name, const double *a, const double *b)
{
    for (int i = 0; i < 4; i++)
        if (!(fabs(a[i] - b[i]) <= 1e-10 * (1.0 + fabs(a[i]))))
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
    for number, (title, ways) in enumerate(PAIRS.items()):
        words = {"EXPR1": f"tanh(0.5 * x + {real(rng)})", "EXPR2": f"cos(x - y * {real(rng)})",
                 "TEST": f"({real(rng)} > 0.1)"}
        names = [f"f{seed}_{number}_{way}" for way in "ab"]
        text = "".join(fill({"BODY": body, "NAME": name, **words})
                       for name, body in zip(names, ways))
        title = f'"{title}, seed {seed}"'
        yield text, (f"        bad |= pair({title}, {names[0]}_vjp, {names[1]}_vjp, points[i]);\n"
                     f"        bad |= linear({title}, {names[0]}_vector_vjp, points[i]);")


def main():
    gradc, cc, *seeds = sys.argv[1:]
    texts, checks = zip(*(found for seed in seeds for found in losses_and_checks(int(seed))))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        include = f"-I{ROOT}/runtime/include"
        head = "#include <gradc/gradc.h>\n#include <math.h>\n#include <stdlib.h>\n"
        (folder / "f.c").write_text(head + "".join(texts))
        judge = '#include "f.grad.h"\n#include <math.h>\n' + JUDGE
        (folder / "main.c").write_text(judge.replace("CHECKS", "\n".join(checks)))
        for command in ([gradc, "f.c", "-w", "--mode=vjp", include],
                        [cc, "-w", include, "f.grad.c", "main.c", "-o", "f", "-lm"], ["./f"]):
            if subprocess.run(command, cwd=folder, check=False).returncode:
                return 1
    return 0


sys.exit(main())
