"""Statements of generate.py that steer: branches, loops of all kinds, ways out of them.

A mixin of its Function, as Idioms is."""


class Control:
    # ---- ways out

    def leave(self, s):
        exits = ["break;", "continue;"] if s.loop else []
        if s.level and not self.heap:
            exits.append(self.stop.format(self.bounded(s)))
        if s.level and self.heap:
            value = self.name("r")
            frees = " ".join(f"free({name});" for name in self.heap)
            exits.append(f"{{ double {value} = {self.bounded(s)}; {frees} "
                         f"{self.stop.format(value + ' * 1.0')} }}")
        if not exits:
            return self.assign(s)
        self.put(s, f"if ({self.test(s)})")
        self.put(s, "    " + self.pick(exits))

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

    def skip(self, s):
        out = self.name("out")
        self.put(s, "{")
        inner = type(s)(s)
        self.put(inner, f"if ({self.test(inner)})")
        self.put(inner, f"    goto {out};")
        self.statements(inner, 1)
        self.put(inner, f"if ({self.test(inner)}) {{")
        self.block(inner, 1)
        self.put(inner, f"    goto {out};")
        self.put(inner, "}")
        self.assign(inner)
        self.put(s, "}")
        self.put(s, f"{out}:;")

    # ---- branches

    def if_else(self, s):
        self.put(s, f"if ({self.test(s)}) {{")
        self.block(s, 2)
        if self.rng.random() < 0.5:
            self.put(s, self.pick(["} else {", f"}} else if ({self.test(s)}) {{"]))
            self.block(s, 2)
        self.put(s, "}")

    def switch(self, s):
        labels = self.pick([("case 0", "case 2", "default"), ("default", "case 1", "case 3"),
                            ("case LEFT", "case MIDDLE", "case RIGHT")])
        self.put(s, f"switch ({self.count(s)} % 4) {{")
        for label in labels:
            self.put(s, f"{label}: {{")
            self.block(s, 1)
            self.put(s, "}")
            if self.rng.random() < 0.6:
                self.put(s, "    break;")
        self.put(s, "}")

    # ---- loops

    def for_loop(self, s):
        i = self.name("i")
        last = self.pick(["2", "3", "4"] + [f"(int){n} % 4" for n in s.counts]
                         + [f"(int){n} % 3 + 1" for n in s.counts])
        head = self.pick([f"for (int {i} = 0; {i} < {last}; {i}++) {{",
                          f"for (int {i} = {last}; {i} > 0; {i}--) {{",
                          f"for (int {i} = 0; {i} <= {last}; {i} += 2) {{",
                          f"for (int {i} = 1, d = {self.count(s)} % 2 + 1; {i} < {last}; {i} += d) {{",
                          f"for (unsigned {i} = 1; {i} < 8; {i} *= 2) {{"])
        self.put(s, head)
        self.block(s, self.rng.randint(1, 3), "for", [i])
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

    def triangle(self, s):
        i, j = self.name("i"), self.name("j")
        self.put(s, f"for (int {i} = 0; {i} < 3; {i}++)")
        self.put(s, self.pick([f"    for (int {j} = {i}; {j} < 3; {j}++) {{",
                               f"    for (int {j} = {i} - 1; {j} >= 0; {j}--) {{"]))
        self.block(s, self.rng.randint(1, 2), "for", [i, j])
        self.put(s, "    }")

    def ragged(self, s):
        array, length = self.pick(s.arrays)
        starts, r, k = self.name("n"), self.name("i"), self.name("k")
        self.put(s, f"const int {starts}[4] = {{0, {self.count(s)} % 3, 3, 3 + {self.count(s)} % 3}};")
        self.put(s, f"for (int {r} = 0; {r} < 3; {r}++) {{")
        inner = type(s)(s)
        inner.counts += [r]
        total = self.name("r")
        self.put(inner, f"double {total} = {self.bounded(inner)};")
        inner.counts += [k]
        self.put(inner, f"for (int {k} = {starts}[{r}]; {k} < {starts}[{r} + 1]; {k}++) {{")
        self.put(inner, f"    {total} += {array}[{k} % {length}] * {self.bounded(inner)};")
        self.put(inner, self.pick([f"    {array}[{k} % {length}] *= 0.5 + 0.1 * {total};", "    ;"]))
        self.put(inner, "}")
        self.put(inner, f"{array}[{r} % {length}] = sin({total});")
        self.put(s, "}")

    def recurrence(self, s):
        array, length = self.pick(s.arrays)
        i, a = self.name("i"), self.bounded(s)
        self.put(s, self.pick([f"for (int {i} = 1; {i} < {length}; {i}++)",
                               f"for (int {i} = {length} - 1; {i} >= 1; {i} -= 1)"]))
        self.put(s, self.pick([f"    {array}[{i}] += 0.5 * {array}[{i} - 1] * {a};",
                               f"    {array}[{i} - 1] = 0.5 * {array}[{i}] * {array}[{i} - 1] + {a};",
                               f"    {array}[{i}] = {array}[0] * 0.5 + {array}[{i}] * {a};"]))

    def converge(self, s):
        y, k, a = self.name("r"), self.name("k"), self.name("r")
        self.put(s, f"double {y} = {self.leaf(s)}, {a} = {self.bounded(s)};")
        self.put(s, f"int {k} = 0;")
        self.put(s, f"while (fabs({y} * {y} * {y} + {y} - {a}) > 1e-3 && {k}++ < 8)")
        self.put(s, f"    {y} -= ({y} * {y} * {y} + {y} - {a}) / (3.0 * {y} * {y} + 1.0);")
        s.reals.append(y)
        s.counts.append(k)

    def apply_shapes(self, s):
        i, place = self.name("i"), self.pick(self.places(s))
        self.put(s, f"for (int {i} = 0; {i} < 3; {i}++)")
        self.put(s, f"    {place} = 0.5 * {place} + shapes[{i}]({self.bounded(s)});")

    # ---- walks

    def walk_pointer(self, s):
        array, length = self.pick(s.arrays)
        p, end = self.name("p"), self.name("e")
        value = self.bounded(s)
        self.put(s, self.pick([
            f"for (double *{p} = {array}, *{end} = {array} + {length}; {p} != {end}; {p}++)",
            f"for (double *{p} = {array} + {length - 1}; {p} > {array}; {p}--)",
            f"for (double *{p} = {array}; {p} - {array} < {length - 1}; {p} += 2)"]))
        self.put(s, f"    *{p} = 0.5 * *{p} + 0.5 * {value};")

    def walk_down(self, s):
        array, length = self.pick(s.arrays)
        i = self.name("i")
        self.put(s, f"for (size_t {i} = {length}; {i}-- > 1;)")
        self.put(s, f"    {array}[{i}] += {array}[{i} - 1] * {self.bounded(s)};")

    def walk_structs(self, s):
        name, q = self.name("s"), self.name("q")
        self.put(s, f"struct pair {name}[3] = {{{{{self.bounded(s)}}}, {{{self.bounded(s)}}}}};")
        self.put(s, f"for (struct pair *{q} = {name}; {q} < {name} + 3; {q}++) {{")
        self.put(s, f"    {q}->link = {q} == {name} ? {self.memory(s)} : {q}[-1].v;")
        self.put(s, f"    {q}->v[{self.count(s)} % 3] = {q}->x + {self.bounded(s)};")
        self.put(s, f"    {q}->link[1] += {q}->v[{self.count(s)} % 3] * 0.5;")
        self.put(s, "}")
        s.structs += [f"{name}[1].", f"{name}[{self.count(s)} % 3]."]

    def walk_rows(self, s):
        """A matrix of rows on the heap, which lives and dies here."""
        rows, i, k, place = self.name("p"), self.name("i"), self.name("k"), self.pick(self.places(s))
        n = self.pick(["2", "3", f"{self.count(s)} % 2 + 1"])
        self.put(s, f"double **{rows} = malloc(3 * sizeof *{rows});")
        self.put(s, f"for (int {i} = 0; {i} < {n}; {i}++) {{")
        self.put(s, f"    {rows}[{i}] = malloc(3 * sizeof **{rows});")
        self.put(s, f"    for (int {k} = 0; {k} < 3; {k}++)")
        self.put(s, f"        {rows}[{i}][{k}] = {self.bounded(s)} * ({i} + {k});")
        self.put(s, "}")
        self.put(s, f"for (int {i} = 0; {i} < {n}; {i}++) {{")
        self.put(s, f"    {place} = 0.5 * {place} + {rows}[{i}][{self.count(s)} % 3] * "
                    f"{rows}[0][{self.count(s)} % 3];")
        self.put(s, f"    {rows}[{i}][1] *= {self.bounded(s)};")
        self.put(s, "}")
        self.put(s, f"for (int {i} = 0; {i} < {n}; {i}++)")
        self.put(s, f"    free({rows}[{i}]);")
        self.put(s, f"free({rows});")

    def two_counters(self, s):
        array, length = self.pick(s.arrays)
        i, j = self.name("i"), self.name("j")
        self.put(s, f"for (int {i} = 0, {j} = {length - 1}; {i} < {j}; {i}++, {j}--) {{")
        self.put(s, f"    double old = {array}[{i}];")
        self.put(s, f"    {array}[{i}] = {array}[{j}] * {self.bounded(s)};")
        self.put(s, f"    {array}[{j}] = old;")
        self.put(s, "}")

    def list_walk(self, s):
        n, head, p = self.count(s), self.name("l"), self.name("l")
        value = self.bounded(s)
        self.put(s, f"struct node *{head} = NULL;")
        self.put(s, f"for (int {p} = 0; {p} < (int){n} % 3 + 1; {p}++) {{")
        self.put(s, f"    struct node *fresh = {self.pick(['malloc(sizeof *fresh)', 'calloc(1, sizeof *fresh)'])};")
        self.put(s, f"    *fresh = (struct node){{{value} + 0.1 * {p}, {head}}};")
        self.put(s, f"    {head} = fresh;")
        self.put(s, "}")
        place = self.pick(self.places(s))
        if self.program.recursive:
            self.put(s, f"{place} = sum_list({head}) * {self.bounded(s)};")
        self.put(s, f"while ({head}) {{")
        self.put(s, f"    struct node *{p} = {head};")
        self.put(s, f"    {place} = 0.5 * {place} + {p}->x * {p}->x;")
        self.put(s, f"    {head} = {p}->next;")
        self.put(s, f"    free({p});")
        self.put(s, "}")

    SIMPLE = (leave, leave, leave_loops, triangle, ragged, recurrence, converge, apply_shapes,
              walk_pointer, walk_down, walk_structs, walk_rows, two_counters, list_walk)
    NESTED = (if_else, if_else, for_loop, for_loop, for_loop, while_loop, switch, skip, triangle)
