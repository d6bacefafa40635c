/* The part of <cblas.h> that a test needs where there is no BLAS. */
enum CBLAS_ORDER { CblasRowMajor = 101 };
enum CBLAS_SIDE { CblasLeft = 141 };
enum CBLAS_UPLO { CblasUpper = 121 };
void cblas_daxpy(int n, double alpha, const double *x, int incx, double *y, int incy);
double cblas_dnrm2(int n, const double *x, int incx);
float cblas_sdot(int n, const double *x, int incx, const float *y, int incy);
void cblas_dscal(int n, double alpha, double *x, int incx);
void cblas_dsymm(enum CBLAS_ORDER order, enum CBLAS_SIDE side, enum CBLAS_UPLO uplo, int m, int n,
                 double alpha, const double *a, int lda, const double *b, int ldb, double beta,
                 double *c, int ldc);
