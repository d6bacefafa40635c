double activation(double x);
double external_slope(double x);
