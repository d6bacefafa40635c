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

/* Writes a file at once, whatever becomes of others. */
static enum job_status write_now(struct job *job, const char *path, const struct text *text)
{
    struct output_error error;
    return output_write(job->arena, path, text_string(text), text->len, &error)
               ? JOB_DONE
               : write_failed(job, &error);
}

typedef enum job_status write_fn(struct job *job, const char *path, const struct text *text);

/* One "FORMAT:FILE" of -fdiagnostics-add-output=. */
static enum job_status write_report(struct job *job, const char *wanted, enum job_status status,
                                    write_fn *write)
{
    const char *path = strchr(wanted, ':') + 1;
    enum diag_format format = diag_format_find(wanted, (size_t)(path - wanted) - 1);
    struct text text = {.arena = job->arena};
    diag_render(job->engine, format, (int)status, &text);
    return write(job, path, &text);
}

/* Every report, also when one cannot be written. */
static enum job_status write_reports(struct job *job, enum job_status status, write_fn *write)
{
    const struct name_list *wanted = &job->options->add_output;
    enum job_status worst = JOB_DONE;
    for (size_t i = 0; i < wanted->len; i++) {
        enum job_status one = write_report(job, wanted->data[i], status, write);
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
static enum job_status write_files(struct job *job, enum job_status status)
{
    if (status == JOB_DONE)
        status = write_reports(job, status, write_file);
    if (status == JOB_DONE)
        status = commit(job);
    if (status == JOB_DONE)
        return status;
    output_discard(job->outputs);
    (void)write_reports(job, status, write_now);
    return status;
}

/* The source is written apart from all else: nothing that fails may take it away. */
static enum job_status write_source(struct job *job, struct fixits *fixits, enum job_status status)
{
    if (!fixits->applied)
        return status;
    const char *path = real_path(job->arena, job->options->input);
    if (write_now(job, path, &fixits->contents) == JOB_DONE)
        return status;
    fixits->applied = 0;
    return status != JOB_DONE ? status : JOB_ERRORS;
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
    status = write_source(job, &fixits, status);
    status = write_files(job, status);
    if (job->options->verify) {
        const char *prefixes = *job->options->verify ? job->options->verify : "expected";
        return diag_verify(job->engine, prefixes, stderr) ? JOB_DONE : JOB_ERRORS;
    }
    tell(job, &fixits, status);
    return status;
}
