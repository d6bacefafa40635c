/* gradc's entry point: sets a job up, runs it, reports, and ends the process.
 *
 * This is the only file that ends it, and the only one that catches faults. */
#include "driver/report.h"

#include "support/fault.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDERR_FILENO) && !(no_color && *no_color) &&
           !(term && strcmp(term, "dumb") == 0);
}

static enum job_status show_information(const struct options *options, struct arena *arena)
{
    struct text text = {.arena = arena};
    const char *nearest;
    if (options->version)
        text_addf(&text, "gradc %s\n", GRADC_VERSION);
    else if (options->help)
        options_add_help(&text);
    else if (options->explain)
        diag_explain(diag_find(options->explain, &nearest), &text);
    else if (*options->print_diagnostics)
        diag_catalogue_json(&text);
    else
        diag_catalogue(&text);
    return fputs(text_string(&text), stdout) >= 0 && fflush(stdout) == 0 ? JOB_DONE : JOB_ERRORS;
}

static enum job_status run(struct job *job, struct options *options, int argc, char **argv)
{
    struct text error = {.arena = job->arena};
    if (!options_read(options, argc - 1, argv + 1, job->engine, &error)) {
        (void)fprintf(stderr, "gradc: error: %s\n", text_string(&error));
        return JOB_BAD_INPUT;
    }
    if (options_want_information(options))
        return show_information(options, job->arena);
    diag_default_colour(job->engine, wants_colour());
    diag_flags_end(job->engine);
    return report(job, job_run(job));
}

static enum job_status report_fault(const struct fault *fault)
{
    (void)fprintf(stderr, "gradc: internal error: %s\n", fault->message);
    if (*fault->stage)
        (void)fprintf(stderr, "gradc: while working on %s%s%s\n", fault->stage,
                      *fault->place ? ", at " : "", fault->place);
    (void)fputs("gradc: this is a bug in gradc; nothing was written\n", stderr);
    return JOB_FAULT;
}

int main(int argc, char **argv)
{
    /* A pipe that nobody reads is an output error, not a death without cleaning up. */
    (void)signal(SIGPIPE, SIG_IGN);
    static struct fault fault;
    fault_install(&fault);
    static struct options options;
    static struct job job;
    enum job_status status;
    if (setjmp(fault.resume) == 0) {
        job.options = &options;
        job.arena = arena_create();
        job.files = src_files_create(job.arena);
        job.engine = diag_engine_create(job.arena, job.files);
        job.outputs = output_set_create(job.arena);
        status = run(&job, &options, argc, argv);
    } else {
        status = report_fault(&fault);
    }
    output_discard(job.outputs);
    diag_engine_destroy(job.engine);
    src_files_destroy(job.files);
    arena_destroy(job.arena);
    return (int)status;
}
