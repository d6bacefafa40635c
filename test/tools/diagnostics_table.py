"""Walks diagnostics.def: what every row must obey. diagnostics_table.py COMPILER_ROOT."""
import pathlib
import re
import sys

ROW = re.compile(r'^DIAG\(\s*(\w+),\s*"([^"]*)",\s*(\w+),\s*(\w+),\s*((?:"[^"]*"\s*)+)\)', re.M)
GROUP = re.compile(r'^DIAG_GROUP\((\w+), "([^"]*)"\)', re.M)


def problems_of(row, groups, names):
    ident, name, severity, group, text = row
    text = "".join(re.findall(r'"([^"]*)"', text))
    if name != ident.replace("_", "-"):
        yield "its name is not its id"
    if name.startswith("no-") or not re.fullmatch(r"[a-z][a-z-]*", name):
        yield "its name cannot be a flag"
    if names.count(name) != 1 or name in groups.values():
        yield "its name stands for something else too"
    if severity not in ("HARD", "ERROR", "WARNING", "OFF", "REMARK"):
        yield f"unknown severity {severity}"
    if group not in groups:
        yield f"unknown group {group}"
    if len(text) >= 100 or text.endswith("."):
        yield "its message is too long or ends in a full stop"
    if re.match(r"[A-Z]", text):
        yield "its message begins with a capital"


def main(root):
    text = (root / "diag" / "diagnostics.def").read_text()
    rows, groups = ROW.findall(text), dict(GROUP.findall(text))
    if len(rows) != len(re.findall(r"^DIAG\(", text, re.M)):
        print("a row cannot be read")
        return 1
    names = [row[1] for row in rows]
    found = [f"{row[1]}: {p}" for row in rows for p in problems_of(row, groups, names)]
    used = {row[3] for row in rows}
    found += [f"group {g} is empty" for g in groups if g not in used]
    print("\n".join(found))
    return bool(found) or not rows


sys.exit(main(pathlib.Path(sys.argv[1])))
