"""Differentiates random programs and lets the derivatives judge each other.

run.py --gradc GRADC --seeds A-B [--jobs N] [--batch N] [--twice] [--matrices]
       [--gcc CC] [--clang CC] [--tcc CC] [--builds B,...]

Every batch of programs is differentiated by grad, grad --strategy=store, jvp and, with --twice,
hvp, or with --matrices by hvp, hessian and jacobian in both directions, and run under gcc -O2, clang -O2 and clang with sanitizers, or under the builds that are named:
`quick` is gcc -O0, and `tcc` leaves to tcc, which compiles ten times faster, all that is generated.
What fails is narrowed down to its seeds, which are printed; then the exit code is 1."""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

from generate import Program, program_of

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INCLUDE = [f"-I{ROOT}/runtime/include", f"-I{HERE}", f"-I{HERE.parent}/e2e"]
# Values are compared bit for bit: no compiler may round once instead of twice, nor compute sin(0.5)
# in one file and leave it to libm in another.
EXACT = ["-ffp-contract=off", "-fno-builtin"]
PLAIN = ["-O2"]
SANITIZED = ["-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
SECONDS = 120
DIRECTIONS = ("forward", "reverse")


class Failure(Exception):
    pass


def run(what, command, folder):
    try:
        result = subprocess.run(command, cwd=folder, text=True, capture_output=True,
                                timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Failure(f"{what}: no end after {SECONDS} s") from error
    if result.returncode:
        raise Failure(f"{what}:\n{(result.stdout + result.stderr).strip()[:2000]}")


# A function of two outputs around a loss, for its Jacobian.
PAIR = """
GRADC_LOSS void p_{0}(GRADC_WRT const double w[JUDGE_SIZE], GRADC_OUT double y[2])
{{
    y[0] = f_{0}(w);
    y[1] = y[0] * w[1] + f_{0}(w);
}}
"""


def pairs_of(seeds):
    """The text of the programs, with their losses turned into functions that others call."""
    text = re.sub(r"GRADC_LOSS double (f_\d+)\(GRADC_WRT ", r"static double \1(", program_of(seeds))
    return text + "".join(PAIR.format(seed) for seed in seeds)


def main_of(seeds, options):
    twice = options.twice
    lines = ['#include "judge.h"', '#include "all.h"']
    if options.matrices:
        lines += [f"void p_{s}_forward(const double *w, double *y, double *jacobian);\n"
                  f"void p_{s}_reverse(const double *w, double *y, double *jacobian);" for s in seeds]
    lines += [f"double f_{s}(const double *w);\ndouble f_{s}_store(const double *w, double *w_grad);"
              for s in seeds]
    lines.append("int main(void)\n{\n    static const struct judge_subject subjects[] = {")
    for s in seeds:
        tolerance = "1e-4" if Program(s).uses_float else "1e-10"
        lines.append(f"        {{{s}, {tolerance}, f_{s}, f_{s}_grad, f_{s}_store, f_{s}_jvp, "
                     + (f"f_{s}_hvp" if twice else "0")
                     + (f", p_{s}_forward, p_{s}_reverse, f_{s}_hessian}},"
                        if options.matrices else "},"))
    lines.append(f"    }};\n    return judge(subjects, {len(seeds)});\n}}")
    return "\n".join(lines)


def check(options, seeds, folder):
    """Raises Failure when anything is wrong with these seeds."""
    (folder / "f.c").write_text(program_of(seeds))
    (folder / "main.c").write_text(main_of(seeds, options))
    (folder / "rename.h").write_text("".join(f"#define f_{s}_grad f_{s}_store\n" for s in seeds))
    for direction in DIRECTIONS:
        (folder / f"{direction}.h").write_text(
            "".join(f"#define p_{s}_jacobian p_{s}_{direction}\n" for s in seeds))
    gradc = [options.gradc, "f.c", "-w", *INCLUDE]
    modes = "grad,jvp" + ",hvp" * options.twice + ",hessian" * options.matrices
    run("gradc", [*gradc, f"--mode={modes}", "-o", "all.c"], folder)
    run("gradc --strategy=store", [*gradc, "--strategy=store", "-o", "store.c"], folder)
    if options.matrices:
        (folder / "p.c").write_text(pairs_of(seeds))
        for direction in DIRECTIONS:
            run(f"gradc --direction={direction}",
                [options.gradc, "p.c", "-w", *INCLUDE, "--mode=jacobian", f"--direction={direction}",
                 "--width=3", "-o", f"p_{direction}.c"], folder)
    for name in options.builds.split(","):
        build(options, name, folder)
        run(name, ["./f"], folder)


def build(options, name, folder):
    gcc, clang = options.gcc, options.clang
    source_cc, flags = {"quick": (gcc, ["-O0"]), "tcc": (gcc, ["-O0"]), "gcc": (gcc, PLAIN),
                        "clang": (clang, PLAIN), "sanitizers": (clang, SANITIZED)}[name]
    common = [*flags, *EXACT, "-w", *INCLUDE]
    emitted = [options.tcc if name == "tcc" else source_cc, *common]
    run(name, [*emitted, "-include", "rename.h", "-c", "store.c", "-o", "store.o"], folder)
    run(name, [*emitted, "-c", "all.c", "-o", "all.o"], folder)
    sources = ["f.c", "all.o", "main.c", str(HERE / "judge.c"), "store.o"]
    for direction in DIRECTIONS if options.matrices else ():
        run(name, [*emitted, "-include", f"{direction}.h", "-c", f"p_{direction}.c", "-o",
                   f"p_{direction}.o"], folder)
        sources.append(f"p_{direction}.o")
    run(name, [source_cc, *common, *sources, "-o", "f", "-lm"], folder)


def failures_of(options, seeds):
    """Pairs of a seed and what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            check(options, seeds, pathlib.Path(folder))
            return []
        except Failure as failure:
            if len(seeds) == 1:
                return [(seeds[0], str(failure))]
    halves = seeds[:len(seeds) // 2], seeds[len(seeds) // 2:]
    return [found for half in halves for found in failures_of(options, half)]


def seeds_of(text):
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", text)
    if not match:
        raise argparse.ArgumentTypeError("not a number or A-B")
    first = int(match.group(1))
    return list(range(first, int(match.group(2) or first) + 1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gradc", required=True)
    parser.add_argument("--seeds", required=True, type=seeds_of)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--matrices", action="store_true")
    parser.add_argument("--gcc", default="gcc")
    parser.add_argument("--clang", default="clang")
    parser.add_argument("--tcc", default="tcc")
    parser.add_argument("--builds", default="gcc,clang,sanitizers")
    options = parser.parse_args()
    options.twice |= options.matrices
    options.gradc = str(pathlib.Path(options.gradc).resolve())
    batches = [options.seeds[i:i + options.batch]
               for i in range(0, len(options.seeds), options.batch)]
    bad = False
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for found in pool.map(lambda batch: failures_of(options, batch), batches):
            for seed, reason in found:
                print(f"seed {seed}: {reason}", flush=True)
                bad = True
    return bad


sys.exit(main())
