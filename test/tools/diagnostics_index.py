"""Whether every row of diagnostics.def is in the index: diagnostics_index.py INDEX.md COMPILER_ROOT

What the driver says of files and command lines needs no symptom."""
import pathlib
import re
import sys

ROW = re.compile(r'^DIAG\(\w+, "([^"]+)", \w+, (\w+),', re.M)


def main(index, root):
    rows = ROW.findall(pathlib.Path(root, "diag", "diagnostics.def").read_text())
    led_to = set(re.findall(r"\]\(([a-z-]+)\.md\)", pathlib.Path(index).read_text()))
    missing = [name for name, group in rows if group != "driver" and name not in led_to]
    print("\n".join(f"{name} is not in the index" for name in missing))
    return bool(missing) or not rows


sys.exit(main(*sys.argv[1:]))
