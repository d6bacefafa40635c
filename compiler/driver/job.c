/* The pipeline: read, check, differentiate, write. */
#include "driver/job.h"

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

enum job_status job_run(struct job *job)
{
    uint32_t file;
    enum job_status status = check_input(job, &file);
    if (status != JOB_DONE)
        return status;
    return JOB_DONE;
}
