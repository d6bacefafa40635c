"""Walks docs/diagnostics/*.md: pages.py FOLDER GRADC [FLAGS...]

A page bears the name of a row of the table and its heading. Its first ```c block gives that
diagnostic, be it off by default, in the words of the block before it; its last one, the repair,
gives none at all. A line "// NAME.c" in a block begins a file of that name; those behind the first
one go to --with=."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```c\n(.*?)^```$", re.M | re.S)
SAMPLE = re.compile(r"^```\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^// (\S+\.c)\n", re.M)
LISTS = ["README.md", "index.md"]  # of pages: they belong to no row
EVERYTHING = ["-Wgradient-all", "-Rgradient-all"]


def run(code, name, gradc, flags):
    """gradc over a piece of source in a file of this name, unless the piece names its files."""
    parts = FILE.split(code)
    files = dict(zip(parts[1::2], parts[2::2])) or {name: code}
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            pathlib.Path(folder, file).write_text(text)
        first, *others = files
        given = [first, *(f"--with={other}" for other in others)]
        result = subprocess.run([*gradc, *flags, *given, "-o", "-"], cwd=folder,
                                stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    return result.stderr.splitlines()


def diagnostics_of(code, gradc):
    """The ids that gradc gives for a piece of source."""
    lines = run(code, "example.c", gradc, ["-fdiagnostics-format=json"])
    return [json.loads(line)["id"] for line in lines]


def lines_not_said(sample, code, gradc):
    """Lines of a sample that gradc does not print for a piece of source."""
    name = re.match(r"(\S+\.c):", sample)
    said = run(code, name[1] if name else "example.c", gradc, [])
    return [line for line in sample.splitlines() if not any(line in other for other in said)]


def problems_of(page, names, gradc):
    text = page.read_text()
    blocks = BLOCK.findall(text)
    if page.stem not in names:
        yield "there is no such diagnostic"
    if not text.startswith(f"# {page.stem}\n\n"):
        yield "its heading is not its name"
    if len(blocks) < 2:
        yield "it lacks a failing and a repaired example"
        return
    if page.stem not in diagnostics_of(blocks[0], gradc + EVERYTHING):
        yield "its first example does not fail as it says"
    sample = SAMPLE.search(text)
    if not sample or sample.start() > text.index("```c\n"):
        yield "it lacks a sample of what is said"
        return
    for line in lines_not_said(sample[1], blocks[0], gradc + EVERYTHING):
        yield f"its first example does not say: {line}"
    found = diagnostics_of(blocks[-1], gradc)
    if found:
        yield f"its last example gives {', '.join(found)}"


def main(folder, gradc):
    table = subprocess.run([gradc[0], "--print-diagnostics=json"], capture_output=True, text=True)
    names = [json.loads(line)["id"] for line in table.stdout.splitlines()]
    pages = [p for p in sorted(pathlib.Path(folder).glob("*.md")) if p.name not in LISTS]
    found = [f"{p.name}: {problem}" for p in pages for problem in problems_of(p, names, gradc)]
    print("\n".join(found))
    return bool(found) or not pages


sys.exit(main(sys.argv[1], sys.argv[2:]))
