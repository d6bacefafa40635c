"""Statements and expressions of generate.py that each bring in one construct of C.

A mixin of its Function: what stands here uses that class's `pick`, `name`, `put`, expressions and
scopes. All is well-defined C, as there."""

IDIOMS_HEAD = """
struct node {
    double x;
    struct node *next;
};

struct flexible {
    int n;
    double v[];
};

union view {
    double all[4];
    struct {
        double a, b, c, d;
    } part;
};

static const double knots[4] = {0.25, -0.5, 0.75, 0.125};

static double cubic(double x)
{
    return x - x * x * x / 3.0;
}

static double (*const shapes[3])(double) = {sin, cubic, tanh};

static inline const double *choose(const double *p, const double *q, int n)
{
    return n & 1 ? p : q;
}

static void exchange(double **p, double **q)
{
    double *old = *p;
    *p = *q;
    *q = old;
}
"""


class Idioms:
    # ---- expressions

    def source(self, s):
        """A pointer to two or more reals that are only read."""
        return self.memory(s) if s.arrays and self.rng.random() < 0.8 else "knots + 1"

    def odd_real(self, s, a, b):
        """An expression of two others."""
        t, n = self.name("t"), self.count(s)
        return self.pick([
            f"ldexp({a}, {n} % 3 - 1)", f"fmax({a}, {b})", f"fmin({a}, 0.3)", f"fabs({a})",
            f"hypot({a}, 1.0 + ({b}) * ({b}))", f"copysign({a}, 0.5 - {n})", f"cbrt(2.0 + sin({a}))",
            f"pow(1.5 + sin({a}), {b})", f"pow({a}, {n} % 4)", f"fma({a}, {b}, 0.5)",
            f"fmod({a}, 0.7)", f"erf({a})", f"knots[{n} % 4] * ({a})",
            f"({{ double {t} = {a}; {t} * {t} + 0.1; }})",
            f"({{ int {t}; double {t}m = frexp({a}, &{t}); {t}m + 0.1 * {t}; }})",
            f"({{ double {t}; modf(3.0 * ({a}), &{t}) + 0.1 * {t}; }})",
            f"(double[]){{{a}, {b}, 0.5}}[{n} % 3]",
            f"GRADC_STRAIGHT_THROUGH(({a}) + 0.25, ({a}))", f"gradc_stop(0.3 * {n}) * ({a})",
            f"shapes[{n} % 3]({a})", f"({self.test(s)} ? sin : cubic)({a})",
            f"(double)((long double)({a}) * 0.5L)",
            f"*choose({self.source(s)}, {self.source(s)}, {n})", f"-({a})", f"!({self.test(s)}) + ({a})",
        ])

    def odd_count(self, s):
        n = self.count(s)
        return self.pick([f"({n} & 3)", f"({n} ^ 1)", f"(({n} << 1) % 5)", f"(int)((unsigned){n} >> 1)",
                          f"!{n}", f"({n} ? 2 : 1)", f"(unsigned char)({n} + 255)",
                          f"(int)(1.6 + {n} * 0.5)", f"(~{n} & 3)", f"((int)sizeof(int) / ({n} + 1))"])

    # ---- declarations

    def declare_vla(self, s):
        name, i = self.name("a"), self.name("i")
        if self.heap and not s.level:  # the goto to the end must not pass it
            return self.declare_array(s)
        self.put(s, f"double {name}[{self.count(s)} % 4 + 3];")
        self.put(s, f"for (size_t {i} = 0; {i} < sizeof {name} / sizeof *{name}; {i}++)")
        self.put(s, f"    {name}[{i}] = {self.bounded(s)} + 0.1 * (int){i};")
        s.arrays.append((name, 3))

    def declare_matrix(self, s):
        name, row = self.name("m"), self.name("p")
        self.put(s, f"double {name}[3][4] = {{{{{self.bounded(s)}}}, [2] = {{[1] = {self.bounded(s)}}}}};")
        self.put(s, f"double (*{row})[4] = &{name}[{self.count(s)} % 3];")
        s.arrays.append((f"{name}[1]", 4))
        s.windows.append(f"(*{row})")
        s.reals.append(f"{name}[{self.count(s)} % 3][{self.count(s)} % 4]")

    def declare_union(self, s):
        name = self.name("u")
        self.put(s, f"union view {name} = {{{{{self.bounded(s)}, {self.bounded(s)}}}}};")
        s.arrays.append((f"{name}.all", 4))
        s.reals += [f"{name}.part.b", f"{name}.part.d"]

    def declare_literal(self, s):
        name = self.name("p")
        self.put(s, f"double *{name} = (double[4]){{{self.bounded(s)}, [2] = {self.bounded(s)}}};")
        s.arrays.append((name, 4))

    def declare_designated(self, s):
        name = self.name("s")
        self.put(s, f"struct pair {name}[2] = {{[1] = {{.n = {self.count(s)}, .v[1] = {self.bounded(s)}, "
                    f".link = {self.memory(s)}}}}};")
        self.put(s, f"{name}[0] = (struct pair){{.link = {self.memory(s)}, .x = {self.bounded(s)}}};")
        s.structs += [f"{name}[0].", f"{name}[1]."]

    # ---- statements

    def comma(self, s):
        value = self.pick(s.reals)
        self.put(s, f"{self.pick(self.places(s))} = ({value} = {self.bounded(s)}, "
                    f"0.5 * {value} + {self.bounded(s)});")

    def step_index(self, s):
        array, length = self.pick(s.arrays)
        k, a, b = self.name("k"), self.bounded(s), self.bounded(s)
        self.put(s, f"int {k} = {self.count(s)} % {length - 1};")
        self.put(s, f"{array}[{k}++] {self.pick(['=', '+=', '*='])} {a};")
        self.put(s, f"{array}[{k}--] = {b};")
        self.put(s, f"{array}[{k}] = -{array}[{k}];")

    def walk_pointer(self, s):
        array, length = self.pick(s.arrays)
        p, end = self.name("p"), self.name("e")
        value = self.bounded(s)
        self.put(s, self.pick([
            f"for (double *{p} = {array}, *{end} = {array} + {length}; {p} != {end}; {p}++)",
            f"for (double *{p} = {array}; {p} - {array} < {length - 1}; {p} += 2)"]))
        self.put(s, f"    *{p} = 0.5 * *{p} + 0.5 * {value};")

    def walk_down(self, s):
        array, length = self.pick(s.arrays)
        i = self.name("i")
        self.put(s, f"for (size_t {i} = {length}; {i}-- > 1;)")
        self.put(s, f"    {array}[{i}] += {array}[{i} - 1] * {self.bounded(s)};")

    def two_counters(self, s):
        array, length = self.pick(s.arrays)
        i, j = self.name("i"), self.name("j")
        self.put(s, f"for (int {i} = 0, {j} = {length - 1}; {i} < {j}; {i}++, {j}--) {{")
        self.put(s, f"    double old = {array}[{i}];")
        self.put(s, f"    {array}[{i}] = {array}[{j}] * {self.bounded(s)};")
        self.put(s, f"    {array}[{j}] = old;")
        self.put(s, "}")

    def swap_pointers(self, s):
        windows = s.top().pointers()
        if len(windows) < 2:
            return self.assign(s)
        p, q = self.rng.sample(windows, 2)
        self.put(s, f"exchange(&{p}, &{q});")

    def choose_place(self, s):
        a, b = self.pick(self.places(s)), self.pick(self.places(s))
        self.put(s, f"*({self.test(s)} ? &{a} : &{b}) {self.pick(['=', '*=', '-='])} {self.bounded(s)};")

    def list_walk(self, s):
        n, head, p = self.count(s), self.name("l"), self.name("l")
        value = self.bounded(s)
        self.put(s, f"struct node *{head} = NULL;")
        self.put(s, f"for (int {p} = 0; {p} < {n} % 3 + 1; {p}++) {{")
        self.put(s, f"    struct node *fresh = {self.pick(['malloc(sizeof *fresh)', 'calloc(1, sizeof *fresh)'])};")
        self.put(s, f"    *fresh = (struct node){{{value} + 0.1 * {p}, {head}}};")
        self.put(s, f"    {head} = fresh;")
        self.put(s, "}")
        place = self.pick(self.places(s))
        self.put(s, f"while ({head}) {{")
        self.put(s, f"    struct node *{p} = {head};")
        self.put(s, f"    {place} = 0.5 * {place} + {p}->x * {p}->x;")
        self.put(s, f"    {head} = {p}->next;")
        self.put(s, f"    free({p});")
        self.put(s, "}")

    def flexible(self, s):
        name, i = self.name("x"), self.name("i")
        n = self.count(s)
        self.put(s, f"struct flexible *{name} = malloc(sizeof *{name} + (size_t)({n} % 3 + 1) * "
                    "sizeof(double));")
        self.put(s, f"{name}->n = {n} % 3 + 1;")
        self.put(s, f"for (int {i} = 0; {i} < {name}->n; {i}++)")
        self.put(s, f"    {name}->v[{i}] = {self.bounded(s)};")
        self.put(s, f"{self.pick(self.places(s))} = {name}->v[{name}->n - 1];")
        self.put(s, f"free({name});")

    def leave_loops(self, s):
        i, j, out = self.name("i"), self.name("j"), self.name("out")
        self.put(s, f"for (int {i} = 0; {i} < 3; {i}++) {{")
        self.put(s, f"    for (int {j} = {i};; {j}++) {{")
        inner = type(s)(type(s)(s))
        inner.counts += [i, j]
        inner.loop = "for"
        self.assign(inner)
        self.put(s, f"        if ({j} > 2)")
        self.put(s, "            break;")
        self.put(s, f"        if ({self.test(inner)})")
        self.put(s, f"            goto {out};")
        self.assign(inner)
        self.put(s, "    }")
        self.put(s, "}")
        self.put(s, f"{out}:;")

    IDIOM_STATEMENTS = (declare_vla, declare_matrix, declare_union, declare_literal,
                        declare_designated, comma, step_index, walk_pointer, walk_down,
                        two_counters, swap_pointers, choose_place, list_walk, flexible, leave_loops)
