"""Random losses: generate.py SEED... > program.c

Writes, for each seed, a loss `f_<seed>` of four numbers with its helpers. All are well-defined C:
indices stay inside, everything is initialised, no expression has unsequenced side effects, values
stay small. What may be met: nested and ragged loops, early exits, windows of arrays that overlap,
updates in place, structs by value and by pointer, heap, recursion, switch, while, do, float beside
double, complex numbers and _Float16, memcpy and memmove, calls of what a derivative is registered for, and what expressions.py,
idioms.py, control.py, algorithms.py and signatures.py add. Most programs are small: many small ones find more than
few large ones in the same time. The text depends on the seeds alone."""
import random
import sys

from algorithms import Algorithms
from control import Control
from expressions import COMPLEX, COUNTS, FLOATS, HALVES, LONGS, PLAIN, REALS, REGISTERED
from idioms import Idioms, value_of
from signatures import SIGNATURES, Plain

SIZE = 4  # of w
WINDOW = 3  # elements that a pointer can surely reach

# Ranges of how many statements there are, by how often they are met; as often multiplied by one more as
# the seed has this number in it.
LARGER = 10**8
BUDGETS = ((1, 2),) * 16 + ((2, 4),) * 12 + ((4, 8),) * 5 + ((8, 25),)


class Scope:
    """What is visible: names of numbers, arrays (name, length), windows, structs, integers."""

    def __init__(self, outer=None):
        self.outer = outer
        for kind in ("reals", "floats", "arrays", "windows", "structs", "counts"):
            setattr(self, kind, list(getattr(outer, kind)) if outer else [])
        self.loop = outer.loop if outer else None
        self.level = outer.level + 1 if outer else 0

    def top(self):
        return self.outer.top() if self.outer else self

    def pointers(self):
        """Windows that are variables: rows of a matrix are not."""
        return [name for name in self.windows if name.isidentifier()]



def address_of(struct):
    return struct[:-2] if struct.endswith("->") else "&" + struct[:-1]


class Function(Idioms, Control, Algorithms):
    """Statements of one function, which leaves by `stop`: "return {};", say."""

    def __init__(self, program, stop, is_loss=False):
        self.program = program
        self.is_loss = is_loss
        self.rng = program.rng
        self.stop = stop
        self.lines = []
        self.names = 0
        self.heap = []

    def pick(self, choices):
        return self.rng.choice(choices)

    def name(self, stem):
        self.names += 1
        return f"{stem}{self.names}"

    def put(self, scope, text):
        self.lines.append("    " * (scope.level + 1) + text)

    # ---- expressions

    def count(self, s):
        """A small non-negative integer."""
        kind = self.rng.randrange(8)
        if not s.counts or kind == 0:
            return str(self.rng.randrange(4))
        n = self.pick(s.counts)
        if kind < 5:
            return n
        if kind == 5:
            return f"({n} + {self.rng.randrange(3)})"
        return self.pick(COUNTS).format(n=self.pick(s.counts))

    def places(self, s):
        """Reals that can be written."""
        result = list(s.reals)
        for array, length in s.arrays + [(p, WINDOW) for p in s.windows]:
            result.append(f"{array}[{self.count(s)} % {length}]")
        for struct in s.structs:
            result += [f"{struct}x", f"{struct}v[{self.count(s)} % 3]", f"*{struct}link"]
        return result

    def leaf(self, s):
        kind = self.rng.randrange(8 + bool(s.floats))
        if kind == 0:
            return f"{self.rng.uniform(-1, 1):.2f}"
        if kind == 1:
            return f"w[{self.rng.randrange(SIZE)}]"
        if kind == 2:
            return f"0.1 * {self.count(s)}"
        return self.pick(self.places(s)) if kind < 8 else f"(double){self.pick(s.floats)}"

    def real(self, s, depth=2):
        if depth == 0 or self.rng.random() < 0.3:
            return self.leaf(s)
        forms = self.pick((PLAIN, REALS, self.program.reals))
        return self.filled(s, self.pick(forms), depth - 1)

    def filled(self, s, form, depth):
        words = {"t": self.name("t"), "n": self.count(s)}
        for word, make in (("a", self.real), ("b", self.real)):
            words[word] = make(s, depth) if "{%s}" % word in form else ""
        if "{test}" in form:
            words["test"] = self.test(s)
        if "{source}" in form:
            words["source"] = self.source(s)
        return form.format(**words)

    def bounded(self, s):
        a = self.real(s)
        return self.pick([f"sin({a})", f"tanh({a})", f"0.8 * cos({a})"])

    def test(self, s):
        forms = ["{a} > {c:.2f}", "{a} < {b}", "{n} % 2 == 0", "({a} > 0.05 && {n} != 1)",
                 "({n} > 2 || {a} < 0.3)", "!({a} > 0.2)"]
        return self.pick(forms).format(a=self.leaf(s), b=self.leaf(s), n=self.count(s),
                                       c=self.rng.uniform(-0.5, 0.5))

    def source(self, s):
        """A pointer to two or more reals that are only read."""
        return self.memory(s) if s.arrays and self.rng.random() < 0.8 else "knots + 1"

    def memory(self, s):
        """A pointer to at least WINDOW reals, often to what others point to as well."""
        forms = [f"{name} + {self.rng.randrange(length - WINDOW + 1)}"
                 for name, length in s.arrays if length >= WINDOW]
        return self.pick(forms + s.windows + [f"{struct}v" for struct in s.structs])

    def call(self, s, name, real):
        if not s.structs:
            self.declare_struct(s)
        return (f"{name}(w, {self.memory(s)}, {self.memory(s)}, {address_of(self.pick(s.structs))}, "
                f"{real}, {self.count(s)})")

    # ---- statements

    def assign(self, s):
        place, value = self.pick(self.places(s)), self.bounded(s)
        forms = ["{p} = {v};", "{p} += 0.2 * {v};", "{p} *= {v};", "{p} = 0.5 * {p} + 0.5 * {v};",
                 "{p} -= 0.1 * {v};", "{p} /= 1.5 + {v};"]
        self.put(s, self.pick(forms).format(p=place, v=value))

    def declare_real(self, s):
        name = self.name("r")
        self.put(s, f"double {name} = {self.bounded(s)};")
        s.reals.append(name)

    def declare_window(self, s):
        name = self.name("p")
        self.put(s, f"double *{name} = {self.memory(s)};")
        s.windows.append(name)

    def declare_count(self, s):
        name = self.name("n")
        kind = self.pick(("int", "int", "int", "short", "unsigned char", "unsigned", "size_t", "long"))
        value = self.pick([self.count(s), f"{self.test(s)} ? 1 : {self.rng.randrange(4)}"])
        self.put(s, f"{kind} {name} = {value};")
        s.counts.append(name)

    def call_helper(self, s):
        """A statement of its own: helpers write what the rest of an expression may read."""
        if not self.program.helpers:
            return self.assign(s)
        helper, result = self.pick(self.program.helpers)
        call = self.call(s, helper, self.real(s))
        if result == "void":
            self.put(s, f"{call};")
        else:
            name = self.name("r")
            self.put(s, f"double {name} = {call};")
            s.reals.append(name)

    def block(self, outer, size, loop=None, counts=()):
        s = Scope(outer)
        s.loop = loop or outer.loop
        s.counts += counts
        self.statements(s, size)

    def statements(self, s, size):
        simple, nested = self.SIMPLE + self.program.statements, self.NESTED
        for _ in range(size):
            self.program.budget -= 1
            if self.program.budget < 0 or self.rng.random() < 0.25:
                self.assign(s)
            elif s.level < 3 and self.rng.random() < 0.35:
                self.pick(nested)(self, s)
            else:
                self.pick(simple)(self, s)

    SIMPLE = ((declare_real, declare_window, declare_count) + (call_helper,) * 6
              + (Idioms.SIMPLE + Control.SIMPLE + Algorithms.SIMPLE) * 2 + (Algorithms.long_loop,))
    NESTED = Control.NESTED + Algorithms.NESTED

    def text(self, head, scope, size, end):
        self.statements(scope, size)
        self.lines += [f"    free({name});" for name in self.heap]
        return "\n".join([head, "{", *self.lines, *end, "}\n"])


class Program:
    def __init__(self, seed):
        self.seed = seed
        self.rng = random.Random(seed)
        self.helpers = []
        self.foreign = [("p", WINDOW), ("q", WINDOW)]
        self.signature = self.rng.choice(SIGNATURES)
        self.mode = self.signature.mode
        self.budget = self.rng.randint(*self.rng.choice(BUDGETS)) * (1 + seed // LARGER)
        self.uses_float, self.uses_long, recursive, registered, state = (
            self.rng.random() < p for p in (0.15, 0.1, 0.15, 0.12, 0.12))
        self.recursive = recursive
        self.registered = registered and not recursive
        self.state = state and not recursive
        # Other programs stay what they were without these.
        kinds = random.Random(f"kinds of {seed}")
        self.uses_complex, self.uses_half = (kinds.random() < p for p in (0.08, 0.05))
        self.needs_gcc = self.uses_long or self.uses_complex or self.uses_half  # tcc has none, or wrong ones
        self.statements = ((Idioms.declare_complex,) * 12 * self.uses_complex
                           + (Idioms.declare_half,) * 12 * self.uses_half)
        self.reals = (REALS + FLOATS * 3 * self.uses_float + LONGS * 5 * self.uses_long
                      + REGISTERED * 15 * self.registered + COMPLEX * 3 * self.uses_complex
                      + HALVES * 4 * self.uses_half)
        # Adjoints of _Float16 are rounded to it as well, many times.
        self.rounding = "0x1p-18" if self.uses_half else "0x1p-23" if self.uses_float else "0x1p-52"
        self.has_product = (bool(self.signature.product) and not registered
                            and not (self.signature.globals and recursive))
        self.has_matrices = self.has_product and self.signature is Plain

    def put_in(self, text):
        """Text of the signature with this program's names."""
        return text.replace("F", f"f_{self.seed}")

    def helper(self, number):
        """`p`, `q` and what `s` holds may be the same memory."""
        result = self.rng.choice(["double", "void"])
        name = f"h{number}_{self.seed}"
        f = Function(self, "return {};" if result == "double" else "return;")
        s = Scope()
        s.reals, s.counts, s.structs = ["x"], ["n"], ["s->"]
        s.arrays = list(self.foreign)
        end = [f"    return {f.bounded(s)};"] if result == "double" else []
        head = (f"static {result} {name}(const double *w, double *p, double *q, struct pair *s, "
                "double x, int n)")
        uses = "    p[0] += 0.1 * w[0] * q[1] * x * s->x + 0.0 * n;"
        text = f.text(head, s, self.rng.randint(1, 2), [uses, *end])
        self.helpers.append((name, result))
        return text

    def recursion(self):
        """A function of reals, which w is beside, and a way into it by an array."""
        f, name = Function(self, "return {};"), f"g_{self.seed}"
        s = Scope()
        s.reals, s.counts, s.arrays = ["x", "y"], ["n"], [("p", WINDOW)]
        again = self.rng.choice(["", f" + 0.3 * {name}(w, p, y, n - 2)"])
        f.lines += ["    if (n <= 0)", "        return 0.5 * x;", "    double y = x * w[n % 4];"]
        f.statements(s, self.rng.randint(1, 2))
        f.put(s, f"y = 0.5 * y + {name}(w, p, {f.bounded(s)}, n - 1){again};")
        f.assign(s)
        head = f"static double {name}(const double *w, double *p, double x, int n)"
        f.put(s, f"double result = {f.bounded(s)};")
        text = f.text(head, s, 0, ["    return result;"])
        self.reals += (f"{name}(w, (double[]){{{{{{a}}, {{b}}, w[1]}}}}, {{a}}, {{n}} % 4)",) * 20
        return text

    def turn(self):
        return (f"static struct pair turn_{self.seed}(struct pair s, double x)\n{{\n"
                "    s.x = sin(s.v[1] + x);\n    s.v[2] *= tanh(x * s.x);\n    s.n++;\n"
                "    return s;\n}\n")

    def loss(self):
        f = Function(self, self.signature.stop, is_loss=True)
        s = Scope()
        for line in (*self.signature.start, "double r0 = w[0] * w[1] - w[2] * w[3];",
                     *self.signature.then):
            f.put(s, self.put_in(line))
        s.reals.append("r0")
        s.arrays += self.signature.arrays
        if self.state:
            f.put(s, f"memcpy(state_{self.seed}, knots, sizeof knots);")
            s.arrays.append((f"state_{self.seed}", 4))
        for declare in self.beginning(f):
            declare(s)
        sums = [f"    sum += {f.rng.uniform(-1, 1):.2f} * {place};" for place in self.sums(f, s)]
        result = self.rng.choice(["sum", "sum * sin(w[1] + r0)"])
        f.statements(s, self.rng.randint(1, max(1, min(9, self.budget))))
        f.lines += ["    double sum = w[0] * w[2];", *sums]
        head = "GRADC_LOSS " + self.put_in(self.signature.head)
        return f.text(head, s, 0, ["    " + self.signature.result.format(result)])

    def beginning(self, f):
        yield f.declare_array
        if self.budget > 3:
            yield f.declare_struct
        choices = (f.declare_array, f.declare_count, f.declare_struct, f.declare_heap,
                   f.declare_window, f.declare_real)
        for _ in range(min(5, self.budget // 3)):
            yield self.rng.choice(choices)

    def sums(self, f, s):
        yield "r0"
        for array, length in s.arrays:
            yield f"{array}[{f.rng.randrange(length)}]"
        for struct in s.structs:
            yield f"{struct}x * {struct}v[{f.rng.randrange(3)}]"

    def text(self):
        helpers = [self.recursion()] if self.recursive else []
        helpers += [self.helper(i) for i in range(self.rng.randint(0, max(0, min(3, self.budget // 2))))]
        loss = self.loss()
        start = [self.put_in(self.signature.globals)] if self.signature.globals else []
        start += [f"double state_{self.seed}[4];"] if self.state else []
        start += [self.turn()] if f"turn_{self.seed}" in "".join(helpers) + loss else []
        return "\n".join([*start, *helpers, loss])


HEAD = """#include "judge.h"
#include "prelude.h"

static double (*const shapes[3])(double) = {sin, cubic, tanh};
"""


def program_of(seeds):
    programs = [Program(seed) for seed in seeds]
    start = ["#include <complex.h>"] * any(program.uses_complex for program in programs)
    return "\n".join([*start, HEAD, *(program.text() for program in programs)])


if __name__ == "__main__":
    print(program_of([int(seed) for seed in sys.argv[1:]]))
