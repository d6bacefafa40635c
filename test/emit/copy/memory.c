// Memory: arrays of arrays, pointer walks, variable lengths, blocks from malloc, memcpy, lists.
// RUN: %check_copy %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct node {
    double value;
    struct node *next;
} node;

static double matrix(const double a[3][4], const double (*b)[4], double out[][4])
{
    double trace = 0.0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++) {
            out[i][j] = a[i][j] - 2 * b[i][j];
            trace += i == j ? out[i][j] : *(*(out + i) + j) / 7;
        }
    return trace;
}

static double variable(int n, int m, const double x[n][m], double y[n][m])
{
    double rows[n], t[n][m], sum = 0.0;
    for (int i = 0; i < n; i++) {
        rows[i] = 0.0;
        for (int j = 0; j < m; j++) {
            t[i][j] = x[i][j] * x[n - 1 - i][m - 1 - j];
            rows[i] += t[i][j];
        }
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            y[i][j] = t[i][j] / (1 + rows[i] * rows[i]);
            sum += y[i][j];
        }
    return sum;
}

static double call_variable(int n, const double *flat, double *work)
{
    return variable(n, 2, (const double(*)[2])flat, (double(*)[2])work);
}

static double forward_rows(int n, int m, const double x[n][m], double y[n][m])
{
    return n > 1 ? variable(n, m, x, y) : 0.5;
}

static double walk(const double *p, const double *end)
{
    double r = 0.0;
    const double *start = p;
    while (p < end) {
        r = r / 2 + *p++;
        if (p != end)
            r -= *p;
    }
    while (p-- > start)
        r += *p * (double)(p - start);
    for (const double *q = end - 1; q >= start; --q)
        r += q[0];
    return r + (double)(end - start);
}

static int text(const char *s)
{
    int n = 0;
    while (s[n])
        n++;
    const char *hello = "hello, \"you\"\n\t\\%";
    return n * 1000 + hello[1] + hello[7] + "abc"[n % 3];
}

static double heap(int n)
{
    double *a = malloc((size_t)n * sizeof *a);
    double *z = calloc((size_t)n, sizeof(double));
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        a[i] = i * 0.5 - 3;
    memcpy(z, a, (size_t)(n / 2) * sizeof *a);
    memmove(a + 1, a, (size_t)(n - 1) * sizeof(double));
    for (int i = 0; i < n; i++)
        sum += a[i] * (i + 1) + z[i];
    memset(a, 0, (size_t)n * sizeof *a);
    for (int i = 0; i < n; i++)
        sum += a[i];
    for (int round = 0; round < 3; round++) {
        float *f = malloc(sizeof(float) * (size_t)(round + 1));
        if (!f)
            return -1.0;
        f[round] = (float)sum;
        sum += f[round] / 3;
        free(f);
    }
    free(a);
    free(z);
    return sum;
}

static node *push(node *list, double value)
{
    node *n = malloc(sizeof *n);
    n->value = value;
    n->next = list;
    return n;
}

static double list(int n)
{
    node *head = NULL;
    for (int i = 0; i < n; i++)
        head = push(head, i * 1.25);
    node **link = &head;
    while (*link) {
        if ((*link)->value > 4 && (*link)->value < 6) {
            node *gone = *link;
            *link = gone->next;
            free(gone);
        } else {
            link = &(*link)->next;
        }
    }
    double sum = 0.0;
    for (node *p = head; p; p = p->next)
        sum = sum * 0.5 + p->value;
    while (head) {
        node *next = head->next;
        free(head);
        head = next;
    }
    return sum;
}

static void swap(double *a, double *b)
{
    double t = *a;
    *a = *b;
    *b = t;
}

static void sort(double *a, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && a[k - 1] > a[k]; k--)
            swap(&a[k - 1], &a[k]);
}

static double overwrite(double *a, int n)
{
    /* Reads that must not move behind writes. */
    double first = a[0], second = a[1];
    a[0] = second;
    a[1] = first;
    double x = a[0] + a[1];
    a[0] += 1;
    x -= a[0];
    double before = a[n - 1];
    swap(&a[0], &a[n - 1]);
    x += before * 10 + a[n - 1] * 100;
    double y = a[0];
    if (n > 2)
        a[0] = 7;
    x += y;
    for (int i = 0; i < n; i++) {
        double old = a[i];
        a[i] = x;
        x += old;
    }
    return x;
}

static double tables(int which)
{
    static const double table[2][3] = {{1, 2.5, -3}, {0.1, 1e3}};
    static const char *const names[] = {"zero", "one", "two"};
    double local[5] = {[1] = 1.5, [3] = which};
    const int sizes[] = {3, 1, 4, 1, 5};
    double *p[2] = {&local[1], local + 3};
    *p[1] += 0.25;
    p[0][1] = 8;
    return table[which & 1][which % 3] + local[which] + sizes[which] + names[which % 3][1] +
           **p;
}

static int lifetimes(int n)
{
    int sum = 0;
    int *last = NULL;
    for (int i = 0; i < n; i++) {
        int box[2] = {i};
        int *p = &box[i & 1];
        *p += 3;
        last = p;
        sum += box[0] * 2 + box[1] + *last;
    }
    return sum;
}

static int by_bytes(void)
{
    int value = 0x01020304, copy = 0;
    unsigned char *to = (unsigned char *)&copy;
    const unsigned char *from = (const unsigned char *)&value;
    for (size_t i = 0; i < sizeof value; i++)
        to[i] = from[sizeof value - 1 - i];
    return copy;
}

static void *identity(void *p)
{
    return p;
}

int main(void)
{
    double a[3][4], b[3][4], c[3][4], flat[24], work[24];
    for (int i = 0; i < 24; i++) {
        flat[i] = i * i % 11 * 0.3 - 1.1;
        (&a[0][0])[i % 12] = flat[i];
        b[i % 3][i % 4] = flat[i] + 0.5;
    }
    printf("%a\n", matrix((const double(*)[4])a, (const double(*)[4])b, c));
    printf("%a\n", variable(6, 4, (const double(*)[4])flat, (double(*)[4])work));
    printf("%a\n", work[5]);
    printf("%a\n", call_variable(5, flat, work));
    printf("%a\n", work[7]);
    printf("%a\n", forward_rows(2, 3, (const double(*)[3])flat, (double(*)[3])work));
    printf("%a %a\n", walk(flat, flat + 24), walk(flat, flat));
    printf("%d %d\n", text("words"), text(""));
    for (int n = 1; n < 9; n++)
        printf("%a %a %d\n", heap(n), list(n), lifetimes(n));
    sort(flat, 24);
    for (int i = 0; i < 24; i++)
        printf("%a ", flat[i]);
    printf("\n%a\n", overwrite(flat, 24));
    for (int i = 0; i < 24; i++)
        printf("%a ", flat[i]);
    for (int i = 0; i < 5; i++)
        printf("%a\n", tables(i));
    printf("%d %d\n", by_bytes(), *(int *)identity(&(int){42}));
    return 0;
}
