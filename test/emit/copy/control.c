// Control flow: every loop, break and continue at depth, early returns, switch, ?:, && and ||,
// comma.
// RUN: %check_copy %s
#include <stdio.h>
#include <string.h>

static int note(int x)
{
    printf("(%d)", x);
    return x;
}

static int early(const int *a, int n, int key)
{
    if (n < 0)
        return -2;
    for (int i = 0; i < n; i++) {
        if (a[i] == key)
            return i;
        if (a[i] < 0) {
            for (int k = i; k < n; k++)
                if (a[k] > 50)
                    return 1000 + k;
            break;
        }
    }
    return -1;
}

static int nested(int n, int m)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (i % 5 == 4)
            continue;
        for (int j = 0; j < m; j++) {
            if ((i + j) % 7 == 6)
                break;
            if (j % 3 == 1)
                continue;
            int k = 0;
            while (1) {
                if (k > j)
                    break;
                k += 2;
                if (k == 4)
                    continue;
                sum += k * i;
                if (sum > 5000)
                    return sum;
            }
        }
        sum++;
    }
    return sum;
}

static int select_case(int x)
{
    int r = 0;
    switch (x) {
    case -1:
        return -100;
    case 0:
    case 1:
        r += 1;
        /* fall through */
    case 2:
        r += 2;
        if (x == 1)
            break;
        r += 50;
        break;
    default:
        r = 99;
        /* fall through */
    case 5: {
        int t = x * 2;
        r += t;
        break;
    }
    case 6:
        for (int i = 0; i < 10; i++) {
            if (i == 3)
                continue;
            if (i == 6)
                break;
            r += i;
        }
        r *= 2;
    }
    return r;
}

static int switch_in_loop(const char *s)
{
    int state = 0, count = 0;
    while (*s) {
        switch (state) {
        case 0:
            if (*s == 'a') {
                state = 1;
                break;
            }
            s++;
            continue;
        case 1:
            count += *s == 'a';
            if (*s == ' ')
                state = 2;
            break;
        case 2:
            state = 0;
            continue;
        }
        s++;
    }
    return count * 10 + state;
}

static int do_loops(int n)
{
    int i = 0, r = 0;
    do {
        r += i;
        if (r % 4 == 3)
            continue;
        r += 2;
        if (r > 200)
            break;
    } while (++i < n);
    do
        r--;
    while (0);
    return r;
}

static int chosen(int a, int b)
{
    int r = a > b ? a : b;
    r += a && b ? 10 : a || b ? 20 : 30;
    r += (a > 0 && 100 / a > b) + 2 * (b == 0 || a / b > 1);
    r += (a++, b--, a * b);
    r += a ? b ? 1 : 2 : b ? 3 : 4;
    r += !(a && !b);
    return r;
}

static int effects(int a, int b)
{
    int r = 0;
    r += note(a) && note(b);
    r += note(a) || note(b);
    r += note(a) ? note(b + 1) : note(b + 2);
    r += (note(1), note(2));
    int array[4] = {0};
    int i = 0;
    array[i++] += 5;
    array[i++] = i;
    array[i] = array[i - 1]++ * 2;
    r += array[0] + array[1] * 10 + array[2] * 100 + --array[3] * 1000;
    while (i-- > 0 && note(i))
        r += i;
    printf("\n");
    return r;
}

static int backwards(const int *a, int n)
{
    int r = 0;
    for (int i = n - 1; i >= 0; i--)
        r = r * 3 % 1009 + a[i];
    for (int i = n; i > 0; i -= 3)
        r += i * a[i - 1];
    for (unsigned u = (unsigned)n; u-- > 0;)
        r ^= a[u] + (int)u;
    for (int i = 1; i < n; i *= 2)
        r += i;
    for (int i = 0, j = n; i < j; i++, j--)
        r += i * j;
    for (size_t k = 2; k + 1 < (size_t)n; k += 2)
        r -= a[k];
    return r;
}

static int changed_bound(int n)
{
    int r = 0;
    for (int i = 0; i < n; i++) {
        if (i == 3)
            n -= 2;
        if (i == 5)
            i++;
        r += i * n;
    }
    for (;;) {
        if (r-- < 100)
            break;
        r /= 2;
    }
    for (; n < 20; n++)
        ;
    return r + n;
}

static unsigned swap_carried(unsigned a, unsigned b, int n)
{
    for (int i = 0; i < n; i++) {
        unsigned t = a;
        a = b;
        b = t + a;
    }
    unsigned x = a, y = b, z = 7;
    while (y) {
        unsigned t = x % y;
        x = y;
        y = t;
        z = x + z;
        t = z, z = x, x = t, x = z;
    }
    return a + 31 * b + 7 * x + z;
}

static int fibonacci(int n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static int odd(int n);
static int even(int n)
{
    return n == 0 ? 1 : odd(n - 1);
}

static int odd(int n)
{
    if (n == 0)
        return 0;
    return even(n - 1);
}

static void early_void(int *a, int n)
{
    if (!n)
        return;
    while (n--) {
        if (a[n] == 3) {
            a[n] = 33;
            return;
        }
        a[n]++;
    }
    a[0] = -1;
}

static int last_values(int n)
{
    int i, last = -1;
    for (i = 0; i < n; i++)
        last = i;
    int j = 10;
    while (j > n)
        j -= 3;
    return i * 100 + last * 10 + j;
}

int main(void)
{
    int a[12] = {3, 14, 15, 9, 26, 5, 35, -8, 97, 93, 23, 84};
    for (int n = -1; n <= 12; n++) {
        printf("early %d %d %d\n", early(a, n, 9), early(a, n, 93), early(a, n, -8));
        printf("nested %d %d\n", nested(n, 5), nested(3 * n, n * 4));
        printf("select %d\n", select_case(n));
        printf("do %d\n", do_loops(n));
        printf("backwards %d\n", backwards(a, n < 0 ? 0 : n));
        printf("changed %d\n", changed_bound(n));
        printf("swap %u\n", swap_carried(1, 1, n));
        printf("last %d\n", last_values(n));
        if (n >= 0)
            printf("recursion %d %d %d\n", fibonacci(n), even(n), odd(n));
        for (int m = -1; m < 4; m++) {
            printf("chosen %d\n", chosen(n, m));
            printf("effects %d\n", effects(n, m));
        }
    }
    printf("switch %d %d %d\n", switch_in_loop("banana and a ham"), switch_in_loop("xaabz a"),
           switch_in_loop(""));
    for (int n = 0; n < 4; n++) {
        int b[12];
        memcpy(b, a, sizeof b);
        early_void(b, n * 2);
        printf("void");
        for (int i = 0; i < 12; i++)
            printf(" %d", b[i]);
        printf("\n");
    }
    return 0;
}
