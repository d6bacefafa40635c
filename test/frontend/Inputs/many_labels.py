"""Prints a loss with as many labels as the first argument says: all of them jumped to before the
first is reached, when the second is "first"; else each just before it is reached."""
import sys

count, first = int(sys.argv[1]), sys.argv[2] == "first"
jumps = [f"    if (n == {i})\n        goto l{i};" for i in range(count)]
print("#include <gradc/gradc.h>\nGRADC_LOSS double f(GRADC_WRT double w, int n)\n{")
if first:
    print("\n".join(jumps))
for i in range(count):
    if not first:
        print(jumps[i])
    print(f"    w *= 1.5;\nl{i}:;")
print("    return w;\n}")
