"""Compares README.md with what gradc writes: readme.py README FOLDER GRADC [OPTION...]

The first ```c block is a loss, the second one the gradient of it; places of the source apart."""
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```c\n(.*?)^```$", re.M | re.S)
PLACE = re.compile(r"/\* fit\.c:\d+ \*/")


def main(readme, folder, gradc, *options):
    loss, gradient = BLOCK.findall(pathlib.Path(readme).read_text(encoding="utf-8"))[:2]
    source = pathlib.Path(folder, "fit.c")
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(f"#include <gradc/gradc.h>\n#include <math.h>\n\n{loss}", encoding="utf-8")
    output = source.with_name("fit.grad.c")
    subprocess.run([gradc, source, *options, "-o", output], check=True)
    written = output.read_text(encoding="utf-8")
    if PLACE.sub("", gradient) in PLACE.sub("", written):
        return 0
    print(written)
    return 1


sys.exit(main(*sys.argv[1:]))
