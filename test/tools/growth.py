"""Checks that gradc's memory grows no faster than its input: growth.py LARGE FOLDER GRADC [OPTION...]

LARGE writes a loss of so many functions; four times as many may take four times the memory."""
import pathlib
import resource
import subprocess
import sys

FEW, MANY = 100, 400


def peak(large, folder, functions, command):
    """The most memory that differentiating a large loss takes, in KiB; of all runs so far."""
    source = pathlib.Path(folder, f"large{functions}.c")
    text = subprocess.run([sys.executable, large, str(functions)], check=True, capture_output=True)
    source.write_bytes(text.stdout)
    subprocess.run([*command, source, "-o", source.with_suffix(".grad.c")], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def main(large, folder, *command):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    few, many = (peak(large, folder, functions, command) for functions in (FEW, MANY))
    print(f"{FEW} functions: {few} KiB, {MANY}: {many} KiB")
    return many > few * MANY / FEW


sys.exit(main(*sys.argv[1:]))
