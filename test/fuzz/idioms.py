"""Statements of generate.py that each bring in one construct of C's types and memory.

A mixin of its Function: what stands here uses that class's `pick`, `name`, `put`, expressions and
scopes. All is well-defined C, as there."""


def value_of(struct):
    """The struct that members are reached in by `s.` or `p->`."""
    return struct[:-1] if struct.endswith(".") else "*" + struct[:-2]


class Idioms:
    # ---- declarations

    def declare_array(self, s):
        name, length = self.name("a"), self.rng.randrange(3, 7)
        values = ", ".join(self.bounded(s) for _ in range(self.rng.randint(1, 2)))
        self.put(s, f"double {name}[{length}] = {{{values}}};")
        s.arrays.append((name, length))

    def declare_heap(self, s):
        if s.loop or s.level:
            return self.declare_array(s)
        name, length, i = self.name("h"), self.rng.randrange(3, 7), self.name("i")
        self.put(s, f"double *{name} = malloc({length} * sizeof *{name});")
        self.put(s, f"for (int {i} = 0; {i} < {length}; {i}++)")
        self.put(s, f"    {name}[{i}] = {self.bounded(s)} * {i};")
        self.heap.append(name)
        s.arrays.append((name, length))

    def declare_float(self, s):
        if not self.program.uses_float:
            return self.assign(s)
        name = self.name("g")
        self.put(s, f"float {name} = (float)({self.bounded(s)});")
        self.put(s, self.pick([
            f"{name} = {name} * {self.rng.uniform(0.2, 0.9):.2f}f + sinf({name});",
            f"{name} *= {self.bounded(s)};", f"{name} += narrow({name}, {self.leaf(s)});",
            f"for (int t = 0; t < 3; t++) {name} = 0.5f * {name} * {name} + 0.1f;"]))
        s.floats.append(name)

    def declare_long(self, s):
        if not self.program.uses_long:
            return self.assign(s)
        name = self.name("l")
        self.put(s, f"long double {name} = {self.bounded(s)};")
        self.put(s, f"{name} = {name} * {self.bounded(s)} + 0.25L * cosl({name});")
        s.floats.append(name)

    def declare_complex(self, s):
        name = self.name("z")
        self.put(s, f"double complex {name} = {self.bounded(s)} + {self.bounded(s)} * I;")
        self.put(s, self.pick([
            f"{name} *= {self.bounded(s)} - 0.5 * I;", f"{name} += conj({name}) * {self.bounded(s)};",
            f"for (int t = 0; t < 3; t++) {name} = 0.5 * {name} * {name} + {self.leaf(s)};",
            f"if ({self.test(s)}) {name} = casin(0.5 * I * {self.bounded(s)}) - {name};",
            f"((double *)&{name})[{self.count(s)} & 1] *= {self.bounded(s)};"]))
        s.reals += [f"__real__ {name}", f"__imag__ {name}"]

    def declare_half(self, s):
        name = self.name("h")
        self.put(s, f"_Float16 {name} = (_Float16)({self.bounded(s)});")
        self.put(s, self.pick([
            f"{name} = {name} * {name} + {name};", f"{name} *= {self.bounded(s)};", f"{name}++;",
            f"for (int t = 0; t < 3; t++) {name} = {name} * {name} - (_Float16)0.5f;"]))
        s.floats.append(name)

    def declare_struct(self, s):
        if not (s.arrays or s.windows or s.structs):
            self.declare_array(s)
        name = self.name("s")
        self.put(s, f"struct pair {name} = {{{self.bounded(s)}, {{{self.bounded(s)}}}, "
                    f"{self.memory(s)}, {self.count(s)}}};")
        s.structs.append(f"{name}.")
        if self.rng.random() < 0.5:
            pointer = self.name("q")
            self.put(s, f"struct pair *{pointer} = &{name};")
            s.structs.append(f"{pointer}->")

    def declare_vla(self, s):
        name, i = self.name("a"), self.name("i")
        self.put(s, f"double {name}[{self.count(s)} % 4 + 3];")
        self.put(s, f"for (size_t {i} = 0; {i} < sizeof {name} / sizeof *{name}; {i}++)")
        self.put(s, f"    {name}[{i}] = {self.bounded(s)} + 0.1 * (int){i};")
        s.arrays.append((name, 3))

    def square(self, s):
        n, name, row = self.name("n"), self.name("m"), self.name("p")
        self.put(s, f"const int {n} = {self.count(s)} % 2 + 2;")
        self.put(s, f"double {name}[{n}][{n}], (*{row})[{n}] = {name};")
        self.put(s, f"for (int i = 0; i < {n} * {n}; i++)")
        self.put(s, f"    {name}[i / {n}][i % {n}] = {self.bounded(s)} * (i + 1);")
        self.put(s, f"{self.pick(self.places(s))} = spread({n}, {name}, {self.bounded(s)});")
        self.put(s, f"{row} += {self.count(s)} % {n};")
        s.reals += [f"{name}[{n} - 1][1]", f"(*{row})[0]"]

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

    def declare_body(self, s):
        name = self.name("b")
        at = self.pick([value_of(struct) for struct in s.structs] + ["0.5"])
        at = f".at.x = {at}" if at == "0.5" else f".at = {at}"
        self.put(s, f"struct body {name} = {{{at}, .speed.link = {self.memory(s)}, "
                    f".part = {{{{{self.bounded(s)}}}, {{{self.bounded(s)}}}}}}};")
        if at.startswith(".at.x"):
            self.put(s, f"{name}.at.link = {name}.speed.v;")
        s.structs += [f"{name}.at.", f"{name}.speed."]
        s.reals += [f"{name}.part[{self.count(s)} & 1].m", f"{name}.part->m"]

    def declare_flags(self, s):
        name = self.name("f")
        self.put(s, f"struct flags {name} = {{{self.count(s)} & 7, -2, {self.count(s)} & 1, {self.bounded(s)}}};")
        self.put(s, self.pick([f"{name}.mode += 3;", f"{name}.mode--;", f"{name}.on = !{name}.on;",
                               f"{name}.offset -= {self.count(s)} & 3;", f"{name}.scale *= {name}.offset;"]))
        s.counts += [f"{name}.mode", f"({name}.offset & 3)", f"(int){name}.on"]
        s.reals.append(f"{name}.scale")

    def declare_table(self, s):
        """Pointers in an array, and a pointer to them."""
        name, walk = self.name("p"), self.name("p")
        self.put(s, f"double *{name}[2] = {{{self.memory(s)}, {self.memory(s)}}}, **{walk} = {name};")
        if self.rng.random() < 0.5:
            self.put(s, f"exchange(&{name}[0], {name} + 1);")
        self.put(s, f"{walk} += {self.count(s)} & 1;")
        s.windows += [f"{name}[{self.count(s)} & 1]", f"(*{walk})"]

    # ---- statements

    def copy(self, s):
        arrays = [a for a in s.arrays if a not in self.program.foreign and a[1] >= 3]
        if len(arrays) < 2:
            return self.assign(s)
        (to, m), (source, n) = self.rng.sample(arrays, 2)
        length = min(m, n)
        forms = [f"memcpy({to}, {source}, {length} * sizeof *{to});",
                 f"memmove({to} + 1, {to}, {m - 1} * sizeof *{to});",
                 f"memmove({to}, {to} + 1, {m - 1} * sizeof *{to});",
                 f"memset({to}, 0, 2 * sizeof *{to});",
                 f"blend({to}, {source}, {length}, {self.bounded(s)});",
                 f"blend({to}, {source}, {self.count(s)} % 3 + 1, {self.bounded(s)});"]
        self.put(s, self.pick(forms))

    def copy_struct(self, s):
        structs = s.top().structs
        if not self.is_loss or len(structs) < 2:
            return self.assign(s)
        to, source, other = self.rng.sample(structs, 2) + [self.pick(structs)]
        to, source, other = value_of(to), value_of(source), value_of(other)
        forms = [f"{to} = {source};", f"{to} = {self.test(s)} ? {source} : {other};",
                 f"struct pair old = {to}; {to} = {source}; {source} = old;"]
        self.put(s, "{ " + self.pick(forms) + " }")

    def call_struct(self, s):
        if not s.structs:
            return self.declare_struct(s)
        value = value_of(self.pick(s.structs))
        self.put(s, f"{value} = turn_{self.program.seed}({value}, {self.bounded(s)});")

    def call_library(self, s):
        if not self.program.registered:
            return self.assign(s)
        into, out = self.name("a"), self.name("a")
        self.put(s, f"const double {into}[3] = {{{self.bounded(s)}, 0.5, {self.bounded(s)}}};")
        self.put(s, f"double {out}[3];")
        self.put(s, f"lib_turn({into}, {out}, {self.pick([2, 3])});")
        self.put(s, f"{out}[2] = {self.bounded(s)};")
        s.arrays.append((out, 3))

    def operate(self, s):
        name, place = self.name("o"), self.pick(self.places(s))
        self.put(s, f"struct operation {name} = {{{self.test(s)} ? sin : cubic, {self.bounded(s)}}};")
        if self.rng.random() < 0.5:
            self.put(s, f"if ({self.test(s)}) {name}.apply = shapes[{self.count(s)} % 3];")
        self.put(s, f"{place} = {name}.apply({self.real(s)}) * {name}.scale;")

    def move_pointer(self, s):
        """To memory that lives at least as long: what is known outside of all blocks."""
        top = s.top()
        pointers = top.pointers()
        if self.is_loss:
            pointers += [f"{struct}link" for struct in top.structs]
        if not pointers:
            return self.assign(s)
        self.put(s, f"{self.pick(pointers)} = {self.memory(top)};")

    def comma(self, s):
        value, other = self.pick(s.reals), self.pick(self.places(s))
        self.put(s, self.pick([
            f"{other} = ({value} = {self.bounded(s)}, 0.5 * {value} + {self.bounded(s)});",
            f"{other} = {value} = {self.bounded(s)};", f"{value} -= {other} -= {self.bounded(s)};"
            if value != other else f"++{value};", f"{value}++;", f"--{other};",
            f"(void)({self.test(s)} && ({value} = {self.bounded(s)}, 1));"]))

    def step_index(self, s):
        array, length = self.pick(s.arrays)
        k, a, b = self.name("k"), self.bounded(s), self.bounded(s)
        self.put(s, f"int {k} = {self.count(s)} % {length - 1};")
        self.put(s, f"{array}[{k}++] {self.pick(['=', '+=', '*='])} {a};")
        self.put(s, f"{array}[{k}--] = {b};")
        self.put(s, f"{array}[{k}] = -{array}[{k}];")

    def swap_pointers(self, s):
        windows = s.top().pointers()
        if len(windows) < 2:
            return self.assign(s)
        p, q = self.rng.sample(windows, 2)
        self.put(s, f"exchange(&{p}, &{q});")

    def choose_place(self, s):
        a, b = self.pick(self.places(s)), self.pick(self.places(s))
        self.put(s, f"*({self.test(s)} ? &{a} : &{b}) {self.pick(['=', '*=', '-='])} {self.bounded(s)};")

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

    SIMPLE = (declare_array, declare_heap, declare_float, declare_float, declare_long, declare_struct,
              declare_vla, square, declare_matrix, declare_union, declare_literal, declare_designated,
              declare_body, declare_flags, declare_table, copy, copy, copy_struct, call_struct,
              call_library, operate, move_pointer, comma, step_index, swap_pointers, choose_place,
              flexible)
