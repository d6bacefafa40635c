/* Included by memory.c. */
static inline double damp(double x)
{
    return 0.5 * x * x / (1.0 + x);
}
