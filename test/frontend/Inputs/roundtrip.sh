#!/bin/sh
# roundtrip.sh GRADC INCLUDE CC SOURCE OUT: runs the programs of SOURCE against what gradc writes
# out of them, once as lowered and once after all passes.
set -eu
gradc=$1 include=$2 cc=$3 source=$4 out=$5
flags="-I$include -I$(dirname "$0")"
for passes in dce inline,promote,count-loops,fold,share,dce; do
    # shellcheck disable=SC2086
    "$gradc" "$source" $flags "--pass=$passes" -o "$out.c"
    # shellcheck disable=SC2086
    "$cc" -std=gnu17 -w -ffp-contract=off -DORIGINAL $flags "$source" "$out.c" -o "$out" -lm
    "$out"
done
