/* The report: one HTML page that shows where gradients flow, and where they are lost.
 *
 *     struct report *report = report_create(arena, files);
 *     struct report_loss *entry = report_add_loss(report, module, loss);   (prepared)
 *     report_add_decisions(report, entry, &decisions);             (where an adjoint was built)
 *     report_print(report, engine, title, &page);
 *
 * What is said of a loss is taken over at once, so that the IR may change afterwards. */
#ifndef GRADC_REPORT_REPORT_H
#define GRADC_REPORT_REPORT_H

#include "diag/diag.h"
#include "diff/decisions.h"
#include "ir/ir.h"
#include "support/text.h"

struct report;
struct report_loss;

/* Lives in `arena`; `files` is where the lines of source come from. */
struct report *report_create(struct arena *arena, struct src_files *files);

/* Adds a loss as it is after opt_prepare. One that is broken is only named. */
struct report_loss *report_add_loss(struct report *report, const struct ir_module *module,
                                    const struct ir_func *loss);

/* Adds what the adjoint decided about the values and loops of a loss. */
void report_add_decisions(struct report *report, struct report_loss *loss,
                          const struct decisions *decisions);

/* Appends the page, with the diagnostics that `engine` has collected; `input` is the file that the
 * job was given. */
void report_print(const struct report *report, const struct diag_engine *engine, const char *input,
                  struct text *page);

#endif
