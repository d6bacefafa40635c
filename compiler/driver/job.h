/* One job: from an input file to output files. */
#ifndef GRADC_DRIVER_JOB_H
#define GRADC_DRIVER_JOB_H

#include "driver/options.h"
#include "driver/output.h"

/* How gradc ends; the values are its exit codes. */
enum job_status { JOB_DONE = 0, JOB_ERRORS = 1, JOB_BAD_INPUT = 2, JOB_FAULT = 70 };

/* All of its members but the last are the caller's, and outlive the job. */
struct job {
    const struct options *options;
    struct arena *arena;
    struct src_files *files;
    struct diag_engine *engine;
    struct output_set *outputs;
    struct report *report; /* made by job_run when the options ask for one, else NULL */
};

/* Does all that the options ask for but --help and its like. Diagnostics are left in the engine,
 * and output files in the set, where they are not yet committed. */
enum job_status job_run(struct job *job);

#endif
