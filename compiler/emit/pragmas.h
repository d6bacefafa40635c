/* What generated files say to compilers about themselves. */
#ifndef GRADC_EMIT_PRAGMAS_H
#define GRADC_EMIT_PRAGMAS_H

/* What realloc leaves where it is, when it finds no memory, is used on; gcc takes it for gone. */
#define PRAGMA_REALLOC                                                                             \
    "#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12\n"                             \
    "#pragma GCC diagnostic ignored \"-Wuse-after-free\"\n"                                        \
    "#endif\n\n"

/* What the source leaves to its caller, that an array is filled before it is read, gcc may doubt
 * once the calls between are gone. */
#define PRAGMA_OBJECTS                                                                             \
    "#if defined(__GNUC__) && !defined(__clang__)\n"                                               \
    "#pragma GCC diagnostic ignored \"-Wmaybe-uninitialized\"\n"                                   \
    "#endif\n\n"

/* That ISO C has no _Float16 is known; users of the header may ask for other such warnings. */
#define PRAGMA_PUSH                                                                                \
    "#ifdef __GNUC__\n"                                                                            \
    "#pragma GCC diagnostic push\n"                                                                \
    "#endif\n"
#define PRAGMA_HALF                                                                                \
    "#ifdef __GNUC__\n"                                                                            \
    "#pragma GCC diagnostic ignored \"-Wpedantic\"\n"                                              \
    "#endif\n"
#define PRAGMA_POP                                                                                 \
    "#ifdef __GNUC__\n"                                                                            \
    "#pragma GCC diagnostic pop\n"                                                                 \
    "#endif\n\n"

/* What a strict mode of the compiler would keep math.h from declaring. */
#define DEFINE_UNIX_MATH                                                                           \
    "#ifndef _DEFAULT_SOURCE\n"                                                                    \
    "#define _DEFAULT_SOURCE 1\n"                                                                  \
    "#endif\n"

#endif
