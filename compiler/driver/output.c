/* Temporary files in the target's folder, so that a rename makes them appear at once. */
#include "driver/output.h"

#include "support/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum state { PENDING, DIRECT, COMMITTED, GONE };

struct output {
    const char *path, *temporary;
    const char *data;
    size_t len;
    enum state state;
};

struct output_set {
    struct arena *arena;
    VEC(struct output) outputs;
};

struct output_set *output_set_create(struct arena *arena)
{
    struct output_set *set = ARENA_NEW(arena, struct output_set);
    set->arena = arena;
    return set;
}

static bool fail(struct output_error *error, const char *path, int code)
{
    *error = (struct output_error){path, code};
    return false;
}

static bool write_all(int fd, const char *data, size_t len)
{
    while (len) {
        ssize_t written = write(fd, data, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        data += written;
        len -= (size_t)written;
    }
    return true;
}

/* A file that is replaced keeps its permissions. */
static bool copy_mode(int fd, const char *replaced)
{
    struct stat status;
    return stat(replaced, &status) != 0 || fchmod(fd, status.st_mode & 07777) == 0;
}

/* Writes `data` to a new file, which is going to replace another; on failure nothing is left and
 * errno tells why. */
static bool write_new(const char *path, const char *replaced, const char *data, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool good = copy_mode(fd, replaced) && write_all(fd, data, len);
    int code = errno;
    if (close(fd) != 0 && good) {
        good = false;
        code = errno;
    }
    if (!good) {
        (void)unlink(path);
        errno = code;
    }
    return good;
}

/* Whether the path is written in place: standard output, a device, a pipe. */
static bool is_direct(const char *path, bool *is_directory)
{
    struct stat status;
    *is_directory = false;
    if (strcmp(path, "-") == 0)
        return true;
    if (stat(path, &status) != 0)
        return false;
    *is_directory = S_ISDIR(status.st_mode);
    return !*is_directory && !S_ISREG(status.st_mode);
}

bool output_add(struct output_set *set, const char *path, const char *data, size_t len,
                struct output_error *error)
{
    struct output output = {.path = path, .data = data, .len = len, .state = DIRECT};
    bool is_directory;
    if (!is_direct(path, &is_directory)) {
        if (is_directory)
            return fail(error, path, EISDIR);
        if (access(path, F_OK) == 0 && access(path, W_OK) != 0)
            return fail(error, path, errno);
        output.temporary = arena_printf(set->arena, "%s.tmp-%ld", path, (long)getpid());
        output.state = PENDING;
        if (!write_new(output.temporary, path, data, len))
            return fail(error, path, errno);
    }
    vec_push(set->arena, &set->outputs, output);
    return true;
}

static bool write_direct(const struct output *output)
{
    if (strcmp(output->path, "-") == 0)
        return fwrite(output->data, 1, output->len, stdout) == output->len && !fflush(stdout);
    int fd = open(output->path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = write_all(fd, output->data, output->len);
    return close(fd) == 0 && good;
}

static void take_back(struct output_set *set)
{
    for (size_t i = 0; i < set->outputs.len; i++)
        if (set->outputs.data[i].state == COMMITTED)
            (void)unlink(set->outputs.data[i].path);
}

bool output_commit(struct output_set *set, struct output_error *error)
{
    for (size_t i = 0; i < set->outputs.len; i++) {
        struct output *output = &set->outputs.data[i];
        bool good = output->state == DIRECT ? write_direct(output)
                                            : rename(output->temporary, output->path) == 0;
        if (!good) {
            (void)fail(error, output->path, errno);
            take_back(set);
            output_discard(set);
            return false;
        }
        output->state = output->state == DIRECT ? GONE : COMMITTED;
    }
    return true;
}

void output_discard(struct output_set *set)
{
    for (size_t i = 0; set && i < set->outputs.len; i++) {
        struct output *output = &set->outputs.data[i];
        if (output->state == PENDING)
            (void)unlink(output->temporary);
        output->state = GONE;
    }
}

bool output_write(struct arena *arena, const char *path, const char *data, size_t len,
                  struct output_error *error)
{
    struct output_set *set = output_set_create(arena);
    return output_add(set, path, data, len, error) && output_commit(set, error);
}
