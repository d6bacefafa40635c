/* The pipeline: read, check, differentiate, write. */
#include "driver/job.h"

#include "analysis/branches.h"
#include "analysis/detours.h"
#include "analysis/entry_values.h"
#include "analysis/gradient_paths.h"
#include "analysis/loss_flow.h"
#include "analysis/overwrites.h"
#include "analysis/singular.h"
#include "analysis/text_detours.h"
#include "diff/modes.h"
#include "diff/plain.h"
#include "driver/write.h"
#include "ir/print.h"
#include "ir/read.h"
#include "ir/verify.h"
#include "opt/pass.h"
#include "opt/simplify.h"
#include "opt/type_memory.h"
#include "report/report.h"
#include "support/fault.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static enum job_status unreadable(struct job *job, const char *path, const char *why)
{
    diag_emit(diag_new(job->engine, DIAG_unreadable_input, (struct src_loc){0}, path, why));
    return JOB_BAD_INPUT;
}

/* Whether it is a text file that can be read; its contents are in the file table then. */
static enum job_status check_input(struct job *job, const char *path, uint32_t *file)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return unreadable(job, path, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return unreadable(job, path, "it is a directory");
    if (!S_ISREG(status.st_mode))
        return unreadable(job, path, "it is not a regular file");
    *file = src_files_add(job->files, path);
    errno = 0;
    struct src_text text = src_files_contents(job->files, *file);
    if (!text.data)
        return unreadable(job, path, errno ? strerror(errno) : "unknown error");
    const char *nul = memchr(text.data, '\0', text.len);
    if (nul)
        return unreadable(job, path,
                          arena_printf(job->arena, "it is not text (byte %zu is zero)",
                                       (size_t)(nul - text.data) + 1));
    return JOB_DONE;
}

static bool is_same_file(const char *x, const char *y)
{
    struct stat a, b;
    return stat(x, &a) == 0 && stat(y, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* A file that is given twice would define all that it holds twice. */
static enum job_status check_repeated(struct job *job, size_t index)
{
    const struct name_list *with = &job->options->with;
    const char *path = with->data[index];
    bool is_repeated = is_same_file(path, job->options->input);
    for (size_t i = 0; i < index; i++)
        is_repeated |= is_same_file(path, with->data[i]);
    return is_repeated ? unreadable(job, path, "it is given twice") : JOB_DONE;
}

static enum job_status check_inputs(struct job *job, uint32_t *file)
{
    const struct name_list *with = &job->options->with;
    enum job_status status = check_input(job, job->options->input, file);
    for (size_t i = 0; i < with->len && status == JOB_DONE; i++) {
        uint32_t other;
        status = check_input(job, with->data[i], &other);
        if (status == JOB_DONE)
            status = check_repeated(job, i);
    }
    return status;
}

static enum job_status bad_ir(struct job *job, struct src_loc loc, const char *message)
{
    diag_emit(diag_new(job->engine, DIAG_bad_ir, loc, message));
    return JOB_ERRORS;
}

static enum job_status read_ir(struct job *job, uint32_t file, struct ir_module *module)
{
    struct src_text text = src_files_contents(job->files, file);
    struct ir_read_error error;
    if (!ir_read_module(module, arena_strndup(job->arena, text.data, text.len), &error)) {
        struct src_loc loc = {.file = file, .line = error.line, .column = error.column};
        return bad_ir(job, loc, error.message);
    }
    struct text report = {.arena = job->arena};
    if (!ir_verify(module, &report))
        return bad_ir(job, (struct src_loc){.file = file}, text_string(&report));
    return JOB_DONE;
}

static enum job_status read_c(struct job *job, struct ir_module *module,
                              struct frontend_inputs *inputs)
{
    const struct options *o = job->options;
    const struct frontend_options options = {
        .path = o->input,
        .others = o->with.data,
        .other_count = o->with.len,
        .clang_args = o->clang.data,
        .clang_arg_count = (int)o->clang.len,
        .losses = o->loss.data,
        .loss_count = o->loss.len,
        .amalgamate = o->amalgamate,
        .all_functions = o->pass.len > 0,
        .wrt = o->wrt.data,
        .wrt_count = o->wrt.len,
        .out = o->of,
    };
    if (!frontend_run(&options, job->engine, job->files, module, inputs))
        return JOB_ERRORS;
    if (!o->syntax_only) /* where no code comes of it, only diagnostics can go wrong */
        ir_verify_or_fault(module, "the frontend");
    return JOB_DONE;
}

static enum job_status print_module(struct job *job, const struct ir_module *module)
{
    struct text text = {.arena = job->arena};
    struct ir_print_options options = {
        .locations = job->options->print_locations,
        .files = job->options->from_ir ? NULL : job->files,
    };
    ir_print_module(module, &options, &text);
    struct output_error error;
    return output_add(job->outputs, "-", text.data, text.len, &error) ? JOB_DONE
                                                                      : write_failed(job, &error);
}

/* Prints the IR when --print-ir asks for this stage. */
static enum job_status print_stage(struct job *job, const struct ir_module *module,
                                   const char *stage)
{
    const char *wanted = job->options->print_ir;
    bool is_wanted = wanted && strcmp(*wanted ? wanted : "final", stage) == 0;
    return is_wanted ? print_module(job, module) : JOB_DONE;
}

static enum adjoint_strategy strategy_of(const struct options *options)
{
    if (!options->strategy || strcmp(options->strategy, "auto") == 0)
        return ADJOINT_AUTO;
    return strcmp(options->strategy, "store") == 0 ? ADJOINT_STORE : ADJOINT_REPLAY;
}

static enum dense_direction direction_of(const struct options *options)
{
    if (!options->direction || strcmp(options->direction, "auto") == 0)
        return DENSE_AUTO;
    return strcmp(options->direction, "forward") == 0 ? DENSE_FORWARD : DENSE_REVERSE;
}

/* Memory that a function of the program's own allocates has its type from where it is used. */
static bool check_memory(struct job *job, struct ir_module *module, struct ir_func *loss)
{
    opt_inline(module, loss);
    const struct ir_op *untyped = opt_untyped_memory(module, loss);
    if (!untyped)
        return true;
    struct diag *d = diag_new(job->engine, DIAG_unsupported_construct, untyped->loc,
                              "an allocation whose type is not known");
    loss_flow_note_calls(d, untyped);
    diag_emit(d);
    return false;
}

/* What is overwritten is only seen while private variables still have their memory. */
static void prepare_loss(struct job *job, struct ir_module *module, struct ir_func *loss, bool fits)
{
    if (fits)
        overwrites_check(job->engine, module, loss);
    opt_prepare(module, loss);
}

/* What becomes of the parameters' values on their way to the loss. */
static void analyse_loss(struct job *job, const struct ir_module *module,
                         const struct ir_func *loss)
{
    struct arena *arena = arena_create();
    const struct loss_flow *flow = loss_flow_build(arena, job->engine, module, loss);
    gradient_paths_check(flow);
    overwrites_check_buffers(flow);
    detours_check(flow);
    entry_values_check(flow);
    text_detours_check(flow);
    branches_check(flow);
    singular_check(flow);
    arena_destroy(arena);
}

/* Whether a loss can be differentiated, judged by the user's program as it stands. What is wrong
 * with it does not keep it from being shown: `*entry` is its part of the report, if there is one.
 */
static bool check_loss(struct job *job, struct ir_module *module, struct ir_func *loss,
                       struct report_loss **entry)
{
    unsigned errors = diag_error_count(job->engine);
    bool fits = !loss->is_broken && gradient_signature_check(job->engine, module, loss);
    if (!fits && !job->report)
        return false;
    if (!loss->is_broken && !check_memory(job, module, loss))
        return false;
    if (!loss->is_broken)
        prepare_loss(job, module, loss, fits);
    if (fits)
        analyse_loss(job, module, loss);
    if (job->report)
        *entry = report_add_loss(job->report, module, loss);
    return fits && diag_error_count(job->engine) == errors;
}

static bool is_repeated(const char *const *names, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(names[i], names[index]) == 0)
            return true;
    return false;
}

/* The derivatives of one loss that --mode asks for. */
static bool build_modes(struct job *job, struct ir_module *module, const struct ir_func *loss,
                        const struct mode_options *options)
{
    static const char *const standard[] = {"grad"};
    const struct name_list *asked = &job->options->mode;
    const char *const *names = asked->len ? asked->data : standard;
    bool good = true;
    for (size_t i = 0; i < (asked->len ? asked->len : 1); i++)
        if (!is_repeated(names, i))
            good &= diff_mode_find(names[i])->build(module, job->engine, loss, options) != NULL;
    return good;
}

/* Whether there may be something to say that is only found where the derivatives are made. */
static bool may_say_more(const struct job *job, const struct ir_func *loss)
{
    return job->report || job->options->mode.len || diag_wants_remarks(job->engine) ||
           !diff_is_plain(loss);
}

static bool differentiate_loss(struct job *job, struct ir_module *module, struct ir_func *loss)
{
    struct report_loss *entry = NULL;
    struct decisions decisions = {.arena = job->arena};
    const struct mode_options options = {
        .adjoint = {.strategy = strategy_of(job->options),
                    .decisions = job->report ? &decisions : NULL},
        .direction = direction_of(job->options),
        .width = options_width(job->options),
    };
    if (!check_loss(job, module, loss, &entry))
        return false;
    if (job->options->syntax_only && !may_say_more(job, loss))
        return true;
    opt_simplify(module, loss);
    bool is_built = build_modes(job, module, loss, &options);
    if (job->report)
        report_add_decisions(job->report, entry, &decisions);
    return is_built;
}

/* A loss with an error does not keep the others from being looked at. */
static enum job_status differentiate(struct job *job, struct ir_module *module)
{
    size_t count = module->funcs.len;
    bool good = diag_error_count(job->engine) == 0;
    for (size_t i = 0; i < count; i++)
        opt_prepare_ahead(module, module->funcs.data[i]);
    for (size_t i = 0; i < count; i++) {
        struct ir_func *loss = module->funcs.data[i];
        if (!loss->is_loss)
            continue;
        diag_about_loss(job->engine, loss->name);
        good &= differentiate_loss(job, module, loss);
    }
    diag_about_loss(job->engine, NULL);
    if (!good)
        return JOB_ERRORS;
    if (job->options->syntax_only)
        return JOB_DONE;
    ir_verify_or_fault(module, "the adjoint");
    enum job_status status = print_stage(job, module, "after-adjoint");
    for (size_t i = count; i < module->funcs.len; i++) {
        opt_settle(module, module->funcs.data[i]);
        opt_simplify(module, module->funcs.data[i]);
    }
    ir_verify_or_fault(module, "simplifying");
    return status;
}

/* The passes that --pass names, each over every function. */
static enum job_status run_passes(struct job *job, struct ir_module *module)
{
    const struct name_list *names = &job->options->pass;
    enum job_status status = JOB_DONE;
    for (size_t i = 0; i < names->len && status == JOB_DONE; i++) {
        const struct pass *pass = pass_find(names->data[i]);
        for (size_t k = 0; k < module->funcs.len; k++)
            pass->run(module, module->funcs.data[k]);
        ir_verify_or_fault(module, pass->name);
        status = print_stage(job, module, arena_printf(job->arena, "after-%s", pass->name));
    }
    return status;
}

static bool is_pipeline_stage(const char *stage)
{
    static const char *const stages[] = {"", "frontend", "after-prepare", "after-adjoint", "final"};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (strcmp(stages[i], stage) == 0)
            return true;
    return false;
}

static enum job_status unknown_stage(struct job *job, const char *kind, const char *name)
{
    diag_emit(diag_new(job->engine, DIAG_unknown_stage, (struct src_loc){0}, kind, name));
    return JOB_BAD_INPUT;
}

/* Whether --pass and --print-ir name what there is. */
static enum job_status check_stages(struct job *job)
{
    const struct options *o = job->options;
    for (size_t i = 0; i < o->pass.len; i++)
        if (!pass_find(o->pass.data[i]))
            return unknown_stage(job, "pass", o->pass.data[i]);
    if (!o->print_ir || is_pipeline_stage(o->print_ir))
        return JOB_DONE;
    bool is_pass = strncmp(o->print_ir, "after-", 6) == 0 && pass_find(o->print_ir + 6);
    return is_pass ? JOB_DONE : unknown_stage(job, "stage", o->print_ir);
}

/* What is asked for when the module has been read. */
static enum job_status process(struct job *job, struct ir_module *module,
                               const struct frontend_inputs *inputs)
{
    const struct options *o = job->options;
    bool is_whole = diag_error_count(job->engine) == 0;
    enum job_status status = is_whole ? print_stage(job, module, "frontend") : JOB_DONE;
    if (status == JOB_DONE && o->pass.len)
        status = is_whole ? run_passes(job, module) : JOB_ERRORS;
    else if (status == JOB_DONE)
        status = differentiate(job, module);
    if (status == JOB_DONE)
        status = print_stage(job, module, "final");
    bool prints = o->print_ir || o->syntax_only || o->fixit;
    if (status != JOB_DONE || prints)
        return status;
    if (o->pass.len && !o->output)
        return print_module(job, module);
    return write_outputs(job, module, inputs, o->pass.len > 0);
}

/* Errors do not prevent it: it is then that it is wanted. It is no output that may be taken back.
 */
static enum job_status write_report(struct job *job, enum job_status status)
{
    struct text page = {.arena = job->arena};
    struct output_error error;
    report_print(job->report, job->engine, job->options->input, &page);
    return output_write(job->arena, job->options->report, page.data, page.len, &error)
               ? status
               : write_failed(job, &error);
}

static enum job_status run_module(struct job *job, uint32_t file, struct ir_module *module)
{
    struct frontend_inputs inputs = {0};
    enum job_status status =
        job->options->from_ir ? read_ir(job, file, module) : read_c(job, module, &inputs);
    if (status == JOB_DONE)
        status = process(job, module, &inputs);
    if (job->report)
        status = write_report(job, status);
    return status;
}

enum job_status job_run(struct job *job)
{
    uint32_t file;
    enum job_status status = check_stages(job);
    if (status == JOB_DONE)
        status = check_inputs(job, &file);
    if (status != JOB_DONE)
        return status;
    job->report = job->options->report ? report_create(job->arena, job->files) : NULL;
    struct ir_module *module = ir_module_create(job->arena, job->options->input);
    module->types_overlap = job->options->no_strict_aliasing;
    module->ints_wrap = job->options->wrapv || job->options->no_strict_overflow;
    status = run_module(job, file, module);
    ir_module_destroy(module);
    return status;
}
