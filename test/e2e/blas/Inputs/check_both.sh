# check_both.sh CHECK_CONSTRUCT GRADC SOURCE_ROOT BUILD_ROOT BUILDS OUT FILE [GRADC OPTION...]
# Judges FILE, then its form in float: whose gradient is to be that of the form in double, named g.
# FILE writes `real` for its type, and the double routines' names.
set -eu
check=$1 gradc=$2 source=$3 build=$4 builds=$5 out=$6 file=$7
shift 7
sh "$check" "$gradc" "$source" "$build" "$builds" "$out" "$file" "$@"
body() {
    sed -e '/^#include/d' -e '/^typedef/d' -e '/^CHECK_GRADIENT/,$d' "$file"
}
{
    sed -n -e '/^#include/p' "$file"
    body | sed -e 's/\<real\>/double/g' -e 's/\<\([a-z_]*_h\|f\)(/g_\1(/g' -e 's/g_f(/g(/'
    body | sed -e 's/\<real\>/float/g' -e 's/cblas_d/cblas_s/g'
    echo '#ifndef __GRADC__'
    echo 'double g_grad(const double *w, double *w_grad);'
    echo '#endif'
    sed -n -e '/^CHECK_GRADIENT/,$p' "$file" | sed -e 's/CHECK_GRADIENT(/CHECK_GRADIENT_BY(g_grad, 2e-3, /'
} >"$out.float.c"
sh "$check" "$gradc" "$source" "$build" "$builds" "$out.float" "$out.float.c" "$@"
