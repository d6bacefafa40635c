/* Functions from elsewhere, with their derivatives. */
#include <gradc/gradc.h>

double cube(double x);
GRADC_VJP(cube) void cube_vjp(double x, double *x_grad, double seed);
GRADC_JVP(cube) double cube_jvp(double x, double x_dot, double *cube_dot);
GRADC_JVP(cube_vjp) void cube_vjp_jvp(double x, double x_dot, double *x_grad, double *x_grad_dot,
                                      double seed, double seed_dot);
void rotate(const double *angle, int n, double *v);
GRADC_VJP(rotate) void rotate_vjp(const double *angle, double *angle_grad, int n, double *v,
                                  double *v_grad);
GRADC_JVP(rotate) void rotate_jvp(const double *angle, const double *angle_dot, int n, double *v,
                                  double *v_dot);
GRADC_JVP(rotate_vjp) void rotate_vjp_jvp(const double *angle, const double *angle_dot,
                                          double *angle_grad, double *angle_grad_dot, int n,
                                          double *v, double *v_dot, double *v_grad,
                                          double *v_grad_dot);
