"""Walks passes.def: every pass has a test of its name, which runs it, and --print-ir knows it.

passes_table.py COMPILER_ROOT TEST_ROOT GRADC FILE.c"""
import pathlib
import re
import subprocess
import sys

ROW = re.compile(r'^PASS\("([^"]+)", (\w+), "([^"]+)"\)$', re.M)


def problems_of(name, function, summary, tests, gradc, source):
    if function != "opt_" + name.replace("-", "_"):
        yield "its function is not its name"
    if summary.endswith(".") or len(summary) > 72:
        yield "its summary is too long or ends in a full stop"
    run = [text for stem, text in tests if stem.startswith(name.replace("-", "_"))]
    if name != "none" and not any(re.search(rf"--pass=\S*\b{name}\b", text) for text in run):
        yield "no test of its name in test/opt runs it"
    printed = subprocess.run(
        [gradc, source, f"--pass={name}", f"--print-ir=after-{name}"], capture_output=True
    )
    if printed.returncode or b"func @loop" not in printed.stdout:
        yield "--print-ir does not print what it leaves"


def main(compiler, test, gradc, source):
    text = pathlib.Path(compiler, "opt", "passes.def").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    if len(rows) != len(re.findall(r"^PASS\(", text, re.M)):
        print("a row cannot be read")
        return 1
    tests = [(p.stem, p.read_text(encoding="utf-8")) for p in pathlib.Path(test, "opt").glob("*.*")]
    found = [f"{row[0]}: {p}" for row in rows for p in problems_of(*row, tests, gradc, source)]
    print("\n".join(found))
    return bool(found) or not rows


sys.exit(main(*sys.argv[1:]))
