/* The pipeline: read, check, differentiate, write. */
#include "driver/job.h"

#include "diff/adjoint.h"
#include "frontend/frontend.h"
#include "ir/print.h"
#include "ir/read.h"
#include "ir/verify.h"
#include "opt/simplify.h"
#include "support/fault.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static enum job_status unreadable(struct job *job, const char *why)
{
    diag_emit(diag_new(job->engine, DIAG_unreadable_input, (struct src_loc){0}, job->options->input,
                       why));
    return JOB_BAD_INPUT;
}

/* Whether the input is a text file that can be read; its contents are in the file table then. */
static enum job_status check_input(struct job *job, uint32_t *file)
{
    const char *path = job->options->input;
    struct stat status;
    if (stat(path, &status) != 0)
        return unreadable(job, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return unreadable(job, "it is a directory");
    if (!S_ISREG(status.st_mode))
        return unreadable(job, "it is not a regular file");
    *file = src_files_add(job->files, path);
    errno = 0;
    struct src_text text = src_files_contents(job->files, *file);
    if (!text.data)
        return unreadable(job, errno ? strerror(errno) : "unknown error");
    const char *nul = memchr(text.data, '\0', text.len);
    if (nul)
        return unreadable(job, arena_printf(job->arena, "it is not text (byte %zu is zero)",
                                            (size_t)(nul - text.data) + 1));
    return JOB_DONE;
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

static enum job_status read_c(struct job *job, struct ir_module *module)
{
    const struct options *o = job->options;
    const struct frontend_options options = {
        .path = o->input,
        .clang_args = o->clang.data,
        .clang_arg_count = (int)o->clang.len,
        .losses = o->loss.data,
        .loss_count = o->loss.len,
        .wrt = o->wrt.data,
        .wrt_count = o->wrt.len,
        .out = o->of,
    };
    if (!frontend_run(&options, job->engine, job->files, module, NULL))
        return JOB_ERRORS;
    ir_verify_or_fault(module, "the frontend");
    return JOB_DONE;
}

/* Prints the IR to standard output when --print-ir asks for this stage. */
static enum job_status print_stage(struct job *job, const struct ir_module *module,
                                   const char *stage)
{
    const char *wanted = job->options->print_ir;
    if (!wanted || strcmp(*wanted ? wanted : "final", stage) != 0)
        return JOB_DONE;
    struct text text = {.arena = job->arena};
    struct ir_print_options options = {
        .locations = job->options->print_locations,
        .files = job->options->from_ir ? NULL : job->files,
    };
    ir_print_module(module, &options, &text);
    struct output_error error;
    if (output_add(job->outputs, "-", text.data, text.len, &error))
        return JOB_DONE;
    diag_emit(diag_new(job->engine, DIAG_unwritable_output, (struct src_loc){0}, error.path,
                       strerror(error.code)));
    return JOB_ERRORS;
}

static enum adjoint_strategy strategy_of(const struct options *options)
{
    if (!options->strategy || strcmp(options->strategy, "auto") == 0)
        return ADJOINT_AUTO;
    return strcmp(options->strategy, "store") == 0 ? ADJOINT_STORE : ADJOINT_REPLAY;
}

/* A loss with an error does not keep the others from being looked at. */
static enum job_status differentiate(struct job *job, struct ir_module *module)
{
    const struct adjoint_options options = {.strategy = strategy_of(job->options)};
    size_t count = module->funcs.len;
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct ir_func *loss = module->funcs.data[i];
        if (!loss->is_loss)
            continue;
        opt_prepare(module, loss);
        opt_simplify(module, loss);
        struct ir_func *gradient = adjoint_build(module, job->engine, loss, &options);
        if (gradient)
            opt_simplify(module, gradient);
        else
            good = false;
    }
    if (!good)
        return JOB_ERRORS;
    ir_verify_or_fault(module, "the adjoint");
    return print_stage(job, module, "after-adjoint");
}

static enum job_status run_module(struct job *job, uint32_t file, struct ir_module *module)
{
    enum job_status status =
        job->options->from_ir ? read_ir(job, file, module) : read_c(job, module);
    if (status == JOB_DONE)
        status = print_stage(job, module, "frontend");
    if (status == JOB_DONE)
        status = differentiate(job, module);
    struct output_error error;
    if (status == JOB_DONE && !output_commit(job->outputs, &error)) {
        diag_emit(diag_new(job->engine, DIAG_unwritable_output, (struct src_loc){0}, error.path,
                           strerror(error.code)));
        status = JOB_ERRORS;
    }
    return status;
}

enum job_status job_run(struct job *job)
{
    uint32_t file;
    enum job_status status = check_input(job, &file);
    if (status != JOB_DONE)
        return status;
    struct ir_module *module = ir_module_create(job->arena, job->options->input);
    status = run_module(job, file, module);
    ir_module_destroy(module);
    return status;
}
