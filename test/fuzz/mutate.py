"""Runs gradc on mutated programs: mutate.py GRADC [--minutes M] [--seed S] [--keep FOLDER] FILE...

Each FILE is C, or printed IR when it ends in .gir. A mutation deletes, doubles, swaps or replaces
tokens of one file, or splices in some of another. gradc may accept or refuse what comes out; a
signal, a fault of its own (exit 70), a sanitizer's report or more than ten seconds is a failure:
the program is kept, and the run ends with exit 1.
"""
import argparse
import pathlib
import random
import re
import subprocess
import sys
import time

TOKEN = re.compile(r"\s+|\w+|\"(?:[^\"\\\n]|\\.)*\"|//[^\n]*|.", re.S)
SPICE = (
    "0 1 -1 2147483647 18446744073709551615 1e308 0x1p-1074 NAN ( ) { } [ ] ; , * & -> . ++ -- = += "
    "if else for while do switch case break continue return goto const static volatile double float "
    "int unsigned long char void struct union enum typedef sizeof fmax log sqrt memcpy malloc free "
    "GRADC_WRT GRADC_LOSS GRADC_OUT GRADC_WORK GRADC_CONST gradc_stop ? : % ! ~ << >> && || ^ | "
    "wrt out slot load store f64 i32 ptr yield carry func % @"
).split()
SECONDS = 10
GOOD = (0, 1, 2)


def mutated(rng, tokens, others):
    tokens = list(tokens)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        if not tokens:
            break
        at = rng.randrange(len(tokens))
        length = rng.choice((1, 1, 2, 4, 12))
        kind = rng.randrange(6)
        if kind == 0:
            del tokens[at : at + length]
        elif kind == 1:
            tokens[at:at] = tokens[at : at + length]
        elif kind == 2:
            to = rng.randrange(len(tokens))
            tokens[at], tokens[to] = tokens[to], tokens[at]
        elif kind == 3:
            tokens[at] = " " + rng.choice(SPICE) + " "
        elif kind == 4:
            tokens[at] = rng.choice(tokens)
        else:
            other = rng.choice(others)
            begin = rng.randrange(len(other))
            tokens[at:at] = other[begin : begin + length * 4]
    return "".join(tokens)


def failure_of(command):
    """What is wrong with how the command ended; None when nothing is."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"more than {SECONDS} seconds"
    if done.returncode in GOOD and b"Sanitizer" not in done.stderr:
        return None
    return f"exit {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gradc")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("."))
    parser.add_argument("--include", action="append", default=[])
    args = parser.parse_args()
    rng = random.Random(args.seed)
    texts = [(p, TOKEN.findall(p.read_text(encoding="utf-8"))) for p in args.files]
    texts = [(p, tokens) for p, tokens in texts if tokens]
    by_kind = {
        ir: [t for p, t in texts if (p.suffix == ".gir") == ir] for ir in (False, True)
    }
    args.keep.mkdir(parents=True, exist_ok=True)
    end, count, failures = time.monotonic() + 60 * args.minutes, 0, 0
    while time.monotonic() < end:
        path, tokens = rng.choice(texts)
        is_ir = path.suffix == ".gir"
        name = args.keep / f"mutant-{args.seed}{path.suffix}"
        name.write_text(mutated(rng, tokens, by_kind[is_ir]), encoding="utf-8")
        command = [args.gradc, name, *(f"-I{i}" for i in args.include), f"-I{path.parent}"]
        command += ["-Wgradient-all", "-o", args.keep / f"mutant-{args.seed}.out.c"]
        if is_ir:
            command += ["--from-ir"]
        count += 1
        wrong = failure_of(command)
        if wrong:
            failures += 1
            kept = args.keep / f"failure-{args.seed}-{failures}{path.suffix}"
            name.rename(kept)
            print(f"{kept} (from {path}): {wrong}", flush=True)
    print(f"{count} programs, {failures} failures")
    return 1 if failures else 0


sys.exit(main())
