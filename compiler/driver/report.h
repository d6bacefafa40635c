/* The end of a job: its files get their names, and its diagnostics are told. */
#ifndef GRADC_DRIVER_REPORT_H
#define GRADC_DRIVER_REPORT_H

#include "driver/job.h"

/* Ends a job that ended with `status`, and says how the process ends. The outputs appear only when
 * that is JOB_DONE; what -fdiagnostics-add-output= and -fixit write appears in any case. */
enum job_status report(struct job *job, enum job_status status);

#endif
