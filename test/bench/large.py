#!/usr/bin/env python3
"""Writes a large loss to standard output: large.py FUNCTIONS.

Each function is some 55 lines of what numerical code is made of: loops over rows of an array, a
recurrence, a branch on a real, a structure of coefficients, local arrays, math.h. The loss calls
them one after the other. The text depends on the argument alone."""
import sys

HEAD = """#include <gradc/gradc.h>
#include <math.h>

typedef struct { double gain[4], bias, scale; } unit;
"""

STAGE = """
static double stage_{k}(const unit *u, int n, const double *x, double carry)
{{
    double hidden[16];
    double total = 0.0;
    int rows = n < 16 ? n : 16;

    for (int i = 0; i < rows; i++) {{
        const double a = u->gain[{k} % 4] * x[i] + u->bias;
        hidden[i] = tanh(a + {c}.125 * carry);
    }}
    for (int i = 1; i < rows; i++) {{
        double left = hidden[i - 1];
        double right = hidden[i];
        double slope = right - left;
        if (slope > 0.25) {{
            total += slope * u->scale;
        }} else if (slope < -0.5) {{
            total -= 0.5 * slope * slope;
        }} else {{
            total += u->gain[(i + {k}) % 4] * slope;
        }}
    }}
"""

MIDDLES = ("""
    double state = carry;
    for (int t = 0; t < {c} + 3; t++) {{
        double rate = 1.0 / (1.0 + exp(-state));
        double pull = u->gain[0] * (1.0 - rate) - u->gain[1] * rate;
        state += 0.05 * pull;
        if (state > 10.0)
            state = 10.0;
    }}
    total += state * state;
""", """
    double grid[4][4];
    for (int r = 0; r < 4; r++)
        for (int s = 0; s < 4; s++)
            grid[r][s] = u->gain[r] * u->gain[s] + (r == s ? u->scale : 0.0);
    for (int r = 0; r < 4; r++) {{
        double dot = 0.0;
        for (int s = 0; s < 4; s++)
            dot += grid[r][s] * hidden[(r + s) % 16];
        total += sqrt(dot * dot + {c}.5);
    }}
""", """
    const double *row = x;
    double energy = 0.0;
    int left = rows;
    while (left-- > 0) {{
        double d = *row++ - u->bias;
        energy += d * d;
    }}
    double weight = exp(-energy / (2.0 * (1.0 + u->scale * u->scale)));
    double mixed = weight * sin(carry) + (1.0 - weight) * cos(u->gain[2]);
    total += mixed > 0.0 ? mixed : 0.1 * mixed;
""")

TAIL = """
    double mean = total / (rows > 0 ? rows : 1);
    double spread = 0.0;
    for (int i = 0; i < rows; i++) {{
        double r = hidden[i] - mean;
        spread += r * r;
    }}
    double answer = carry * 0.5 + mean + log(1.0 + spread);
    return answer;
}}
"""


def main():
    functions = int(sys.argv[1])
    text = [HEAD]
    for k in range(functions):
        text += [part.format(k=k, c=k % 7) for part in (STAGE, *MIDDLES[k % 3:], TAIL)]
    text.append("\nGRADC_LOSS double large(GRADC_WRT const unit *units, int n, const double *x)\n"
                "{\n    double carry = 0.0;\n")
    text += [f"    carry = stage_{k}(&units[{k}], n, x, carry);\n" for k in range(functions)]
    text.append("    return carry * carry;\n}\n")
    sys.stdout.write("".join(text))


if __name__ == "__main__":
    main()
