"""Writes a C program that checks the derivative of every function of ir/math.def, in its three
forms, at many points: the double form against differences, the others against the double form.

    math_rules.py COMPILER_ROOT > program.c

A row of math.def that has a rule for each of its real operands is checked; one without has an
integer result or is named in WITHOUT_RULE, or the program is not written. Points keep away from
kinks and jumps. Integer operands take the values of INTEGERS.
"""
import random
import re
import sys

ROW = re.compile(r'^MATH\((\w+), "(\w+)", "(\w+)", \w+\)$', re.M)
PARTS = re.compile(r'^PARTS\((\w+), "(\w+)"\)$', re.M)
RULE = re.compile(r"^MATH_RULE\((\w+), (\d),", re.M)
PARTS_RULE = re.compile(r"^PARTS_RULE\((\w+),", re.M)
POINTS = 12
INTEGERS = (-2, 0, 1, 3)

# Derivatives that are zero almost everywhere have no rule; trigamma occurs in derivatives only.
WITHOUT_RULE = {"FLOOR", "CEIL", "TRUNC", "ROUND", "RINT", "NEARBYINT", "LOGB", "TRIGAMMA"}

# Checked elsewhere: derivatives of others, by differences of gradients (complex_functions.c); and
# what has one form alone (half.c).
ELSEWHERE = {f"{name}_SLOPE" for name in ("CTAN", "CASIN", "CACOSH", "CATAN")} | {"UNROUNDED"}

# How C reaches what is not a function of math.h by itself.
CALLS = {
    "MANTISSA": "frexp{}({}, &(int){{0}})",
    "FRACTION": "modf{}({}, &({}){{0}})",
}

# Where a function is smooth, by operand; elsewhere it is smooth in (-3, 3) except near integers and
# near equal operands.
DOMAINS = {
    "SQRT": [(0.1, 9)],
    "LOG": [(0.1, 9)],
    "LOG2": [(0.1, 9)],
    "LOG10": [(0.1, 9)],
    "LOG1P": [(-0.9, 9)],
    "TAN": [(-1.3, 1.3)],
    "ASIN": [(-0.9, 0.9)],
    "ACOS": [(-0.9, 0.9)],
    "ACOSH": [(1.1, 9)],
    "ATANH": [(-0.9, 0.9)],
    "POW": [(0.1, 4), (-3, 3)],
    "FMOD": [(3.1, 3.5), (0.72, 0.76)],
    "MANTISSA": [(2.1, 3.9)],
    "Y0": [(0.5, 6)],
    "Y1": [(0.5, 6)],
    "YN": [(0.5, 6)],
    "REMAINDER": [(3.05, 3.2), (0.72, 0.76)],
}


def points_of(name, arity, rng):
    domain = DOMAINS.get(name, [(-3, 3)] * arity)
    points = []
    while len(points) < POINTS:
        point = [rng.uniform(low, high) for low, high in domain]
        near_integer = any(abs(x - round(x)) < 0.08 for x in point) and name not in DOMAINS
        near_equal = arity > 1 and abs(point[0] - point[1]) < 0.08
        if not near_integer and not near_equal:
            points.append(point)
    return points


def call_of(name, function, signature, suffix, kind, integer):
    reals = iter(range(len(signature)))
    arguments = ", ".join(
        f"({kind})w[{next(reals)}]" if letter == "r" else str(integer) for letter in signature[1:]
    )
    if name[-3:] in ("_RE", "_IM"):
        part = "creal" if name.endswith("_RE") else "cimag"
        return f"{part}{suffix}({function}{suffix}({arguments.replace(', ', ' + I * ')}))"
    if name in CALLS:
        return CALLS[name].format(suffix, arguments, kind)
    return f"{function}{suffix}({arguments})"


def losses_of(name, function, signature):
    integers = INTEGERS if set(signature) & set("il") else (0,)
    for suffix, kind in (("", "double"), ("f", "float"), ("l", "long double")):
        terms = (call_of(name, function, signature, suffix, kind, n) for n in integers)
        terms = " + ".join(f"(double){term}" for term in terms)
        yield (
            f"GRADC_LOSS double f_{name}{suffix}(GRADC_WRT const double *w)\n"
            f"{{\n    return {terms};\n}}\n"
        )


def checks_of(name, arity, rng):
    rows = ", ".join("{" + ", ".join(f"{x!r}" for x in p) + "}" for p in points_of(name, arity, rng))
    yield f"    static const double {name}[][{arity}] = {{{rows}}};"
    for suffix, reference, tolerance in (
        ("", "0", "2e-7"),
        ("f", f"f_{name}_grad", "2e-4"),
        ("l", f"f_{name}_grad", "1e-12"),
    ):
        yield (
            f"    bad |= check(\"{name}{suffix}\", &(struct check_subject){{f_{name}{suffix}, "
            f"f_{name}{suffix}_grad, {reference}, {tolerance}, {arity}, f_{name}{suffix}_jvp, 0}}, "
            f"{name}[0]);"
        )


def main(root):
    with open(f"{root}/ir/math.def", encoding="utf-8") as file:
        table = file.read()
    rows = ROW.findall(table)
    for name, function in PARTS.findall(table):
        if name not in ELSEWHERE:
            rows += [(f"{name}_RE", function, "rrr"), (f"{name}_IM", function, "rrr")]
    with open(f"{root}/diff/rules.def", encoding="utf-8") as file:
        table = file.read()
    rules = set(RULE.findall(table))
    for name in PARTS_RULE.findall(table):
        rules |= {(f"{name}_{part}", i) for part in ("RE", "IM") for i in ("0", "1")}
    checked = []
    for name, function, signature in rows:
        reals = [i for i, letter in enumerate(signature[1:]) if letter == "r"]
        complete = all((name, str(i)) in rules for i in reals)
        if complete == (name in WITHOUT_RULE or signature[0] != "r"):
            sys.exit(f"math_rules.py: {name}: is it differentiated or not?")
        if complete and name not in ELSEWHERE:
            checked.append((name, function, signature))
    rng = random.Random(1)
    print('#include "check_gradient.h"\n#include <complex.h>\n#include <gradc/special.h>\n#include <math.h>\n#include <stdio.h>\n')
    for row in checked:
        print("\n".join(losses_of(*row)))
    print("#ifndef __GRADC__")
    for name, _, _ in checked:
        for suffix in ("", "f", "l"):
            print(f"check_gradient_fn f_{name}{suffix}_grad;")
            print(f"check_tangent_fn f_{name}{suffix}_jvp;")
    print(
        "\nstatic int check(const char *name, const struct check_subject *subject, "
        "const double *points)\n{\n"
        f"    int bad = check_gradient(subject, points, {POINTS});\n\n"
        '    if (bad)\n        printf("^ %s\\n", name);\n    return bad;\n}\n'
    )
    print("int main(void)\n{\n    int bad = 0;\n")
    for name, _, signature in checked:
        print("\n".join(checks_of(name, signature[1:].count("r"), rng)))
    print("    return bad;\n}\n#endif")


main(sys.argv[1])
