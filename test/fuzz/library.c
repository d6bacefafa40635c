/* Functions that random programs call without knowing more of them than their derivatives. */
#include "prelude.h"

double lib_wave(double x, double y)
{
    return sin(x) * y;
}

void lib_wave_vjp(double x, double *x_grad, double y, double *y_grad, double seed)
{
    if (x_grad)
        *x_grad += seed * cos(x) * y;
    if (y_grad)
        *y_grad += seed * sin(x);
}

double lib_wave_jvp(double x, double x_dot, double y, double y_dot, double *wave_dot)
{
    *wave_dot = cos(x) * x_dot * y + sin(x) * y_dot;
    return lib_wave(x, y);
}

void lib_turn(const double *in, double *out, int n)
{
    for (int i = 0; i < n; i++)
        out[i] = in[i] * in[(i + 1) % n];
}

void lib_turn_vjp(const double *in, double *in_grad, double *out, double *out_grad, int n)
{
    (void)out;
    for (int i = 0; i < n; i++) {
        if (in_grad) {
            in_grad[i] += out_grad[i] * in[(i + 1) % n];
            in_grad[(i + 1) % n] += out_grad[i] * in[i];
        }
        out_grad[i] = 0.0;
    }
}

void lib_turn_jvp(const double *in, const double *in_dot, double *out, double *out_dot, int n)
{
    for (int i = 0; i < n && out_dot; i++) {
        const int next = (i + 1) % n;
        out_dot[i] = in_dot ? in_dot[i] * in[next] + in[i] * in_dot[next] : 0.0;
    }
    lib_turn(in, out, n);
}
