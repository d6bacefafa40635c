# check_copy.sh GRADC SOURCE_ROOT COMPILERS OUT FILE [GRADC OPTION...]
# FILE is a program that prints what its functions compute, to the bit. gradc reads it and writes it
# again, with no pass run over it and with more and more of them; every copy must print what FILE
# prints, and compile as strict C99 without a warning. COPY_STD is
# for what C99 lacks. A second file FILE.part.c in Inputs, if there
# is one, is linked to both.
set -eu
gradc=$1 root=$2 compilers=$3 out=$4 file=$5
shift 5
include="-I$root/runtime/include -I$(dirname "$file")"
part=$(dirname "$file")/Inputs/$(basename "$file" .c).part.c
[ -e "$part" ] || part=
rm -rf "$out.dir"
mkdir -p "$out.dir"

# What is computed and never used, the passes may leave behind.
warnings="-Wall -Wextra -Wpedantic -Werror -Wno-unused-variable -Wno-unused-but-set-variable \
-Wno-unused-function"

# build COMPILER STANDARD FLAGS SOURCE PROGRAM
build() {
    "$1" -std="$2" $3 -ffp-contract=off $include "$4" $part -o "$5" -lm
}

check() {
    "$gradc" "$file" $include "$@" -o "$out.dir/copy.c"
    for cc in $compilers; do
        build "$cc" "${COPY_STD:-c99}" "-O1 $warnings" "$out.dir/copy.c" "$out.dir/copy"
        "$out.dir/copy" > "$out.dir/copy.out"
        cmp "$out.dir/original.out" "$out.dir/copy.out" || {
            echo "passes: $* compiler: $cc"
            diff "$out.dir/original.out" "$out.dir/copy.out"
            exit 1
        } >&2
    done
}

first=${compilers%% *}
build "$first" gnu17 "-O0 -fsanitize=address,undefined -fno-sanitize-recover=all" "$file" \
    "$out.dir/original"
"$out.dir/original" > "$out.dir/original.out"
[ -s "$out.dir/original.out" ]
check --pass=none "$@"
check --pass=promote,count-loops "$@"
check --pass=inline,promote,dce,count-loops,dce,fold,share,fold,dce "$@"
