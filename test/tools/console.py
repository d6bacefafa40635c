"""Runs a console session of a page, and compares what comes out with what the page shows.

console.py GRADC INCLUDE CC PAGE.md NUMBER

Sessions are the ```console blocks of the page, counted from 1. They run in a copy of the page's
folder. A line "..." of the page stands for any lines."""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

SESSION = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def steps_of(session):
    """Pairs of a command and what the page shows after it."""
    for part in re.split(r"^\$ ", session, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def pattern_of(shown):
    lines = [".*" if l == "..." else re.escape(l) + r"\n" for l in shown.splitlines()]
    return re.compile("".join(lines), re.S)


def main(gradc, include, compiler, page, number):
    page = pathlib.Path(page)
    session = SESSION.findall(page.read_text())[int(number) - 1]
    programs = {"gradc": [gradc, f"-I{include}"],
                "cc": [compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{include}"]}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(page.parent, pathlib.Path(folder, "copy"))
        for command, shown in steps_of(session):
            words = shlex.split(command)
            words = programs.get(words[0], words[:1]) + words[1:]
            result = subprocess.run(words, cwd=copy, text=True, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT)
            if not pattern_of(shown).fullmatch(result.stdout):
                print(f"$ {command}\nthe page shows:\n{shown}\nwhat comes out:\n{result.stdout}")
                failed += 1
    return failed > 0


sys.exit(main(*sys.argv[1:]))
