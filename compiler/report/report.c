/* The report as a list of losses, and the page around its data. */
#include "report/report.h"

#include "report/assets.h"
#include "report/model.h"

struct report *report_create(struct arena *arena, struct src_files *files)
{
    struct report *report = ARENA_NEW(arena, struct report);
    report->arena = arena;
    report->files = files;
    return report;
}

struct report_loss *report_add_loss(struct report *report, const struct ir_module *module,
                                    const struct ir_func *loss)
{
    struct report_loss *entry = ARENA_NEW(report->arena, struct report_loss);
    entry->name = arena_strdup(report->arena, loss->name);
    entry->loc = loss->loc;
    entry->is_broken = loss->is_broken;
    vec_push(report->arena, &report->losses, entry);
    if (loss->is_broken)
        return entry;
    struct arena *scratch = arena_create();
    const struct loss_flow *flow = loss_flow_build(scratch, NULL, module, loss);
    report_collect_lines(report, entry, flow);
    report_collect_parameters(report, entry, flow);
    arena_destroy(scratch);
    return entry;
}

void report_print(const struct report *report, const struct diag_engine *engine, const char *input,
                  struct text *page)
{
    text_addn(page, (const char *)report_page_head, report_page_head_size);
    report_print_data(report, engine, input, page);
    text_addn(page, (const char *)report_page_tail, report_page_tail_size);
}
