/* Writes reports and fixed sources beside the outputs, then tells the diagnostics on stderr. */
#include "driver/report.h"

#include "diag/fixits.h"
#include "diag/verify.h"
#include "driver/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The input itself, not a link to it, is what is replaced. */
static const char *real_path(struct arena *arena, const char *path)
{
    char *resolved = realpath(path, NULL);
    const char *copy = resolved ? arena_strdup(arena, resolved) : path;
    free(resolved);
    return copy;
}

static enum job_status add_fixed_source(struct job *job, const struct fixits *fixits)
{
    if (!fixits->applied)
        return JOB_DONE;
    return write_file(job, real_path(job->arena, job->options->input), &fixits->contents);
}

/* One "FORMAT:FILE" of -fdiagnostics-add-output=. */
static enum job_status add_report(struct job *job, const char *wanted, enum job_status status)
{
    const char *path = strchr(wanted, ':') + 1;
    enum diag_format format = diag_format_find(wanted, (size_t)(path - wanted) - 1);
    struct text text = {.arena = job->arena};
    diag_render(job->engine, format, (int)status, &text);
    return write_file(job, path, &text);
}

static enum job_status add_extra(struct job *job, const struct fixits *fixits,
                                 enum job_status status)
{
    const struct name_list *wanted = &job->options->add_output;
    enum job_status worst = add_fixed_source(job, fixits);
    for (size_t i = 0; i < wanted->len; i++) {
        enum job_status one = add_report(job, wanted->data[i], status);
        worst = one != JOB_DONE ? one : worst;
    }
    return worst;
}

static enum job_status commit(struct job *job)
{
    struct output_error error;
    return output_commit(job->outputs, &error) ? JOB_DONE : write_failed(job, &error);
}

/* Outputs and reports appear together; when that fails, the reports alone, which say so. */
static enum job_status write_files(struct job *job, const struct fixits *fixits,
                                   enum job_status status)
{
    if (status == JOB_DONE)
        status = add_extra(job, fixits, status);
    if (status == JOB_DONE)
        status = commit(job);
    if (status == JOB_DONE)
        return status;
    output_discard(job->outputs);
    job->outputs = output_set_create(job->arena);
    (void)add_extra(job, fixits, status);
    (void)commit(job);
    return status;
}

static void tell_fixits(const struct job *job, const struct fixits *fixits)
{
    if (fixits->applied)
        (void)fprintf(stderr, "gradc: applied %u fix-it%s to '%s'\n", fixits->applied,
                      fixits->applied == 1 ? "" : "s", job->options->input);
    if (fixits->skipped)
        (void)fprintf(stderr, "gradc: skipped %u fix-it%s\n", fixits->skipped,
                      fixits->skipped == 1 ? "" : "s");
}

static void tell(struct job *job, const struct fixits *fixits, enum job_status status)
{
    const char *name = job->options->format;
    enum diag_format format = name ? diag_format_find(name, strlen(name)) : DIAG_FORMAT_TEXT;
    struct text text = {.arena = job->arena};
    diag_render(job->engine, format, (int)status, &text);
    (void)fputs(text_string(&text), stderr);
    if (format == DIAG_FORMAT_TEXT)
        tell_fixits(job, fixits);
}

enum job_status report(struct job *job, enum job_status status)
{
    struct fixits fixits = {0};
    if (job->options->fixit)
        fixits = fixits_apply(job->engine, src_files_add(job->files, job->options->input));
    status = write_files(job, &fixits, status);
    if (job->options->verify) {
        const char *prefixes = *job->options->verify ? job->options->verify : "expected";
        return diag_verify(job->engine, prefixes, stderr) ? JOB_DONE : JOB_ERRORS;
    }
    tell(job, &fixits, status);
    return status;
}
