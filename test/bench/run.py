#!/usr/bin/env python3
"""Measures the examples' gradients, and gradc itself, and prints one table of each.

    run.py --gradc FILE --clang FILE --work DIR COMPILER...

A row of the first table is an example under one compiler: the time of the loss, of its generated
gradient and of the gradient written by hand (medians, in microseconds), their ratios, and the
memory that the gradients take beyond what the loss takes (peak resident set, in KiB). The second
compares gradc's processor time for the example's source with that of clang -fsyntax-only; the third
what both take for -fsyntax-only of large losses (large.py).
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLES = os.path.join(ROOT, "docs", "examples")
NAMES = ("digits", "gmm", "ba", "lstm")
FLAGS = ("-std=gnu17", "-O3", "-march=native")
TIMING_REPEATS = 11
LARGE = (100, 200, 400)


def include_flags(name):
    return [f"-I{EXAMPLES}/{name}", f"-I{ROOT}/runtime/include"]


def gradc_command(gradc, name, output):
    return [gradc, f"{EXAMPLES}/{name}/{name}.c", "-o", output, *include_flags(name)]


def first_line(text):
    return text.strip().splitlines()[0] if text.strip() else "no message"


def generate(gradc, name, work):
    """Writes the example's gradient; returns its path, or None and a reason."""
    output = os.path.join(work, f"{name}.grad.c")
    done = subprocess.run(gradc_command(gradc, name, output), capture_output=True, text=True)
    return (output, "") if done.returncode == 0 else (None, first_line(done.stderr))


def build(compiler, name, gradient, work):
    """Compiles the measuring program of one example; returns its path, or None and a reason."""
    program = os.path.join(work, f"{name}.{os.path.basename(compiler)}")
    folders = [f"-I{EXAMPLES}/{other}" for other in NAMES] + [f"-I{ROOT}/runtime/include"]
    sources = [
        f"{HERE}/measure.c", f"{HERE}/example_{name}.c", f"{HERE}/hand/{name}_hand.c",
        f"{EXAMPLES}/{name}/{name}.c", f"{EXAMPLES}/{name}/{name}_read.c", gradient,
    ]
    command = [compiler, *FLAGS, f"-DEXAMPLE=example_{name}", f"-I{work}", *folders, *sources,
               "-lm", "-o", program]
    done = subprocess.run(command, capture_output=True, text=True)
    return (program, "") if done.returncode == 0 else (None, first_line(done.stderr))


def measure(program, what):
    done = subprocess.run([program, EXAMPLES, what], capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def print_example(compiler, name, gradient, work):
    """Prints one row; returns whether it could be measured."""
    row = f"{name:<8} {os.path.basename(compiler):<9}"
    program, reason = build(compiler, name, gradient, work)
    if not program:
        print(f"{row} does not compile: {reason}")
        return False
    loss, generated, hand = measure(program, "time")
    base = measure(program, "value")[0]
    memory = [max(0.0, measure(program, what)[0] - base) for what in ("gradient", "hand")]
    print(f"{row} {loss / 1e3:10.1f} {generated / 1e3:10.1f} {generated / loss:7.2f}"
          f" {hand / 1e3:10.1f} {hand / loss:7.2f} {generated / hand:7.2f}"
          f" {memory[0]:9.0f} {memory[1]:9.0f}", flush=True)
    return True


def print_examples(gradc, compilers, work):
    print(f"{'example':<8} {'compiler':<9} {'loss us':>10} {'grad us':>10} {'/loss':>7}"
          f" {'hand us':>10} {'/loss':>7} {'/hand':>7} {'grad KiB':>9} {'hand KiB':>9}")
    good = True
    for name in NAMES:
        gradient, reason = generate(gradc, name, work)
        if not gradient:
            print(f"{name:<8} no gradient: {reason}")
            good = False
            continue
        for compiler in compilers:
            good = print_example(compiler, name, gradient, work) and good
    return good


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command):
    """The median processor time of a command; the first run only warms the caches."""
    times = []
    for _ in range(TIMING_REPEATS):
        start = processor_seconds()
        subprocess.run(command, capture_output=True, check=True)
        times.append(processor_seconds() - start)
    return statistics.median(times[1:])


def print_against_clang(name, own_command, clang_command):
    own, other = seconds(own_command), seconds(clang_command)
    print(f"{name:<16} {1e3 * own:10.1f} {1e3 * other:24.1f} {own / other:7.2f}", flush=True)


def print_gradc(gradc, clang, work):
    print(f"\n{'example':<16} {'gradc ms':>10} {'clang -fsyntax-only ms':>24} {'ratio':>7}")
    for name in NAMES:
        own = gradc_command(gradc, name, os.path.join(work, f"{name}.timed.grad.c"))
        syntax = [clang, "-fsyntax-only", f"{EXAMPLES}/{name}/{name}.c", *include_flags(name)]
        print_against_clang(name, own, syntax)


def print_large(gradc, clang, work):
    heading = "-fsyntax-only of"
    print(f"\n{heading:<16} {'gradc ms':>10} {'clang ms':>24} {'ratio':>7}")
    for functions in LARGE:
        source = os.path.join(work, f"large{functions}.c")
        with open(source, "w") as file:
            subprocess.run([sys.executable, f"{HERE}/large.py", str(functions)], stdout=file,
                           check=True)
        syntax = ["-fsyntax-only", f"-I{ROOT}/runtime/include", source]
        print_against_clang(f"{functions} functions", [gradc, *syntax],
                            [clang, "-D__GRADC__", *syntax])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gradc", required=True)
    parser.add_argument("--clang", default="")
    parser.add_argument("--work", required=True)
    parser.add_argument("compilers", nargs="+")
    args = parser.parse_args()
    os.makedirs(args.work, exist_ok=True)
    good = print_examples(args.gradc, args.compilers, args.work)
    if args.clang:
        print_gradc(args.gradc, args.clang, args.work)
        print_large(args.gradc, args.clang, args.work)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
