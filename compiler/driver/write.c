/* Names of the output files, and their contents. */
#include "driver/write.h"

#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

struct paths {
    const char *source, *header, *depend;
};

/* The path without a last ".c". */
static const char *stem(struct arena *arena, const char *path)
{
    size_t length = strlen(path);
    if (length > 2 && strcmp(path + length - 2, ".c") == 0)
        length -= 2;
    return arena_strndup(arena, path, length);
}

static struct paths choose_paths(struct job *job)
{
    const struct options *o = job->options;
    struct paths p = {.source = o->output};
    if (!p.source)
        p.source = arena_printf(job->arena, "%s.grad.c", stem(job->arena, o->input));
    bool is_stream = strcmp(p.source, "-") == 0;
    p.header = o->header   ? o->header
               : is_stream ? NULL
                           : arena_printf(job->arena, "%s.h", stem(job->arena, p.source));
    if (o->dep_on || o->dep_user)
        p.depend = o->dep_file ? o->dep_file
                               : arena_printf(job->arena, "%s.d", stem(job->arena, p.source));
    return p;
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* How the source includes the header: by its name alone where both stand in one folder. */
static const char *include_name(const struct paths *p)
{
    if (!p->header)
        return NULL;
    size_t length = folder_length(p->source);
    bool together =
        length == folder_length(p->header) && strncmp(p->source, p->header, length) == 0;
    return together ? p->header + length : p->header;
}

/* The real path of a folder, with a slash behind it; NULL when there is none. */
static const char *real_folder(struct arena *arena, const char *path)
{
    size_t length = folder_length(path);
    char *real = realpath(length ? arena_strndup(arena, path, length) : ".", NULL);
    const char *folder =
        real ? arena_printf(arena, "%s/", strcmp(real, "/") == 0 ? "" : real) : NULL;
    free(real);
    return folder;
}

/* How the output includes the file that it is made from: by the way from the one to the other, so
 * that both can be moved together. */
static const char *source_name(struct job *job, const struct paths *p)
{
    const char *input = job->options->input;
    const char *from = real_folder(job->arena, p->source), *to = real_folder(job->arena, input);
    if (strcmp(p->source, "-") == 0 || !from || !to)
        return input;
    size_t common = 0;
    for (size_t i = 0; from[i] && from[i] == to[i]; i++)
        if (from[i] == '/')
            common = i + 1;
    struct text name = {.arena = job->arena};
    for (const char *rest = from + common; *rest; rest++)
        if (*rest == '/')
            text_add(&name, "../");
    text_addf(&name, "%s%s", to + common, input + folder_length(input));
    return text_string(&name);
}

/* A path as a word of a makefile. */
static void add_word(struct text *out, const char *path)
{
    for (; *path; path++) {
        if (*path == '$')
            text_addc(out, '$');
        else if (*path == ' ' || *path == '#')
            text_addc(out, '\\');
        text_addc(out, *path);
    }
}

static void add_dependencies(struct text *out, const struct paths *p,
                             const struct frontend_inputs *inputs)
{
    add_word(out, p->source);
    if (p->header) {
        text_addc(out, ' ');
        add_word(out, p->header);
    }
    text_addc(out, ':');
    for (size_t i = 0; i < inputs->len; i++) {
        text_add(out, " \\\n  ");
        add_word(out, inputs->data[i]);
    }
    text_addc(out, '\n');
}

enum job_status write_failed(struct job *job, const struct output_error *error)
{
    diag_emit(diag_new(job->engine, DIAG_unwritable_output, (struct src_loc){0}, error->path,
                       strerror(error->code)));
    return JOB_ERRORS;
}

enum job_status write_file(struct job *job, const char *path, const struct text *text)
{
    struct output_error error;
    return output_add(job->outputs, path, text_string(text), text->len, &error)
               ? JOB_DONE
               : write_failed(job, &error);
}

enum job_status write_outputs(struct job *job, const struct ir_module *module,
                              const struct frontend_inputs *inputs, bool all)
{
    const struct options *o = job->options;
    struct paths p = choose_paths(job);
    const struct emit_options options = {.header = include_name(&p),
                                         .includes = o->include.data,
                                         .include_count = o->include.len,
                                         .source = o->amalgamate ? source_name(job, &p) : NULL,
                                         .all_functions = all};
    struct text source = {.arena = job->arena}, header = source, depend = source;
    emit_source(module, job->files, &options, &source);
    enum job_status status = write_file(job, p.source, &source);
    if (status == JOB_DONE && p.header) {
        emit_header(module, job->files, &options, &header);
        status = write_file(job, p.header, &header);
    }
    if (status == JOB_DONE && p.depend) {
        add_dependencies(&depend, &p, inputs);
        status = write_file(job, p.depend, &depend);
    }
    return status;
}
