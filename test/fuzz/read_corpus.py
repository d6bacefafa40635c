"""Reads the corpus of printed IR: read_corpus.py GRADC

Each file is what gradc prints of it again, and has a gradient, a tangent and a second derivative, or is
refused; it goes through all passes."""
import pathlib
import subprocess
import sys

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"
PASSES = "split,promote,count-loops,fold,share,tidy,hoist,unroll,settle,dead-writes,dce"
REFUSED = 1


def run(gradc, path, *options):
    return subprocess.run([gradc, "--from-ir", path, "-w", *options], capture_output=True, text=True,
                          timeout=10, check=False)


def failures(gradc, path):
    printed = run(gradc, path, "--print-ir=frontend")
    if printed.stdout != path.read_text():
        yield "is printed differently\n" + printed.stderr
    for request in ("--mode=grad,jvp", "--mode=hvp", "--strategy=store", f"--pass={PASSES}"):
        result = run(gradc, path, request, "-o", "-")
        if result.returncode not in (0, REFUSED):
            yield f"{request}: exit code {result.returncode}\n{result.stderr}"


def main():
    paths = sorted(CORPUS.glob("*.gir"))
    found = [f"{path.name}: {failure}" for path in paths for failure in failures(sys.argv[1], path)]
    sys.exit("\n".join(found) if found or not paths else 0)


main()
