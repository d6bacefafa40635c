/* Gradients written by hand: what a careful person makes of each example's loss. They are the
 * measure of the generated ones, in value and in speed, and follow the same signature rule. */
#ifndef GRADC_BENCH_HAND_H
#define GRADC_BENCH_HAND_H

#include "ba.h"
#include "digits.h"
#include "gmm.h"
#include "lstm.h"

double gmm_objective_hand(int d, int k, int n, const double *weights, double *weights_grad,
                          const double *means, double *means_grad, const double *factors,
                          double *factors_grad, const double *points, struct gmm_prior prior);

double ba_objective_hand(int count, const struct ba_camera *cameras, struct ba_camera *cameras_grad,
                         const struct ba_point *points, struct ba_point *points_grad,
                         const double *weights, double *weights_grad,
                         const struct ba_observation *observations);

double lstm_objective_hand(int layers, int length, int bits, const double *main_params,
                           double *main_params_grad, const double *extra_params,
                           double *extra_params_grad, const double *state, const double *sequence);

double digits_loss_hand(const struct digits_model *model, struct digits_model *model_grad, int n,
                        const struct digits_sample *samples);

#endif
