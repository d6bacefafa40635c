/* Gradient of ba_objective by hand: observation by observation, forward and backward at once. */
#include "hand.h"

#include <math.h>

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* out += factor * (a x b) */
static void add_cross(double factor, const double a[3], const double b[3], double out[3])
{
    out[0] += factor * (a[1] * b[2] - a[2] * b[1]);
    out[1] += factor * (a[2] * b[0] - a[0] * b[2]);
    out[2] += factor * (a[0] * b[1] - a[1] * b[0]);
}

/* A rotation taken apart once, for the way there and the way back. */
struct turn {
    double angle, cosine, sine, along;
    double axis[3];
};

static void rotate(const double rotation[3], const double v[3], struct turn *t, double out[3])
{
    t->angle = sqrt(dot(rotation, rotation));
    if (t->angle == 0.0) {
        for (int i = 0; i < 3; i++) {
            out[i] = v[i];
        }
        add_cross(1.0, rotation, v, out);
        return;
    }
    t->cosine = cos(t->angle);
    t->sine = sin(t->angle);
    for (int i = 0; i < 3; i++) {
        t->axis[i] = rotation[i] / t->angle;
    }
    t->along = dot(t->axis, v);
    for (int i = 0; i < 3; i++) {
        out[i] = v[i] * t->cosine + t->axis[i] * t->along * (1.0 - t->cosine);
    }
    add_cross(t->sine, t->axis, v, out);
}

/* out = c v + s (a x v) + a (a.v) (1 - c), where a = rotation / angle. */
static void rotate_adjoint(const struct turn *t, const double rotation[3], const double v[3],
                           const double out_adj[3], double rotation_grad[3], double v_adj[3])
{
    double side[3] = {0.0, 0.0, 0.0};
    double axis_adj[3] = {0.0, 0.0, 0.0};
    double axis_dot, angle_adj;

    if (t->angle == 0.0) {
        for (int i = 0; i < 3; i++) {
            v_adj[i] = out_adj[i];
        }
        add_cross(1.0, out_adj, rotation, v_adj);
        add_cross(1.0, v, out_adj, rotation_grad);
        return;
    }
    axis_dot = dot(t->axis, out_adj);
    add_cross(1.0, t->axis, v, side);
    for (int i = 0; i < 3; i++) {
        v_adj[i] = t->cosine * out_adj[i] + (1.0 - t->cosine) * axis_dot * t->axis[i];
        axis_adj[i] = (1.0 - t->cosine) * (axis_dot * v[i] + t->along * out_adj[i]);
    }
    add_cross(t->sine, out_adj, t->axis, v_adj);
    add_cross(t->sine, v, out_adj, axis_adj);
    angle_adj = t->cosine * dot(side, out_adj) + t->sine * (t->along * axis_dot - dot(v, out_adj)) -
                dot(axis_adj, t->axis) / t->angle;
    for (int i = 0; i < 3; i++) {
        rotation_grad[i] += axis_adj[i] / t->angle + angle_adj * t->axis[i];
    }
}

/* One observation: returns its share of the objective, adds its gradients. */
static double observe(const struct ba_camera *camera, struct ba_camera *camera_grad,
                      const struct ba_point *point, struct ba_point *point_grad,
                      const double weight, double *weight_grad, const double feature[2])
{
    const double weight_error = 1.0 - weight * weight;
    struct turn turn;
    double relative[3], seen[3], seen_adj[3], relative_adj[3], flat[2], flat_adj[2];
    double radius_square, distortion, distortion_adj = 0.0, radius_adj, inverse, value;

    for (int i = 0; i < 3; i++) {
        relative[i] = point->at[i] - camera->center[i];
    }
    rotate(camera->rotation, relative, &turn, seen);
    inverse = 1.0 / seen[2];
    flat[0] = seen[0] * inverse;
    flat[1] = seen[1] * inverse;
    radius_square = flat[0] * flat[0] + flat[1] * flat[1];
    distortion = 1.0 + radius_square * (camera->radial[0] + camera->radial[1] * radius_square);

    value = weight_error * weight_error;
    *weight_grad += -4.0 * weight * weight_error;
    for (int i = 0; i < 2; i++) {
        const double miss =
            flat[i] * distortion * camera->focal + camera->principal[i] - feature[i];
        const double image_adj = 2.0 * weight * weight * miss;
        value += weight * miss * weight * miss;
        *weight_grad += 2.0 * weight * miss * miss;
        camera_grad->principal[i] += image_adj;
        camera_grad->focal += image_adj * flat[i] * distortion;
        distortion_adj += image_adj * flat[i] * camera->focal;
        flat_adj[i] = image_adj * distortion * camera->focal;
    }
    camera_grad->radial[0] += distortion_adj * radius_square;
    camera_grad->radial[1] += distortion_adj * radius_square * radius_square;
    radius_adj = distortion_adj * (camera->radial[0] + 2.0 * camera->radial[1] * radius_square);
    flat_adj[0] += 2.0 * flat[0] * radius_adj;
    flat_adj[1] += 2.0 * flat[1] * radius_adj;
    seen_adj[0] = flat_adj[0] * inverse;
    seen_adj[1] = flat_adj[1] * inverse;
    seen_adj[2] = -(flat_adj[0] * flat[0] + flat_adj[1] * flat[1]) * inverse;
    rotate_adjoint(&turn, camera->rotation, relative, seen_adj, camera_grad->rotation,
                   relative_adj);
    for (int i = 0; i < 3; i++) {
        point_grad->at[i] += relative_adj[i];
        camera_grad->center[i] -= relative_adj[i];
    }
    return value;
}

double ba_objective_hand(int count, const struct ba_camera *cameras, struct ba_camera *cameras_grad,
                         const struct ba_point *points, struct ba_point *points_grad,
                         const double *weights, double *weights_grad,
                         const struct ba_observation *observations)
{
    double sum = 0.0;

    for (int i = 0; i < count; i++) {
        const struct ba_observation *o = &observations[i];
        sum += observe(&cameras[o->camera], &cameras_grad[o->camera], &points[o->point],
                       &points_grad[o->point], weights[i], &weights_grad[i], o->feature);
    }
    return sum;
}
