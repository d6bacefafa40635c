"""Compares what gradc says with -fsyntax-only with what it says when it writes its output.

syntax_only.py GRADC INCLUDE FILE..."""
import pathlib
import subprocess
import sys
import tempfile

FLAGS = ([], ["-Wgradient-all", "-Rgradient-all"])


def said(command):
    result = subprocess.run(command, capture_output=True, text=True)
    return result.returncode, result.stderr


def main():
    gradc, include, *files = sys.argv[1:]
    different = []
    with tempfile.TemporaryDirectory() as folder:
        output = str(pathlib.Path(folder, "out.c"))
        for path in files:
            for flags in FLAGS:
                command = [gradc, path, f"-I{include}", *flags]
                if said([*command, "-fsyntax-only"]) != said([*command, "-o", output]):
                    different.append(" ".join([path, *flags]))
    for name in different:
        print(f"differs: {name}")
    print(f"{len(files)} files compared")
    sys.exit(bool(different))


main()
