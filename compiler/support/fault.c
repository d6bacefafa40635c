/* The one place where a fault leaves the normal flow of control.
 *
 * The handler is process-wide on purpose: faults are raised below code that knows no context
 * (allocation, assertions), and gradc runs one job a process. */
#include "support/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fault *installed;

void fault_install(struct fault *handler)
{
    installed = handler;
}

void fault_stage(const char *stage, const char *place)
{
    if (!installed)
        return;
    (void)snprintf(installed->stage, sizeof installed->stage, "%s", stage);
    (void)snprintf(installed->place, sizeof installed->place, "%s", place);
}

_Noreturn void fault_raise(const char *file, int line, const char *format, ...)
{
    char text[384];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *slash = strrchr(file, '/');
    const char *base = slash ? slash + 1 : file;
    if (!installed) {
        (void)fprintf(stderr, "gradc: internal error: %s (%s:%d)\n", text, base, line);
        abort();
    }
    (void)snprintf(installed->message, sizeof installed->message, "%s (%s:%d)", text, base, line);
    longjmp(installed->resume, 1);
}
