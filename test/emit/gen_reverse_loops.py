"""Writes reversed loops of every type, predicate and step as IR, and a program that runs them.

gen_reverse_loops.py FILE.gir FILE.c: each function of the IR stores its counters in the order in
which it meets them; the program compares them with those of the same loop in C, last to first."""
import sys

TYPES = {"i32": "int", "u32": "unsigned", "i64": "long", "u64": "unsigned long", "i8": "signed char",
         "u8": "unsigned char", "i16": "short", "u16": "unsigned short"}
TOKENS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
STEPS = {"lt": (1, 3), "le": (1, 2), "gt": (-1, -3), "ge": (-1, -2)}
WIDTH = {name: int(name[1:]) for name in TYPES}
EDGES = {"i32": ("-2147483647 - 1", "2147483647"), "i64": ("-9223372036854775807L - 1",
         "9223372036854775807L"), "u32": ("0", "4294967295u"), "u64": ("0", "18446744073709551615ul"),
         "i8": ("-128", "127"), "u8": ("0", "255"), "i16": ("-32768", "32767"), "u16": ("0", "65535")}

ir = ['module "reverse"', ""]
c = ["#include <stdio.h>", "#include <stdlib.h>", "static int bad;"]
calls = []


def bound(name, value):
    return f"%{name}" if value is None else "%b" + name


for type, ctype in TYPES.items():
    for pred, token in TOKENS.items():
        for step in STEPS[pred]:
            for fixed in ("none", "from", "to"):
                name = f"f_{type}_{pred}_{abs(step)}_{fixed}"
                low = 0 if type[0] == "u" else -2
                const = {"from": low if step > 0 else 9, "to": 9 if step > 0 else low}.get(fixed)
                args = ", ".join(f"%{n}: {type}" for n in ("from", "to") if n != fixed)
                signature = ", ".join(f"{ctype} {n}" for n in ("from", "to") if n != fixed)
                ir += [f"func @{name}(%out: ptr<i64>, {args}) -> i32 {{",
                       "  %zero = const i32 0", "  %one = const i32 1",
                       f"  %step = const {type} {step % 2 ** WIDTH[type] if type[0] == 'u' else step}"]
                if const is not None:
                    ir.append(f"  %{fixed} = const {type} {const}")
                ir += [f"  %n = for %i: {type} = %from {pred} %to step %step reverse "
                       "carry (%k: i32 = %zero) {",
                       "    %p = ptradd ptr<i64> %out, %k", "    %v = conv i64 %i",
                       "    store %p, %v", "    %k.1 = add i32 %k, %one", "    yield %k.1", "  }",
                       "  return %n", "}", ""]
                c += [f"int {name}(long *out, {signature});",
                      f"static void try_{name}({ctype} from, {ctype} to)", "{",
                      "    long want[32], got[64];", "    int n = 0;",
                      f"    for ({ctype} i = from; i {token} to; i += {step}) {{",
                      "        want[n++] = (long)i;",
                      f"        if (n == 32 || ({ctype})(i + {step}) "
                      f"{'<=' if step > 0 else '>='} i) return;", "    }",
                      f"    int m = {name}(got, " +
                      ", ".join(n for n in ("from", "to") if n != fixed) + ");",
                      "    int same = n == m;", "    for (int k = 0; same && k < n; k++)",
                      "        same = want[k] == got[n - 1 - k];",
                      f'    if (!same) bad++, printf("{name}(%ld, %ld)\\n", (long)from, (long)to);',
                      "}"]
                least, most = EDGES[type]
                given = {fixed: str(const)} if const is not None else {}
                if fixed == "none":
                    calls.append(f"    for (int a = {low - 0}; a < 8; a++) for (int b = {low}; b < 12; "
                                 f"b++) try_{name}(({ctype})a, ({ctype})b);")
                    if abs(step) == 1 and type in ("i32", "i64"):
                        continue  # the plain form stays clear of the ends of signed types
                    for a, b in ((f"{least}", f"({least}) + 9"), (f"{most} - 9", f"{most} - 2")):
                        first, last = (a, b) if step > 0 else (b, a)
                        calls.append(f"    try_{name}({first}, {last});")
                    calls.append(f"    try_{name}({most}, {least});")
                else:
                    pair = [given.get(n, f"({ctype})a") for n in ("from", "to")]
                    calls.append(f"    for (int a = {low}; a < 12; a++) "
                                 f"try_{name}({', '.join(pair)});")
c += ["int main(void)", "{"] + calls + ["    return bad != 0;", "}"]
open(sys.argv[1], "w").write("\n".join(ir))
open(sys.argv[2], "w").write("\n".join(c))
