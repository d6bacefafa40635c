/* Names that C reserves, so that they mean what the standard says (C17 7.1.3). */
#include "analysis/library.h"

#include <string.h>

static const char *const names[] = {
    "__assert_fail", "__assert", "abort",  "abs",     "atof",    "atoi",    "clock",   "exit",
    "fclose",        "feof",     "fflush", "fgetc",   "fgets",   "fopen",   "fprintf", "fputc",
    "fputs",         "fread",    "fscanf", "fwrite",  "getc",    "getchar", "getenv",  "nan",
    "perror",        "printf",   "putc",   "putchar", "puts",    "rand",    "scanf",   "snprintf",
    "sprintf",       "srand",    "sscanf", "strchr",  "strcmp",  "strcpy",  "strlen",  "strncmp",
    "strncpy",       "strtod",   "strtol", "time",    "vprintf",
};

bool library_keeps_to_arguments(const struct ir_callee *callee)
{
    for (size_t i = 0; !callee->func && !callee->is_indirect && i < sizeof names / sizeof *names;
         i++)
        if (strcmp(callee->name, names[i]) == 0)
            return true;
    return false;
}
