"""Compiles every header of a folder alone: headers.py FOLDER COMPILER [FLAGS...]."""
import pathlib
import subprocess
import sys


def main(root, compiler):
    failed = 0
    headers = sorted(root.glob("**/*.h"))
    for header in headers:
        source = f'#include "{header.relative_to(root)}"\ntypedef int not_empty;\n'
        result = subprocess.run(compiler + ["-fsyntax-only", f"-I{root}", "-x", "c", "-"],
                                input=source, text=True, capture_output=True)
        if result.returncode:
            print(f"{header} does not compile alone:\n{result.stderr}")
            failed += 1
    return failed > 0 or not headers


sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
