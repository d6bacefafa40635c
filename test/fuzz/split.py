"""Moves the functions of random programs to a second file: split.py GRADC CC FIRST-LAST

The gradient that is made of two files must be the one that is made of one, but for the names of
statics that both files have, and compile without a warning."""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
INCLUDE = [f"-I{HERE.parent.parent / 'runtime' / 'include'}", f"-I{HERE}"]
FUNCTION = re.compile(r"^static ([^\n;=]*\([^\n;]*\))\n\{\n.*?^\}\n", re.M | re.S)
STRICT = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def shared(match):
    return match[0].removeprefix("static ")


def split(program):
    """The program without its functions, and a file of these; None where it has none."""
    first = FUNCTION.search(program)
    if not first:
        return None
    declarations = FUNCTION.sub(lambda match: match[1] + ";\n", "".join(
        match[0] for match in FUNCTION.finditer(program)))
    head = program[:first.start()]
    bodies = "".join(shared(match) for match in FUNCTION.finditer(program))
    rest = FUNCTION.sub("", program[first.start():])
    return head + declarations + rest, head + declarations + bodies


def differentiate(gradc, folder, name, *options):
    """The exit code, and the text of the gradient without comments and the prefix of statics."""
    result = subprocess.run([gradc, name, *options, *INCLUDE, "-w", "-o", "out.c"], cwd=folder,
                            capture_output=True, text=True)
    if result.returncode:
        return result.returncode, result.stderr
    text = (folder / "out.c").read_text()
    text = re.sub(r"/\*.*?\*/|gradc_second_", "", text, flags=re.S)
    return 0, text[text.index("_grad("):]


def problem(gradc, cc, folder, program):
    parts = split(program)
    if not parts:
        return None
    for name, text in zip(("whole.c", "first.c", "second.c"), (program, *parts)):
        (folder / name).write_text(text)
    code, whole = differentiate(gradc, folder, "whole.c")
    other_code, both = differentiate(gradc, folder, "first.c", "--with=second.c")
    if code != other_code:
        return f"gradc exits with {code} and {other_code}\n{both if other_code else whole}"
    if code:
        return None
    compiled = subprocess.run([cc, *STRICT, *INCLUDE, "-fsyntax-only", "out.c"], cwd=folder,
                              capture_output=True, text=True)
    return compiled.stderr if compiled.returncode else None if whole == both else "they differ"


def main(gradc, cc, seeds):
    gradc = pathlib.Path(gradc).resolve()
    first, last = map(int, seeds.split("-"))
    failed = 0
    for seed in range(first, last + 1):
        program = subprocess.run([sys.executable, HERE / "generate.py", str(seed)], text=True,
                                 capture_output=True, check=True).stdout
        with tempfile.TemporaryDirectory() as folder:
            found = problem(gradc, cc, pathlib.Path(folder), program)
        if found:
            print(f"seed {seed}: {found}")
            failed += 1
    return failed > 0


sys.exit(main(*sys.argv[1:]))
