"""Printed IR to begin mutating from: corpus.py GRADC FOLDER [SEEDS]

Of the constructs of test/e2e that are small enough, each by itself, and of as many random programs as
SEEDS says (100)."""
import pathlib
import re
import subprocess
import sys

from generate import program_of

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LARGEST = 40000  # bytes: what is larger is mutated too slowly


def main():
    gradc, folder, *seeds = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "program.c"
    sources = {path.stem: path for path in sorted((ROOT / "test/e2e/constructs").glob("*.c"))}
    sources.update({f"random_{seed}": seed for seed in range(1, int(*seeds or [100]) + 1)})
    for name, source in sources.items():
        if isinstance(source, int):
            program.write_text(program_of([source]))
            source = program
        command = [gradc, source, "-w", "--print-ir=frontend", f"-I{ROOT}/runtime/include",
                   f"-I{ROOT}/test/e2e", f"-I{HERE}"]
        printed = subprocess.run(command, capture_output=True, check=False, text=True).stdout
        printed = re.sub(r'^module "[^"]*"', f'module "{name}.c"', printed)
        if 0 < len(printed) <= LARGEST:
            (folder / f"{name}.gir").write_text(printed)
    program.unlink(missing_ok=True)
    print(len(list(folder.glob("*.gir"))), "files")


main()
