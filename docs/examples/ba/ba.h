/* Bundle adjustment: the reprojection errors of ADBench, as a sum of squares.
 *
 * Definition: F. Šrajer, Z. Kukelova, A. Fitzgibbon, "A benchmark of selected algorithmic
 * differentiation tools on some problems in computer vision and machine learning", 2018. */
#ifndef BA_H
#define BA_H

struct ba_camera {
    double rotation[3]; /* axis times angle */
    double center[3];
    double focal;
    double principal[2];
    double radial[2];
};

struct ba_point {
    double at[3];
};

/* Point `point` was seen by camera `camera` at this place of its image. */
struct ba_observation {
    int camera, point;
    double feature[2];
};

/* An instance: n cameras, m points, p observations, and a weight for each of these. */
struct ba_problem {
    int n, m, p;
    struct ba_camera *cameras;
    struct ba_point *points;
    double *weights;
    struct ba_observation *observations;
};

/* Sum over the observations of the squared reprojection error times its squared weight, and of
 * (1 - weight^2)^2, which keeps the weights from vanishing. */
double ba_objective(int count, const struct ba_camera *cameras, const struct ba_point *points,
                    const double *weights, const struct ba_observation *observations);

/* Reads an instance; false where the file is missing or malformed, and nothing is allocated then.
 */
int ba_read(const char *path, struct ba_problem *problem);

/* Frees what ba_read allocated. */
void ba_free(struct ba_problem *problem);

#endif
