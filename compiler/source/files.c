/* The file table: a vector of entries, a hash from path to index, and line offsets on demand. */
#include "source/files.h"

#include "support/fault.h"
#include "support/vec.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define uthash_fatal(message) fault_raise(__FILE__, __LINE__, "%s", message)
#include <uthash.h>

struct file {
    UT_hash_handle hh;
    const char *path;
    uint32_t index;
    bool tried, readable;
    struct src_text contents;
    VEC(size_t) line_starts; /* made with the contents */
    size_t line_found;       /* index of the line that was last looked up by offset */
};

struct src_files {
    struct arena *arena;
    struct file *by_path;
    VEC(struct file *) files;
    VEC(struct src_loc) spellings; /* counted from 1 by src_loc.macro */
};

struct src_files *src_files_create(struct arena *arena)
{
    struct src_files *files = ARENA_NEW(arena, struct src_files);
    files->arena = arena;
    return files;
}

void src_files_destroy(struct src_files *files)
{
    if (files)
        HASH_CLEAR(hh, files->by_path);
}

uint32_t src_files_add(struct src_files *files, const char *path)
{
    struct file *found;
    size_t length = strlen(path);
    HASH_FIND(hh, files->by_path, path, length, found);
    if (found)
        return found->index;
    found = ARENA_NEW(files->arena, struct file);
    found->path = arena_strdup(files->arena, path);
    vec_push(files->arena, &files->files, found);
    GRADC_ASSERT(files->files.len <= UINT32_MAX);
    found->index = (uint32_t)files->files.len;
    HASH_ADD_KEYPTR(hh, files->by_path, found->path, length, found);
    return found->index;
}

uint32_t src_files_count(const struct src_files *files)
{
    return (uint32_t)files->files.len;
}

static struct file *entry(const struct src_files *files, uint32_t file)
{
    return file >= 1 && file <= files->files.len ? files->files.data[file - 1] : NULL;
}

const char *src_files_path(const struct src_files *files, uint32_t file)
{
    const struct file *f = entry(files, file);
    return f ? f->path : "";
}

static void find_lines(struct src_files *files, struct file *f)
{
    f->line_starts.len = 0;
    const char *data = f->contents.data;
    for (size_t at = 0; at < f->contents.len;) {
        vec_push(files->arena, &f->line_starts, at);
        const char *end = memchr(data + at, '\n', f->contents.len - at);
        at = end ? (size_t)(end - data) + 1 : f->contents.len;
    }
}

void src_files_set_contents(struct src_files *files, uint32_t file, const char *data, size_t len)
{
    struct file *f = entry(files, file);
    GRADC_ASSERT(f);
    f->contents = (struct src_text){arena_strndup(files->arena, data, len), len};
    f->tried = f->readable = true;
    find_lines(files, f);
}

/* Devices and pipes are not read: a diagnostic must not consume or wait for input. */
static FILE *open_regular(const char *path, size_t *size)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
    *size = (size_t)status.st_size;
    return fopen(path, "rb");
}

static void load(struct src_files *files, struct file *f)
{
    if (f->tried)
        return;
    f->tried = true;
    size_t size;
    FILE *stream = open_regular(f->path, &size);
    if (!stream)
        return;
    char *data = arena_alloc(files->arena, size + 1, 1);
    f->contents = (struct src_text){data, fread(data, 1, size, stream)};
    f->readable = !ferror(stream);
    (void)fclose(stream);
    find_lines(files, f);
}

struct src_text src_files_contents(struct src_files *files, uint32_t file)
{
    struct file *f = entry(files, file);
    if (!f)
        return (struct src_text){0};
    load(files, f);
    return f->readable ? f->contents : (struct src_text){0};
}

uint32_t src_files_line_count(struct src_files *files, uint32_t file)
{
    struct src_text contents = src_files_contents(files, file);
    return contents.data ? (uint32_t)entry(files, file)->line_starts.len : 0;
}

struct src_text src_files_line(struct src_files *files, uint32_t file, uint32_t line)
{
    if (line < 1 || line > src_files_line_count(files, file))
        return (struct src_text){0};
    const struct file *f = entry(files, file);
    size_t start = f->line_starts.data[line - 1];
    size_t end = line < f->line_starts.len ? f->line_starts.data[line] : f->contents.len;
    const char *data = f->contents.data;
    if (end > start && data[end - 1] == '\n')
        end--;
    if (end > start && data[end - 1] == '\r')
        end--;
    return (struct src_text){data + start, end - start};
}

static bool is_same_place(struct src_loc a, struct src_loc b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

struct src_loc src_files_expanded(struct src_files *files, struct src_loc loc,
                                  struct src_loc spelling)
{
    /* Neighbours in the tree often share their place: one entry will do. */
    if (!files->spellings.len || !is_same_place(vec_last(&files->spellings), spelling))
        vec_push(files->arena, &files->spellings, spelling);
    GRADC_ASSERT(files->spellings.len <= UINT32_MAX);
    loc.macro = (uint32_t)files->spellings.len;
    return loc;
}

struct src_loc src_files_spelling(const struct src_files *files, struct src_loc loc)
{
    return loc.macro ? files->spellings.data[loc.macro - 1] : (struct src_loc){0};
}

bool src_files_offset(struct src_files *files, struct src_loc loc, size_t *offset)
{
    struct src_text line = src_files_line(files, loc.file, loc.line);
    if (!line.data)
        return false;
    size_t column = loc.column ? loc.column - 1 : 0;
    size_t start = (size_t)(line.data - src_files_contents(files, loc.file).data);
    *offset = start + (column < line.len ? column : line.len);
    return true;
}

/* Index of the line that holds the byte at `offset`, which the file has. */
static size_t line_at(const struct file *f, size_t offset)
{
    size_t low = 0, high = f->line_starts.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (f->line_starts.data[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Where a line ends, its line end included. */
static size_t line_end(const struct file *f, size_t line)
{
    return line + 1 < f->line_starts.len ? f->line_starts.data[line + 1] : f->contents.len;
}

struct src_loc src_files_place(struct src_files *files, uint32_t file, size_t offset)
{
    struct file *f = entry(files, file);
    if (f)
        load(files, f);
    if (!f || !f->readable || offset >= f->contents.len)
        return (struct src_loc){0};
    size_t line = f->line_found;
    if (offset < f->line_starts.data[line] || offset >= line_end(f, line))
        line = line_at(f, offset);
    f->line_found = line;
    return (struct src_loc){.file = file,
                            .line = (uint32_t)line + 1,
                            .column = (uint32_t)(offset - f->line_starts.data[line]) + 1};
}

const char *src_files_describe(struct src_files *files, struct src_loc loc)
{
    if (!loc.file)
        return "";
    return arena_printf(files->arena, "%s:%u:%u", src_files_path(files, loc.file), loc.line,
                        loc.column);
}
