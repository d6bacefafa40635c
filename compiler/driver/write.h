/* Writes what a job makes: the gradients, their header, the list of inputs. */
#ifndef GRADC_DRIVER_WRITE_H
#define GRADC_DRIVER_WRITE_H

#include "driver/job.h"
#include "frontend/frontend.h"
#include "ir/ir.h"

/* Adds the output files to the job's set; an error is reported. `all` is for --pass: every function
 * is written, not only the derivatives. */
enum job_status write_outputs(struct job *job, const struct ir_module *module,
                              const struct frontend_inputs *inputs, bool all);

/* Reports that a file could not be written. */
enum job_status write_failed(struct job *job, const struct output_error *error);

/* Adds a file to the job's set; an error is reported. */
enum job_status write_file(struct job *job, const char *path, const struct text *text);

#endif
