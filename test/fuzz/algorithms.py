"""Statements of generate.py that are small algorithms, as programs have them: what their loops carry,
overwrite and choose between.

A mixin of its Function, as Idioms is."""


class Algorithms:
    def double_buffer(self, s):
        """Two arrays that change places."""
        a, b, t, i = self.name("p"), self.name("p"), self.name("t"), self.name("i")
        own = self.name("a")
        self.put(s, f"double {own}[2][3] = {{{{{self.bounded(s)}, {self.bounded(s)}}}}};")
        self.put(s, f"double *{a} = {self.pick([own + '[0]', self.memory(s)])}, *{b} = {own}[1];")
        self.put(s, f"for (int {t} = 0; {t} < {self.pick(['2', '3', self.count(s) + ' % 4'])}; {t}++) {{")
        self.put(s, f"    for (int {i} = 0; {i} < 3; {i}++)")
        self.put(s, f"        {b}[{i}] = 0.5 * {a}[{i}] + {a}[({i} + 1) % 3] * {self.bounded(s)};")
        self.put(s, f"    double *old = {a};")
        self.put(s, f"    {a} = {b};")
        self.put(s, f"    {b} = old;")
        self.put(s, "}")
        s.windows += [a, b]

    def sort(self, s):
        array, length = self.pick(s.arrays)
        i, j = self.name("i"), self.name("j")
        self.put(s, f"for (int {i} = 1; {i} < {length}; {i}++) {{")
        self.put(s, f"    double key = {array}[{i}];")
        self.put(s, f"    int {j} = {i} - 1;")
        self.put(s, f"    while ({j} >= 0 && {array}[{j}] {self.pick('<>')} key) {{")
        self.put(s, f"        {array}[{j} + 1] = {array}[{j}]{self.pick(['', ' * 0.9'])};")
        self.put(s, f"        {j}--;")
        self.put(s, "    }")
        self.put(s, f"    {array}[{j} + 1] = key;")
        self.put(s, "}")

    def running_best(self, s):
        array, length = self.pick(s.arrays)
        best, at, i = self.name("r"), self.name("n"), self.name("i")
        self.put(s, f"double {best} = {array}[0];")
        self.put(s, f"int {at} = 0;")
        self.put(s, f"for (int {i} = 1; {i} < {length}; {i}++)")
        self.put(s, f"    if ({array}[{i}] > {best}) {{")
        self.put(s, f"        {best} = {array}[{i}];")
        self.put(s, f"        {at} = {i};")
        self.put(s, "    }")
        self.put(s, f"{self.pick([best, f'{array}[{at}]'])} *= {self.bounded(s)};")
        s.reals.append(best)
        s.counts.append(at)

    def scan_window(self, s):
        """Through a pointer that looks back."""
        array, length = self.pick(s.arrays)
        p, i = self.name("p"), self.name("i")
        self.put(s, f"double *{p} = {array} + 1;")
        self.put(s, f"for (int {i} = 0; {i} < {length - 1}; {i}++)")
        self.put(s, f"    {p}[{i}] = 0.5 * {p}[{i} - 1] * {p}[{i}] + {self.bounded(s)};")

    def temporary(self, s):
        """Memory that each iteration fills and reads for itself."""
        t, k, i, place = self.name("a"), self.name("k"), self.name("i"), self.pick(self.places(s))
        self.put(s, f"double {t}[4];")
        self.put(s, f"for (int {i} = 0; {i} < 3; {i}++) {{")
        self.put(s, f"    for (int {k} = 0; {k} < 4; {k}++)")
        inner = type(s)(s)
        inner.counts += [i, k]
        self.put(s, f"        {t}[{k}] = {self.bounded(inner)};")
        self.put(s, f"    {place} = 0.5 * {place} + {t}[{self.count(s)} % 4] * {t}[{i}];")
        self.put(s, f"    {t}[1] = {place};")
        self.put(s, "}")

    def moving_bound(self, s):
        """A loop whose bound or counter changes on the way."""
        n, i = self.name("n"), self.name("i")
        self.put(s, f"int {n} = {self.count(s)} % 3 + 2;")
        self.put(s, f"for (int {i} = 0; {i} < {n}; {i}++) {{")
        inner = type(s)(s)
        inner.counts += [i]
        inner.loop = "for"
        self.put(inner, f"if ({self.test(inner)})")
        self.put(inner, self.pick([f"    {n}--;", f"    {i}++;", f"    {n} -= {i};"]))
        self.statements(inner, 1)
        self.put(s, "}")
        s.counts.append(f"({n} & 7)")

    def long_loop(self, s):
        """More iterations than one chunk of a tape holds values of."""
        x, k = self.name("r"), self.name("k")
        self.put(s, f"double {x} = {self.bounded(s)};")
        self.put(s, f"for (int {k} = 0; {k} < {self.pick([300, 1500])}; {k}++) {{")
        self.put(s, f"    {x} = 0.9 * sin({x}) + 0.1 * {self.leaf(s)};")
        self.put(s, self.pick([f"    if ({x} > 0.875) {x} *= 0.5;", f"    if ({x} < -0.95) break;", "    ;"]))
        self.put(s, "}")
        s.reals.append(x)

    def macro_block(self, s):
        self.put(s, "do {")
        inner = type(s)(s)
        inner.loop = "for"
        self.statements(inner, 1)
        self.put(inner, f"if ({self.test(inner)})")
        self.put(inner, "    break;")
        self.assign(inner)
        self.put(s, "} while (0);")

    def odd_loop(self, s):
        i = self.name("i")
        head, counter = self.pick([
            (f"for (unsigned char {i} = 254; {i} != 2; {i}++) {{", i),
            (f"for (int {i} = 7; {i} >= 0; {i} -= 3) {{", i),
            (f"for (long {i} = -2; {i} < 2; {i}++) {{", f"({i} + 2)"),
            (f"for (int {i} = 0; {i} != 4; {i} += 2) {{", i),
            (f"for (short {i} = 3; {i}; --{i}) {{", i),
            (f"for (unsigned {i} = {self.count(s)} % 3; {i} <= 3u; ++{i}) {{", i),
            (f"for (int {i} = 0; ; {i}++) {{ if ({i} >= 3) break;", i)])
        self.put(s, head)
        self.block(s, self.rng.randint(1, 2), "for", [counter])
        self.put(s, "}")

    SIMPLE = (double_buffer, sort, running_best, scan_window, temporary)
    NESTED = (moving_bound, macro_block, odd_loop, odd_loop)
