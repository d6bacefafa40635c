// Integers of all widths: promotions, wrap-around, shifts, division, least values.
// RUN: %check_copy %s
#include <limits.h>
#include <stdio.h>

static void show(const char *name, long long value)
{
    printf("%s %lld\n", name, value);
}

static unsigned char narrow(int x)
{
    unsigned char c = (unsigned char)x;
    c += 200;
    c *= 3;
    return c;
}

static int promote(unsigned char a, signed char b, unsigned short c, short d, char e)
{
    int r = a + b;
    r = r * 7 + (c - d);
    r ^= e * 8;
    r += ~a;
    r -= -c;
    r += (a > b) + (c == d) * 2 + !e;
    return r;
}

static unsigned mixed(int a, unsigned b)
{
    unsigned r = a + b;
    if (a < b) /* compares as unsigned */
        r += 1000;
    r = r / 7 + r % 11;
    r += a > -1 ? b : 3;
    return r;
}

static long widths(int a, long b, long long c, unsigned long d, unsigned long long e)
{
    long r = a * b;
    r += (long)(c >> 3);
    r ^= (long)(d >> 60);
    r += (long)(e / 3);
    r += a;
    r -= (unsigned)a; /* zero-extended */
    return r;
}

static int shifts(int x, unsigned y, unsigned char n)
{
    unsigned r = (unsigned)((x < 0 ? -x : x) >> n);
    r += y << n;
    r += y >> (n & 7);
    r += 1u << n;
    return (int)(r & 0x7fffffff);
}

static int steps(int n)
{
    int a = n++;
    int b = ++n;
    int c = n--;
    int d = --n;
    unsigned char u = 255;
    short s = -32768;
    u++;
    s--;
    return a + 10 * b + 100 * c + 1000 * d + u + s;
}

static int compound(int x, unsigned char c, short s)
{
    x += c;
    x -= s;
    x *= 3;
    x /= 2;
    x %= 1000;
    x &= 0xffff;
    x <<= 2;
    x >>= 1;
    x &= 0xfff;
    x |= 0x10;
    x ^= 0x55;
    c += x & 15;
    c -= 3.7; /* through double */
    c <<= 1;
    s *= 1.5f;
    s |= 0x4000;
    return x + c * 1000 + s;
}

static _Bool truth(int x, double y, const void *p)
{
    _Bool a = x, b = y, c = p;
    a += 2;
    b &= c;
    return (_Bool)(a ^ b) || (_Bool)0.25;
}

enum colour { RED, GREEN = 5, BLUE, LAST = -3 };

static int enums(enum colour c)
{
    enum colour d = c == RED ? BLUE : LAST;
    return d * 10 + GREEN;
}

static int characters(char c)
{
    return c - '0' + 'a' + '\n' + '\\' + '\'' + (c == 'x') + '\377';
}

static long long least(int which)
{
    int i = INT_MIN;
    long l = LONG_MIN;
    long long ll = LLONG_MIN;
    signed char sc = SCHAR_MIN;
    short s = SHRT_MIN;
    switch (which) {
    case 0: return i;
    case 1: return l;
    case 2: return ll;
    case 3: return sc;
    case 4: return s;
    case 5: return INT_MIN / 2 - (-5);
    case 6: return (long long)(UINT_MAX + 1ULL);
    case 7: return (long long)(ULONG_MAX >> 1);
    case 8: return -(-7 - -9);
    case 9: return - -which;
    default: return INT_MAX;
    }
}

static unsigned long bits(unsigned long x)
{
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return x * 0x2545F4914F6CDD1DUL + 0xfU;
}

static int precedence(int a, int b, int c)
{
    int r = a & b | c ^ a;
    r += (a + b) * c - (a - (b - c)) / (1 + (c & 3));
    r += (a & 255) << 1 + 1;
    r += (a == b) == c;
    r += (a < b) < c;
    r += a % 5 * 3 + a * (3 % 2);
    r -= -(-a) - ~(~b);
    r += !(!c);
    r += (a, b, c);
    return r;
}

static unsigned long sizes(int n)
{
    double a[3][4];
    (void)a;
    return sizeof(int) + sizeof a + sizeof a[0] + sizeof(n + 1L) + (unsigned long)n;
}

int main(void)
{
    static const int values[] = {0, 1, -1, 2, 7, -13, 100, 255, 256, -300, 32767, 65535, 1000000};
    unsigned long state = 88172645463325252UL;
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        int x = values[i];
        show("narrow", narrow(x));
        show("promote", promote((unsigned char)x, (signed char)x, (unsigned short)x, (short)x,
                                (char)x));
        show("enums", enums(x % 3 == 0 ? RED : GREEN));
        show("characters", characters((char)x));
        show("truth", truth(x, x / 300, x == 7 ? &x : NULL));
        show("steps", steps(x));
        show("compound", compound(x, (unsigned char)x, (short)(x / 100)));
        show("sizes", (long long)sizes(x));
        show("shifts", shifts(x, (unsigned)x, (unsigned char)(x & 15)));
        show("least", least((int)i));
        state = bits(state);
        show("bits", (long long)state);
        for (unsigned k = 0; k < sizeof values / sizeof *values; k++) {
            int y = values[k];
            show("mixed", mixed(x, (unsigned)y));
            show("widths", widths(x, y * 1000L, y * 100000LL, (unsigned long)y,
                                  (unsigned long long)y));
            show("precedence", precedence(x % 1000, y % 1000, x % 17));
        }
    }
    return 0;
}
