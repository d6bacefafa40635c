/* Bundle adjustment as a sum of squares; see ba.h. */
#include "ba.h"

#include <gradc/gradc.h>
#include <math.h>

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double a[3], const double b[3], double out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

/* Rodrigues' formula; for no rotation at all its limit, which has the right derivative. */
static void rotate(const double rotation[3], const double v[3], double out[3])
{
    const double angle_square = dot(rotation, rotation);

    if (angle_square != 0.0) {
        const double angle = sqrt(angle_square);
        const double cosine = cos(angle);
        const double sine = sin(angle);
        double axis[3], side[3], along;

        for (int i = 0; i < 3; i++) {
            axis[i] = rotation[i] / angle;
        }
        cross(axis, v, side);
        along = dot(axis, v) * (1.0 - cosine);
        for (int i = 0; i < 3; i++) {
            out[i] = v[i] * cosine + side[i] * sine + axis[i] * along;
        }
    } else {
        cross(rotation, v, out);
        for (int i = 0; i < 3; i++) {
            out[i] += v[i];
        }
    }
}

static void project(const struct ba_camera *camera, const struct ba_point *point, double image[2])
{
    double relative[3], seen[3], radius_square, distortion;

    for (int i = 0; i < 3; i++) {
        relative[i] = point->at[i] - camera->center[i];
    }
    rotate(camera->rotation, relative, seen);
    image[0] = seen[0] / seen[2];
    image[1] = seen[1] / seen[2];
    radius_square = image[0] * image[0] + image[1] * image[1];
    distortion =
        1.0 + camera->radial[0] * radius_square + camera->radial[1] * radius_square * radius_square;
    for (int i = 0; i < 2; i++) {
        image[i] = image[i] * distortion * camera->focal + camera->principal[i];
    }
}

GRADC_LOSS
double ba_objective(int count, GRADC_WRT const struct ba_camera *cameras,
                    GRADC_WRT const struct ba_point *points, GRADC_WRT const double *weights,
                    const struct ba_observation *observations)
{
    double sum = 0.0;

    for (int i = 0; i < count; i++) {
        const struct ba_observation *seen = &observations[i];
        const double weight = weights[i];
        const double weight_error = 1.0 - weight * weight;
        double image[2];

        project(&cameras[seen->camera], &points[seen->point], image);
        for (int j = 0; j < 2; j++) {
            const double error = weight * (image[j] - seen->feature[j]);
            sum += error * error;
        }
        sum += weight_error * weight_error;
    }
    return sum;
}
