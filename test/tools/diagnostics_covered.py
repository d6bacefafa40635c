"""Looks for what each diagnostic should have: diagnostics_covered.py PAGES TESTS GRADC

A page, a row in the pages' README.md with its group and default, a test that expects it and, unless
no flag changes it, a test that silences it (of a remark: one that asks for it)."""
import collections
import json
import pathlib
import re
import subprocess
import sys

DIRECTIVE = re.compile(r"expected-(?:error|warning|remark)\S*(?: \d+\+?)? \{\{(.*?)\}\}")
CHECK = re.compile(r"^.*\b[A-Z]+(?:-[A-Z]+)*: .*?(?:error|warning|remark): (.*)$", re.M)
NAME = re.compile(r"(.*?)(?: \[(?:-[WR])?([a-z-]+)\])?(?:\{\{\$\}\})?")
ROW = re.compile(r"^\| (?:\[([a-z-]+)\]\(([a-z-]+)\.md\)|`([a-z-]+)`) \| ([^|]+) \|", re.M)


def rows_of(gradc):
    table = subprocess.run([gradc, "--print-diagnostics=json"], capture_output=True, text=True)
    rows = [json.loads(line) for line in table.stdout.splitlines()]
    return [row for row in rows if row["group"] != "driver"]


def pattern_of(row):
    """A pattern for the row's messages, and how much of it is literal."""
    parts = re.split(r"%\d", row["message"])
    return re.compile(".+?".join(map(re.escape, parts))), sum(map(len, parts))


def expected_ids(tests, rows):
    """The ids that the tests expect; a text belongs to the most literal row that it fits."""
    patterns = [(*pattern_of(row), row["id"]) for row in rows]
    found = set()
    for text in tests:
        checks = [NAME.fullmatch(check).groups() for check in CHECK.findall(text)]
        found.update(name for _, name in checks if name)
        for message in DIRECTIVE.findall(text) + [message for message, _ in checks]:
            fitting = [(size, id) for pattern, size, id in patterns if pattern.fullmatch(message)]
            if fitting:
                found.add(max(fitting)[1])
    return found


def flags_of(tests):
    return {word for text in tests for line in text.splitlines() if "RUN:" in line
            for word in line.split()}


def listed(readme):
    """The rows of README.md by section: id -> (section, default)."""
    found, section = collections.defaultdict(list), None
    for line in readme.splitlines():
        if line.startswith("## "):
            section = line[3:]
        for link, page, plain, default in ROW.findall(line):
            found[link or plain].append((section, default, link == page))
    return found


def default_of(row):
    if row["fixed"]:
        return "error that no flag changes"
    is_off = row["default"] == "warning" and not row["enabled"]
    return "off" if is_off else row["default"]


def problems_of(row, pages, lists, expected, flags):
    name = row["id"]
    if not pathlib.Path(pages, f"{name}.md").exists():
        yield "has no page"
    if name not in expected:
        yield "is expected by no test"
    silencer = f"-R{name}" if row["default"] == "remark" else f"-Wno-{name}"
    if not row["fixed"] and silencer not in flags:
        yield f"has no test with {silencer}"
    if lists[name] != [(row["group"], default_of(row), True)]:
        yield f"is listed in README.md as {lists[name]}"


def main(pages, tests, gradc):
    rows = rows_of(gradc)
    texts = [p.read_text() for p in sorted(pathlib.Path(tests).rglob("*.*"))
             if p.suffix in (".c", ".test")]
    lists = listed(pathlib.Path(pages, "README.md").read_text())
    expected, flags = expected_ids(texts, rows), flags_of(texts)
    found = [f"{row['id']} {problem}" for row in rows
             for problem in problems_of(row, pages, lists, expected, flags)]
    found += [f"README.md lists {name}, which is none" for name in lists
              if name not in {row["id"] for row in rows}]
    print("\n".join(found))
    return bool(found) or not rows


sys.exit(main(*sys.argv[1:]))
