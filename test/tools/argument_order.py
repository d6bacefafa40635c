"""argument_order.py FOLDER: no call in FOLDER's sources builds operations in two of its arguments.

C leaves open which argument is evaluated first, and compilers differ: the IR, and so what gradc
writes, would depend on the compiler that gradc was built with."""
import pathlib
import re
import sys

BUILDS = re.compile(r"\b(ir_build_\w+|rule_(?!long_type)\w+|forward|available|dual_or_zero|chain|adapted"
                    r"|stmt_flag_\w+|lower_(?!type\w*)\w+|magnitude|largest|complex_\w+|math1|value_before|resolved)\(")
CALL = re.compile(r"\b(\w+)\(")
NO_CALLS = {"if", "while", "for", "switch", "return", "sizeof"}


def arguments(text, at):
    """The texts between commas, from behind an opening parenthesis to the closing one."""
    depth, begin, found = 0, at, []
    for i in range(at, len(text)):
        if text[i] in "([{":
            depth += 1
        elif text[i] in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and text[i] == ","):
            found.append(text[begin:i])
            begin = i + 1
        if depth < 0:
            break
    return found


def main():
    bad = 0
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.c")):
        # Strings and comments may hold parentheses.
        text = re.sub(r'"(?:[^"\\\n]|\\.)*"|\'.\'|/\*.*?\*/',
                      lambda m: re.sub(r"[^\n]", "_", m.group()), path.read_text(), flags=re.S)
        for call in CALL.finditer(text):
            builders = [a for a in arguments(text, call.end()) if BUILDS.search(a)]
            if len(builders) > 1 and call.group(1) not in NO_CALLS:
                line = text.count("\n", 0, call.start()) + 1
                print(f"{path}:{line}: {call.group(1)}: two arguments build operations")
                bad = 1
    return bad


sys.exit(main())
