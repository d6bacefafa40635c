# check_construct.sh GRADC SOURCE_ROOT BUILD_ROOT BUILDS OUT FILE [GRADC OPTION...]
# Differentiates FILE, builds it with its derivatives in each of BUILDS (COMPILER:optimised trusts the
# code, and is optimised as OPTIMIZE says; COMPILER:sanitized does not), and runs the judge of
# check_gradient.h or check_matrix.h, with the libraries LIBS if those are set. WITH are further files of
# the program, beside FILE, which gradc gets by --with=. What is generated compiles as strict C99
# without a warning.
set -eu
gradc=$1 source=$2 build=$3 builds=$4 out=$5 file=$6
shift 6
folder=$(dirname "$file")
with= others=
for name in ${WITH:-}; do
    with="$with --with=$folder/$name"
    others="$others $folder/$name"
done
include="-I$source/runtime/include -I$source/test/e2e"
rm -rf "$out.dir"
mkdir -p "$out.dir"
"$gradc" "$file" $with $include "$@" --mode="${MODES:-grad,jvp,hvp}" -o "$out.dir/f.grad.c"
for pair in $builds; do
    cc=${pair%%:*}
    name=${pair##*:}
    # Sanitizers find most where nothing is optimised away, and compile ten times faster there.
    case $name in
    optimised) flags="${OPTIMIZE:--O2} $include" ;;
    sanitized) flags="-O0 -fsanitize=address,undefined -fno-sanitize-recover=all $include" ;;
    esac
    "$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror $flags -I"$folder" \
        -c "$out.dir/f.grad.c" -o "$out.dir/f.grad.$name.o"
    "$cc" -std=gnu17 $flags "$file" $others "$out.dir/f.grad.$name.o" \
        "$build/test/e2e/check_gradient.$name.o" "$build/test/e2e/check_matrix.$name.o" \
        -o "$out.dir/f.$name" ${LIBS:-} -lm
    "$out.dir/f.$name"
done
