"""Checks the table of docs/supported.md: supported.py FILE

Each row links tests that exist. What a row refuses, it refuses in the words of one of its tests."""
import pathlib
import re
import sys

LINK = re.compile(r"\[\w+\]\(([^)]+)\)")
REFUSAL = re.compile(r"refused: `([^`]+)`")


def problems_of(cells, folder):
    tests = [folder / link for link in LINK.findall(cells[-1])]
    if len(cells) != 3 or not tests:
        yield "it needs three cells, and a link in the last"
        return
    missing = [str(test) for test in tests if not test.is_file()]
    if missing:
        yield f"there is no {', '.join(missing)}"
        return
    words = "".join(test.read_text() for test in tests)
    yield from (f"no test says '{text}'" for text in REFUSAL.findall(cells[1]) if text not in words)
    if "refused" in cells[1] and not REFUSAL.search(cells[1]):
        yield "it does not say how it is refused"


def main():
    page = pathlib.Path(sys.argv[1])
    rows = [line for line in page.read_text().splitlines() if line.startswith("|")][2:]
    bad = not rows
    for row in rows:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        for problem in problems_of(cells, page.parent):
            print(f"{page.name}: {cells[0]}: {problem}")
            bad = True
    return bad


sys.exit(main())
