"""Differentiates random programs and lets the derivatives judge each other.

run.py --gradc GRADC --seeds A-B [--jobs N] [--batch N] [--twice] [--matrices]
       [--gcc CC] [--clang CC] [--tcc CC] [--builds B,...]

Every batch of programs is differentiated by grad (or vjp), jvp, the first also with --strategy=store or
--strategy=replay, with --twice by hvp, and with --matrices by hvp, hessian and jacobian in both
directions, and run in each build: `quick` is gcc -O0; `tcc` compiles ten times faster, but is
`quick` for programs with long double, which tcc gets wrong, complex numbers or _Float16, which it lacks; `gcc` and `clang` are -O2; `sanitizers` is
clang -O0, which lets nothing escape them. The other strategy is judged in `quick` and `tcc` alone. What fails
is narrowed down to its seeds, which are printed; then the exit code is 1."""
import argparse
import collections
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

from generate import Program, program_of
from signatures import caller

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INCLUDE = [f"-I{ROOT}/runtime/include", f"-I{HERE}", f"-I{HERE.parent}/e2e"]
# Values are compared bit for bit: no compiler may round once instead of twice, nor compute sin(0.5)
# in one file and leave it to libm in another.
COMMON = ["-ffp-contract=off", "-fno-builtin", "-w", *INCLUDE]
SANITIZED = ["-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# Compilers of what is generated, by the names of options, and of the rest, and their flags.
BUILDS = {
    "quick": ("gcc", ["-O0"], "gcc", ["-O0"]),
    "tcc": ("tcc", [], "clang", ["-O0"]),
    "gcc": ("gcc", ["-O2"], "clang", ["-O0"]),
    "clang": ("clang", ["-O2"], "clang", ["-O0"]),
    "sanitizers": ("clang", SANITIZED, "clang", SANITIZED),
}
STORING = ("quick", "tcc")
SECONDS = 300
DIRECTIONS = ("forward", "reverse")
JUDGED = re.compile(r"judged (\d+) points, (\d+) by differences, (\d+) noisy")


class Failure(Exception):
    pass


def run(what, command, folder):
    try:
        result = subprocess.run(command, cwd=folder, text=True, capture_output=True,
                                timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Failure(f"{what}: no end after {SECONDS} s") from error
    if result.returncode:
        raise Failure(f"{what}: exit {result.returncode}\n{(result.stdout + result.stderr).strip()[:2000]}")
    return result.stdout


# A function of two outputs around a loss, for its Jacobian.
PAIR = """
GRADC_LOSS void p_{0}(GRADC_WRT const double w[JUDGE_SIZE], GRADC_OUT double y[2])
{{
    y[0] = f_{0}(w);
    y[1] = y[0] * w[1] + f_{0}(w);
}}
"""


def pairs_of(programs):
    """The text of the programs, with their losses turned into functions that others call."""
    text = re.sub(r"GRADC_LOSS double (f_\d+)\(GRADC_WRT ", r"static double \1(",
                  program_of([p.seed for p in programs]))
    return text + "".join(PAIR.format(p.seed) for p in programs)


def main_of(programs, twice, matrices):
    """The losses themselves, and what calls them and their derivatives."""
    lines = ['#include "f.c"', '#include "all.h"', '#include "judge.h"']
    # Not every build has them.
    lines += [f"__attribute__((weak)) double s_{p.seed}(const double *w, double *g);" for p in programs]
    subjects = []
    for p in programs:
        kinds = ["value", "gradient", "tangent"] + ["product"] * (twice and p.has_product)
        lines += ["static " + caller(p, kind, f"{kind}_{p.seed}") for kind in kinds]
        value, gradient, tangent, *product = [f"{kind}_{p.seed}" for kind in kinds]
        product += [f"p_{p.seed}_{way}" for way in DIRECTIONS] * matrices + [f"f_{p.seed}_hessian"] * matrices
        subjects.append(f"    {{{p.seed}, {p.rounding}, {value}, {gradient}, s_{p.seed}, "
                        f"{', '.join([tangent, *product])}}},")
        lines += [f"void p_{p.seed}_{way}(const double *w, double *y, double *jacobian);"
                  for way in DIRECTIONS]
    lines += ["int main(void)\n{\n    static const struct judge_subject subjects[] = {", *subjects]
    lines.append(f"    }};\n    return judge(subjects, {len(programs)});\n}}")
    return "\n".join(lines)


def stored_of(programs):
    """The gradients by storing under other names, and what calls them."""
    lines = []
    for p in programs:
        lines += [f"#define f_{p.seed}_{p.mode} f_{p.seed}_store",
                  f"#define wf_{p.seed}_grad wf_{p.seed}_store"]
    lines += ['#include "store.c"', '#include "judge.h"']
    # Where the loss does not depend on them after all, the output does without them.
    lines += [f"extern double wf_{p.seed}[4]; double wf_{p.seed}_grad[4];" for p in programs
              if p.signature.globals]
    return "\n".join(lines + [caller(p, "gradient", f"s_{p.seed}") for p in programs])


def check(options, programs, folder):
    """Raises Failure when anything is wrong with these programs; returns what the judges say."""
    (folder / "f.c").write_text(program_of([p.seed for p in programs]))
    matrices = options.matrices and all(p.has_matrices for p in programs)
    (folder / "main.c").write_text(main_of(programs, options.twice, matrices))
    (folder / "stored.c").write_text(stored_of(programs))
    mode = programs[0].mode
    gradc = [options.gradc, "f.c", "-w", *INCLUDE]
    twice = ",hvp" * (options.twice and all(p.has_product for p in programs))
    run("gradc", [*gradc, f"--mode={mode},jvp{twice}{',hessian' * matrices}", "-o", "all.c"], folder)
    strategy = "--strategy=" + ("store", "store", "replay")[programs[0].seed % 3]
    run(f"gradc {strategy}", [*gradc, strategy, f"--mode={mode}", "-o", "store.c"], folder)
    for way in DIRECTIONS if matrices else ():
        (folder / "p.c").write_text(pairs_of(programs))
        (folder / f"{way}.h").write_text(
            "".join(f"#define p_{p.seed}_jacobian p_{p.seed}_{way}\n" for p in programs))
        run(f"gradc --direction={way}",
            [options.gradc, "p.c", "-w", *INCLUDE, "--mode=jacobian", f"--direction={way}",
             "--width=3", "-o", f"p_{way}.c"], folder)
    judged = collections.Counter()
    for name in options.builds:
        name = "quick" if name == "tcc" and programs[0].needs_gcc else name
        build(options, name, folder)
        points, differences, noisy = JUDGED.search(run(name, ["./f"], folder)).groups()
        judged += collections.Counter(points=int(points), differences=int(differences), noisy=int(noisy))
    return judged


def build(options, name, folder):
    emitted_by, flags, other, other_flags = BUILDS[name]
    emitted = [getattr(options, emitted_by), *flags, *COMMON]
    rest = [getattr(options, other), *other_flags, *COMMON]
    storing = name in STORING
    main = f"main.{other}.{len(other_flags)}.o"
    run(name, [*emitted, "-c", "all.c", "-o", "all.o"], folder)
    if storing:
        run(name, [*emitted, "-c", "stored.c", "-o", "stored.o"], folder)
    jacobians = [f"p_{way}.o" for way in DIRECTIONS if (folder / f"p_{way}.c").exists()]
    for way in DIRECTIONS if jacobians else ():
        run(name, [*emitted, "-include", f"{way}.h", "-c", f"p_{way}.c", "-o", f"p_{way}.o"], folder)
    if not (folder / main).exists():
        run(name, [*rest, "-c", "main.c", "-o", main], folder)
    objects = [main, "all.o", *["stored.o"] * storing, *jacobians, *options.judges[tuple(rest)]]
    libraries = options.tcc_library * (emitted_by == "tcc") + ["-lm"]
    run(name, [*rest, *objects, "-z", "noexecstack", "-o", "f", *libraries], folder)


def tcc_library(options):
    """What tcc calls that other compilers' libraries do not have."""
    if "tcc" not in options.builds:
        return []
    return re.findall(r"^ *(\S+/libtcc1.a)$", run("tcc", [options.tcc, "-print-search-dirs"], "."), re.M)


def build_judges(options, folder):
    """The objects that are the same for all programs, by the commands that compile them."""
    options.judges = {}
    for name in {*options.builds, *["quick"] * ("tcc" in options.builds)}:
        _, _, other, flags = BUILDS[name]
        rest = [getattr(options, other), *flags, *COMMON]
        if tuple(rest) not in options.judges:
            objects = [f"{folder}/{part}.{len(options.judges)}.o" for part in ("judge", "library")]
            for part, made in zip(("judge", "library"), objects):
                run(name, [*rest, "-c", f"{HERE}/{part}.c", "-o", made], folder)
            options.judges[tuple(rest)] = objects


def failures_of(options, programs):
    """Pairs of a seed and what is wrong with it, and what the judges say of the others."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return [], check(options, programs, pathlib.Path(folder))
        except Failure as failure:
            if len(programs) == 1:
                return [(programs[0].seed, str(failure))], collections.Counter()
    found, judged = [], collections.Counter()
    for half in (programs[:len(programs) // 2], programs[len(programs) // 2:]):
        more, of_half = failures_of(options, half)
        found += more
        judged += of_half
    return found, judged


def batches_of(options):
    """Programs that can be differentiated in one go."""
    groups = collections.defaultdict(list)
    for seed in options.seeds:
        program = Program(seed)
        groups[program.mode, program.needs_gcc, program.signature.globals != "",
               options.twice and program.has_product,
               options.matrices and program.has_matrices].append(program)
    for programs in groups.values():
        for i in range(0, len(programs), options.batch):
            yield programs[i:i + options.batch]


def seeds_of(text):
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", text)
    if not match:
        raise argparse.ArgumentTypeError("not a number or A-B")
    first = int(match.group(1))
    return list(range(first, int(match.group(2) or first) + 1))


def options_of():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gradc", required=True)
    parser.add_argument("--seeds", required=True, type=seeds_of)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--matrices", action="store_true")
    parser.add_argument("--gcc", default="gcc")
    parser.add_argument("--clang", default="clang")
    parser.add_argument("--tcc", default="tcc")
    parser.add_argument("--builds", type=lambda names: names.split(","),
                        default=["quick", "gcc", "clang", "sanitizers"])
    options = parser.parse_args()
    options.twice |= options.matrices
    options.gradc = str(pathlib.Path(options.gradc).resolve())
    return options


def main():
    options = options_of()
    options.tcc_library = tcc_library(options)
    bad, total = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        build_judges(options, folder)
        for found, judged in pool.map(lambda batch: failures_of(options, batch), batches_of(options)):
            total += judged
            for seed, reason in found:
                print(f"seed {seed}: {reason}", flush=True)
                bad += 1
    print(f"{len(options.seeds)} programs, {bad} failures; {total['points']} points judged, "
          f"{total['differences']} by differences too, {total['noisy']} noisy")
    return bad > 0


sys.exit(main())
