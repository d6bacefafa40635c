/* Beside the source of amalgamate_locals.c, which includes it by this name. */
struct spring {
    double stiffness, rest;
};
