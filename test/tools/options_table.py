"""Walks options.def: every row is accepted and, unless hidden, in --help.

options_table.py COMPILER_ROOT GRADC"""
import pathlib
import re
import subprocess
import sys

TEXT = r'(?:"([^"]*)"|NULL)'
ROW = re.compile(rf'^OPTION\(\s*(\w+),\s*"([^"]*)",\s*(\w+),\s*(\w+),\s*{TEXT},\s*{TEXT}\)', re.M)

# Values for rows that do not take just any.
VALUES = {"error_limit": "3", "warning": "parameter-unused", "remark": "input-overwritten",
          "mode": "jvp", "width": "4", "direction": "forward",
          "strategy": "store", "tape": "own", "explain": "missing-gradient-path",
          "print_diagnostics": "json"}


def arguments(ident, spelling, form):
    value = VALUES.get(ident, "x")
    return {
        "PLAIN": [[spelling]],
        "JOINED": [[spelling + value]],
        "MAYBE": [[spelling], [spelling + "=" + value]],
        "SEPARATE": [[spelling, value], [spelling + value]],
        "PREFIX": [[spelling + value]],
    }[form]


def run(gradc, given):
    return subprocess.run([gradc, *given, "--help"], text=True, capture_output=True)


def problems_of(row, gradc, page):
    ident, spelling, form, _, metavar, help_line = row
    for given in arguments(ident, spelling, form):
        result = run(gradc, given)
        if result.returncode or result.stderr:
            yield f"{given} is refused: {result.stderr}"
    if form in ("JOINED", "SEPARATE"):
        result = subprocess.run([gradc, spelling], text=True, capture_output=True)
        if result.returncode != 2 or "needs a value" not in result.stderr:
            yield f"{spelling} is accepted without a value"
    if help_line and (help_line not in page or f"  {spelling}" not in page):
        yield f"{spelling} is not in --help"
    if help_line and form not in ("PLAIN",) and not metavar:
        yield f"{spelling} does not say what its value is"


def main(root, gradc):
    text = (root / "driver" / "options.def").read_text()
    rows = ROW.findall(text)
    if len(rows) != len(re.findall(r"^OPTION\(", text, re.M)) or not rows:
        print("a row cannot be read")
        return 1
    page = run(gradc, []).stdout
    found = [p for row in rows for p in problems_of(row, gradc, page)]
    found += [f"a line of --help is too long: {l}" for l in page.splitlines() if len(l) > 100]
    print("\n".join(found))
    return bool(found)


sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
