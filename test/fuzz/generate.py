"""Random losses: generate.py SEED... > program.c

Writes, for each seed, a loss `f_<seed>` of four numbers with its helpers. All are well-defined C:
indices stay inside, everything is initialised, no expression has unsequenced side effects, values
stay small. What may be met: nested and ragged loops, early exits, windows of arrays that overlap,
updates in place, structs by value and by pointer, heap, recursion over integers, switch, while, do,
float beside double, memcpy and memmove, and what idioms.py adds. The text depends on the seeds alone."""
import random
import sys

from idioms import IDIOMS_HEAD, Idioms

SIZE = 4  # of w
WINDOW = 3  # elements that a pointer can surely reach

HEAD = """#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    double x, v[3], *link;
    int n;
};

static int depth(int n)
{
    return n <= 1 ? 1 : 1 + depth(n / 2);
}
""" + IDIOMS_HEAD


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


def value_of(struct):
    """The struct that members are reached in by `s.` or `p->`."""
    return struct[:-1] if struct.endswith(".") else "*" + struct[:-2]


class Function(Idioms):
    """Statements of one function; `returns` is the expression after `return`, or None for void."""

    def __init__(self, program, returns, is_loss=False):
        self.program = program
        self.is_loss = is_loss
        self.rng = program.rng
        self.returns = returns
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
        forms = [lambda: str(self.rng.randrange(4))]
        if s.counts:
            forms += [lambda: self.pick(s.counts)] * 4
            forms.append(lambda: f"({self.pick(s.counts)} + {self.rng.randrange(3)})")
            forms.append(lambda: f"depth({self.pick(s.counts)})")
            forms.append(lambda: self.odd_count(s))
        return self.pick(forms)()

    def places(self, s):
        """Reals that can be written."""
        result = list(s.reals)
        for array, length in s.arrays + [(p, WINDOW) for p in s.windows]:
            result.append(f"{array}[{self.count(s)} % {length}]")
        for struct in s.structs:
            result += [f"{struct}x", f"{struct}v[{self.count(s)} % 3]", f"*{struct}link"]
        return result

    def leaf(self, s):
        forms = [lambda: f"{self.rng.uniform(-1, 1):.2f}", lambda: f"w[{self.rng.randrange(SIZE)}]",
                 lambda: f"0.1 * {self.count(s)}"]
        forms += [lambda: self.pick(self.places(s))] * 5
        if s.floats:
            forms.append(lambda: f"(double){self.pick(s.floats)}")
        return self.pick(forms)()

    def real(self, s, depth=2):
        if depth == 0 or self.rng.random() < 0.2:
            return self.leaf(s)
        a, b = self.real(s, depth - 1), self.real(s, depth - 1)
        forms = [f"sin({a})", f"tanh({a})", f"exp(-({a}) * ({a}))", f"log1p(({a}) * ({a}))",
                 f"({a}) / (1.5 + ({b}) * ({b}))", f"sqrt(1.0 + ({a}) * ({b}) * ({a}) * ({b}))",
                 f"atan2({a}, 2.0 + ({b}) * ({b}))", f"({self.test(s)} ? {a} : {b})"]
        forms += [self.odd_real(s, a, b) for _ in range(4)]
        forms += [f"({a} + {b}) * 0.5", f"({a}) * ({b})", f"({a} - ({b}))"] * 3
        return self.pick(forms)

    def bounded(self, s):
        a = self.real(s)
        return self.pick([f"sin({a})", f"tanh({a})", f"0.8 * cos({a})"])

    def test(self, s):
        forms = [f"{self.leaf(s)} > {self.rng.uniform(-0.5, 0.5):.2f}",
                 f"{self.leaf(s)} < {self.leaf(s)}", f"{self.count(s)} % 2 == 0",
                 f"({self.leaf(s)} > 0.05 && {self.count(s)} != 1)",
                 f"({self.count(s)} > 2 || {self.leaf(s)} < 0.3)"]
        return self.pick(forms)

    def memory(self, s):
        """A pointer to at least WINDOW reals, often to what others point to as well."""
        forms = [f"{name} + {self.rng.randrange(length - WINDOW + 1)}" for name, length in s.arrays]
        return self.pick(forms + s.windows + [f"{struct}v" for struct in s.structs])

    def call(self, s, name, real):
        struct = self.pick(s.structs)
        address = value_of(struct)[1:] if struct.endswith("->") else "&" + value_of(struct)
        return f"{name}(w, {self.memory(s)}, {self.memory(s)}, {address}, {real}, {self.count(s)})"

    # ---- statements

    def assign(self, s):
        place, value = self.pick(self.places(s)), self.bounded(s)
        forms = [f"{place} = {value};", f"{place} += 0.2 * {value};", f"{place} *= {value};",
                 f"{place} = 0.5 * {place} + 0.5 * {value};", f"{place} -= 0.1 * {value};"]
        self.put(s, self.pick(forms))

    def declare_real(self, s):
        name = self.name("r")
        self.put(s, f"double {name} = {self.bounded(s)};")
        s.reals.append(name)

    def declare_float(self, s):
        if not self.program.uses_float:
            return self.assign(s)
        name = self.name("g")
        self.put(s, f"float {name} = (float)({self.bounded(s)});")
        self.put(s, f"{name} = {name} * {self.rng.uniform(0.2, 0.9):.2f}f + sinf({name});")
        s.floats.append(name)

    def declare_array(self, s):
        name, length = self.name("a"), self.rng.randrange(WINDOW, 7)
        values = ", ".join(self.bounded(s) for _ in range(self.rng.randrange(1, length + 1)))
        self.put(s, f"double {name}[{length}] = {{{values}}};")
        s.arrays.append((name, length))

    def declare_heap(self, s):
        if s.loop or s.level:
            return self.declare_array(s)
        name, length, i = self.name("h"), self.rng.randrange(WINDOW, 7), self.name("i")
        self.put(s, f"double *{name} = malloc({length} * sizeof *{name});")
        self.put(s, f"for (int {i} = 0; {i} < {length}; {i}++)")
        self.put(s, f"    {name}[{i}] = {self.bounded(s)} * {i};")
        self.heap.append(name)
        s.arrays.append((name, length))

    def declare_window(self, s):
        name = self.name("p")
        self.put(s, f"double *{name} = {self.memory(s)};")
        s.windows.append(name)

    def declare_struct(self, s):
        name = self.name("s")
        self.put(s, f"struct pair {name} = {{{self.bounded(s)}, {{{self.bounded(s)}}}, "
                    f"{self.memory(s)}, {self.count(s)}}};")
        s.structs.append(f"{name}.")
        if self.rng.random() < 0.5:
            pointer = self.name("q")
            self.put(s, f"struct pair *{pointer} = &{name};")
            s.structs.append(f"{pointer}->")

    def declare_count(self, s):
        name = self.name("n")
        value = self.pick([self.count(s), f"{self.test(s)} ? 1 : {self.rng.randrange(4)}"])
        self.put(s, f"int {name} = {value};")
        s.counts.append(name)

    def move_pointer(self, s):
        """To memory that lives at least as long: what is known outside of all blocks."""
        top = s.top()
        pointers = top.pointers()
        if self.is_loss:
            pointers += [f"{struct}link" for struct in top.structs]
        if not pointers:
            return self.assign(s)
        self.put(s, f"{self.pick(pointers)} = {self.memory(top)};")

    def copy(self, s):
        arrays = [a for a in s.arrays if a not in self.program.foreign]
        if len(arrays) < 2:
            return self.assign(s)
        (to, m), (source, n) = self.rng.sample(arrays, 2)
        length = min(m, n)
        forms = [f"memcpy({to}, {source}, {length} * sizeof *{to});",
                 f"memmove({to} + 1, {to}, {m - 1} * sizeof *{to});",
                 f"memmove({to}, {to} + 1, {m - 1} * sizeof *{to});",
                 f"memset({to}, 0, 2 * sizeof *{to});"]
        self.put(s, self.pick(forms))

    def copy_struct(self, s):
        structs = s.top().structs
        if not self.is_loss or len(structs) < 2:
            return self.assign(s)
        to, source = self.rng.sample(structs, 2)
        self.put(s, f"{value_of(to)} = {value_of(source)};")

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

    def call_struct(self, s):
        value = value_of(self.pick(s.structs))
        self.put(s, f"{value} = turn_{self.program.seed}({value}, {self.bounded(s)});")

    def block(self, outer, size, loop=None):
        s = Scope(outer)
        s.loop = loop or outer.loop
        self.statements(s, size)

    def if_else(self, s):
        self.put(s, f"if ({self.test(s)}) {{")
        self.block(s, 2)
        if self.rng.random() < 0.5:
            self.put(s, "} else {")
            self.block(s, 2)
        self.put(s, "}")

    def for_loop(self, s):
        i = self.name("i")
        last = self.pick(["2", "3", "4"] + [f"{n} % 4" for n in s.counts]
                         + [f"{n} % 3 + 1" for n in s.counts])
        head = self.pick([f"for (int {i} = 0; {i} < {last}; {i}++) {{",
                          f"for (int {i} = {last}; {i} > 0; {i}--) {{",
                          f"for (int {i} = 0; {i} <= {last}; {i} += 2) {{"])
        self.put(s, head)
        inner = Scope(s)
        inner.counts.append(i)
        inner.loop = "for"
        self.statements(inner, self.rng.randrange(1, 4))
        self.put(s, "}")

    def while_loop(self, s):
        k = self.name("k")
        condition = self.pick(["", f" && {self.test(s)}"])
        self.put(s, f"int {k} = {self.rng.randrange(2, 5)};")
        if self.rng.random() < 0.5:
            self.put(s, f"while ({k}-- > 0{condition}) {{")
            self.block(s, 3, "while")
            self.put(s, "}")
        else:
            self.put(s, "do {")
            self.block(s, 3, "while")
            self.put(s, f"}} while (--{k} > 0{condition});")

    def switch(self, s):
        self.put(s, f"switch ({self.count(s)} % 4) {{")
        for label in ("case 0", "case 2", "default"):
            self.put(s, f"{label}:")
            inner = Scope(s)
            inner.loop = s.loop
            self.assign(inner)
            if self.rng.random() < 0.6:
                self.put(inner, "break;")
        self.put(s, "}")

    def leave(self, s):
        exits = ["break;", "continue;"] if s.loop else []
        if not self.heap and s.level:
            exits.append(f"return {self.bounded(s)};" if self.returns == "double" else "return;")
        if not exits:
            return self.assign(s)
        self.put(s, f"if ({self.test(s)})")
        self.put(s, "    " + self.pick(exits))

    def statements(self, s, size):
        simple = ([self.assign] * 6 + [self.declare_real, self.declare_float, self.declare_array]
                  + [self.declare_window, self.declare_count, self.copy] + [self.call_helper] * 3
                  + [self.move_pointer, self.leave, self.copy_struct, self.call_struct])
        if s.level < 3:
            simple += [getattr(self, f.__name__) for f in self.IDIOM_STATEMENTS]
        nested = [self.if_else, self.for_loop, self.for_loop, self.while_loop, self.switch]
        for _ in range(size):
            self.pick(simple + (nested if s.level < 3 else []))(s)

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
        self.uses_float = self.rng.random() < 0.2

    def helper(self, number):
        """`p`, `q` and what `s` holds may be the same memory."""
        result = self.rng.choice(["double", "void"])
        name = f"h{number}_{self.seed}"
        f = Function(self, result)
        s = Scope()
        s.reals, s.counts, s.structs = ["x"], ["n"], ["s->"]
        s.arrays = list(self.foreign)
        end = [f"    return {f.bounded(s)};"] if result == "double" else []
        head = (f"static {result} {name}(const double *w, double *p, double *q, struct pair *s, "
                "double x, int n)")
        uses = "    p[0] += 0.1 * w[0] * q[1] * x * s->x + 0.0 * n;"
        text = f.text(head, s, self.rng.randrange(2, 5), [uses, *end])
        self.helpers.append((name, result))
        return text

    def turn(self):
        return (f"static struct pair turn_{self.seed}(struct pair s, double x)\n{{\n"
                "    s.x = sin(s.v[1] + x);\n    s.v[2] *= tanh(x * s.x);\n    s.n++;\n"
                "    return s;\n}\n")

    def loss(self):
        f = Function(self, "double", is_loss=True)
        s = Scope()
        f.put(s, "double r0 = w[0] * w[1] - w[2] * w[3];")
        s.reals.append("r0")
        for declare in (f.declare_array, f.declare_array, f.declare_count,
                        f.declare_struct, f.declare_struct, f.declare_heap, f.declare_window):
            if declare != f.declare_heap or self.rng.random() < 0.4:
                declare(s)
        head = f"GRADC_LOSS double f_{self.seed}(GRADC_WRT const double w[JUDGE_SIZE])"
        sums = [f"        sum += {weight:.2f} * {place};" for weight, place in
                ((f.rng.uniform(-1, 1), place) for place in self.sums(s))]
        result = "sum" if self.rng.random() < 0.5 else "sum * sin(w[1] + r0)"
        f.statements(s, self.rng.randrange(4, 9))
        f.lines += ["    double sum = w[0] * w[2];", "    for (int t = 0; t < 3; t++) {", *sums,
                    "    }"]
        return f.text(head, s, 0, [f"    return {result};"])

    def sums(self, s):
        yield "r0"
        for array, length in s.arrays:
            yield f"{array}[t]"
        for struct in s.structs:
            yield f"{struct}x"
            yield f"{struct}v[t]"

    def text(self):
        helpers = [self.helper(i) for i in range(self.rng.randrange(1, 4))]
        loss = self.loss()
        return "\n".join([self.turn(), *helpers, loss])


def program_of(seeds):
    return HEAD + "\n" + "\n".join(Program(seed).text() for seed in seeds)


if __name__ == "__main__":
    print(program_of([int(seed) for seed in sys.argv[1:]]))
