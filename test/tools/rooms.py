"""The rooms of compiler/ and what each may include; run with the path of compiler/."""
import pathlib
import re
import sys

BELOW = {
    "support": set(),
    "source": {"support"},
    "diag": {"source", "support"},
    "ir": {"source", "support"},
    "analysis": {"ir", "diag", "source", "support"},
    "opt": {"analysis", "ir", "source", "support"},
    "diff": {"opt", "analysis", "ir", "diag", "source", "support"},
    "emit": {"ir", "source", "support"},
    "frontend": {"ir", "diag", "source", "support"},
}
BELOW["report"] = {"analysis", "diff", "ir", "diag", "source", "support"}
BELOW["driver"] = set(BELOW)


def includes(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
        if match:
            yield number, match.group(1)


def problem(room, included):
    first = included.split("/")[0]
    if included.startswith("clang-c/"):
        return None if room == "frontend" else "only frontend/ uses libclang"
    if first in BELOW and first != room and first not in BELOW[room]:
        return f"{room}/ may not depend on {first}/"
    return None


def main(root):
    found = 0
    for path in sorted(root.glob("*/**/*")):
        room = path.relative_to(root).parts[0]
        if path.suffix not in (".c", ".h", ".def") or room == "cmake":
            continue
        if room not in BELOW:
            print(f"{path}: '{room}' is not a room; add it to {__file__}")
            found += 1
            continue
        for number, included in includes(path):
            reason = problem(room, included)
            if reason:
                print(f"{path}:{number}: {included}: {reason}")
                found += 1
    return found > 0


sys.exit(main(pathlib.Path(sys.argv[1])))
