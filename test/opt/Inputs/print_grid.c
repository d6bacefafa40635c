/* Prints all(w, a, n), one after the other, over a grid of bounds. */
#include <stdio.h>

double all(const double *w, int a, int n);

int main(void)
{
    const double w[3] = {0.5, -1.25, 3.0};
    for (int a = -9; a <= 9; a++)
        for (int n = -9; n <= 9; n++)
            printf("%d %d %a\n", a, n, all(w, a, n));
    return 0;
}
