# compare.sh GRADC SOURCE_ROOT CC OUT EXAMPLE
# Differentiates an example, which must give no diagnostic, and runs compare.c on it.
set -eu
gradc=$1 source=$2 cc=$3 out=$4 name=$5
examples=$source/docs/examples
include="-I$source/runtime/include -I$out.dir"
for folder in digits gmm ba lstm; do
    include="$include -I$examples/$folder"
done
mkdir -p "$out.dir"
"$gradc" -Werror "$examples/$name/$name.c" $include -o "$out.dir/$name.grad.c"
"$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror -O2 $include -c "$out.dir/$name.grad.c" \
    -o "$out.dir/$name.grad.o"
"$cc" -std=gnu17 -O2 -DEXAMPLE="example_$name" $include "$source/test/e2e/examples/compare.c" \
    "$source/test/bench/example_$name.c" "$source/test/bench/hand/${name}_hand.c" \
    "$examples/$name/$name.c" "$examples/$name/${name}_read.c" "$out.dir/$name.grad.o" \
    -o "$out.dir/$name" -lm
"$out.dir/$name" "$examples"
