// Reals of three precisions: literals, conversions, order of evaluation, math.h, infinities.
// RUN: %check_copy %s
#include <float.h>
#include <math.h>
#include <stdio.h>

static double order(double a, double b, double c, double d)
{
    double r = a + b + c + d;
    r += a + (b + (c + d));
    r += (a + b) + (c + d);
    r -= a - (b - c) - d;
    r += a * b * c / d;
    r += a * (b * (c / d));
    r /= a / (b / c) + 1.0;
    return r - -a;
}

static float singles(float x, float y)
{
    float r = x * y + 0.1f;
    r = r / 3 + x;
    r += 0.1;       /* in double */
    r *= y - 1.0f;
    r = (float)(r * 1.1) - (float)1e-3;
    return r;
}

static long double extended(long double x, double y, float z)
{
    long double r = x * y + z;
    r += 0.1L;
    r = r / 3.0L - (double)r;
    return sqrtl(fabsl(r)) + expl(-r * r);
}

static double literals(int which)
{
    switch (which) {
    case 0: return 0.1;
    case 1: return 1e22;
    case 2: return 0x1.8p-3;
    case 3: return 1e-310;
    case 4: return DBL_MAX;
    case 5: return DBL_MIN;
    case 6: return FLT_EPSILON;
    case 7: return -0.0;
    case 8: return (double)0.1f;
    case 9: return (float)0.1;
    case 10: return INFINITY;
    case 11: return -HUGE_VAL;
    case 12: return .5e1 + 5.;
    case 13: return 1e308 * 10;
    case 14: return 3;
    case 15: return (double)0.1L;
    case 16: return FLT_MAX;
    default: return NAN != NAN;
    }
}

static double conversions(double x)
{
    int i = (int)x;
    unsigned u = (unsigned)(x < 0 ? -x : x);
    long l = (long)(x * 1000);
    float f = (float)x;
    char c = (char)(i & 63);
    double r = i / 2 + i / 2.0 + u / 2u + (double)l / 7 + f + c;
    r += (float)i;
    r += (unsigned long)l;
    r += 1 / 3 + 1.0 / 3 + 1 / 3.0f;
    r += x > 0;
    r += !x + !!x;
    r -= (_Bool)x;
    return r;
}

static double functions(double x)
{
    double r = sqrt(fabs(x)) + sin(x) * cos(x) - tan(x / 4);
    r += pow(fabs(x) + 1, 0.3) + atan2(x, 2.0) + fmax(x, 1) - fmin(x, -1);
    r += floor(x) + ceil(x) + round(x) + trunc(x) + fmod(x, 3);
    r += copysign(2.0, x) + hypot(x, 3) + cbrt(x) + exp(-x * x) + log(1 + x * x);
    r += sqrtf((float)fabs(x)) + expf(-1.0f) + powf(2, 0.5f) + fma(x, x, 1);
    return r;
}

static double compare(double a, double b)
{
    double r = 0;
    if (a < b) r += 1;
    if (!(a < b)) r += 2;
    if (a != b) r += 4;
    if (!(a >= b)) r += 8;
    if (a == b || a > b) r += 16;
    r += a <= b ? 32 : 64;
    r += (a > b ? a : b) * 128;
    return r;
}

static double negate(double x)
{
    double r = -x;
    r = -(-r);
    r = - -r - -x;
    return -r * -x + -(x + 1) - (-(x * 2));
}

int main(void)
{
    static const double values[] = {0.0, -0.0, 1.0, -1.5, 0.1, 2.75, -3.3, 1e-5, 17.25, -99.9};
    for (int i = 0; i < 18; i++)
        printf("literal %a\n", literals(i));
    for (int i = 0; i < 10; i++) {
        double x = values[i];
        printf("%a %a %a\n", conversions(x), functions(x), negate(x));
        for (int k = 0; k < 10; k++) {
            double y = values[k];
            printf("%a %a %La %a\n", order(x, y, x + 0.3, y - 0.7),
                   (double)singles((float)x, (float)y), extended(x, y, (float)y), compare(x, y));
        }
        printf("%a %a\n", compare(x, NAN), compare(NAN, x));
    }
    return 0;
}
