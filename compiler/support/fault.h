/* Faults: conditions that can only arise from a bug in gradc itself, or from memory running out.
 *
 * GRADC_ASSERT is always on. A fault never returns; it jumps to the handler that main installs,
 * which reports it and ends the process with code 70, so that `exit` stands in one place. */
#ifndef GRADC_SUPPORT_FAULT_H
#define GRADC_SUPPORT_FAULT_H

#include <setjmp.h>
#include <stdbool.h>

/* What the handler in main prints. `stage` is what gradc was doing ("frontend", "adjoint of 'f'");
 * `place` is the source position it was working on, or "". */
struct fault {
    jmp_buf resume;
    char stage[128];
    char place[256];
    char message[512];
};

/* Installs `handler` as the target of faults; NULL makes a fault abort the process. */
void fault_install(struct fault *handler);

/* Notes what gradc is doing, for the report of a later fault. Both strings are copied. */
void fault_stage(const char *stage, const char *place);

/* Reports a fault found at file:line of gradc's own source. */
_Noreturn void fault_raise(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define GRADC_ASSERT(condition)                                                                    \
    ((condition) ? (void)0 : fault_raise(__FILE__, __LINE__, "assertion '%s' failed", #condition))

#define GRADC_UNREACHABLE(what) fault_raise(__FILE__, __LINE__, "unreachable: %s", what)

#endif
