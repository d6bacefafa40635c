/* A libFuzzer harness: printed IR, mutated, goes through all of gradc but its front end.
 *
 * What stands in the IR may be refused; a fault of gradc's own, a sanitizer's report or a hang is a
 * failure. How to build and run it is told in docs/testing.md. */
#include "driver/report.h"
#include "support/fault.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other,
                                 size_t other_size, uint8_t *out, size_t max_size, unsigned seed);

/* ---- the run */

/* What is asked for, by how long the input is: the same input always asks for the same. */
static const char *const requests[][2] = {
    {"--mode=grad,jvp", "--strategy=auto"},
    {"--mode=grad", "--strategy=store"},
    {"--mode=vjp,jvp", "--strategy=replay"},
    {"--mode=hvp", "-Rcache"},
    {"--pass=split,promote,count-loops,fold,share,tidy,hoist,unroll,settle,dead-writes,dce", "-w"},
};

static const char *input_path(void)
{
    static char path[256];
    const char *folder = getenv("TMPDIR");

    if (!*path) {
        (void)snprintf(path, sizeof path, "%s/gradc-fuzz-%ld.gir", folder ? folder : ".",
                       (long)getpid());
    }
    return path;
}

static void write_input(const uint8_t *data, size_t size)
{
    FILE *file = fopen(input_path(), "wb");

    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
        perror(input_path());
        exit(1);
    }
}

static void run(struct job *job, struct options *options, const char *const request[2])
{
    char *args[] = {"--from-ir",        "-Wgradient-all",    "-o", "-", (char *)request[0],
                    (char *)request[1], (char *)input_path()};
    struct text error = {.arena = job->arena}, shown = error;

    if (options_read(options, sizeof args / sizeof *args, args, job->engine, &error)) {
        diag_flags_end(job->engine);
        enum job_status status = job_run(job);
        diag_render(job->engine, DIAG_FORMAT_TEXT, (int)status, &shown);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fault fault;
    static struct options options;
    static struct job job;

    write_input(data, size);
    memset(&options, 0, sizeof options);
    memset(&job, 0, sizeof job);
    fault_install(&fault);
    if (setjmp(fault.resume) != 0) {
        (void)fprintf(stderr, "fault: %s\nwhile working on %s\n", fault.message, fault.stage);
        abort();
    }
    job.options = &options;
    job.arena = arena_create();
    job.files = src_files_create(job.arena);
    job.engine = diag_engine_create(job.arena, job.files);
    job.outputs = output_set_create(job.arena);
    run(&job, &options, requests[size % (sizeof requests / sizeof *requests)]);
    output_discard(job.outputs);
    diag_engine_destroy(job.engine);
    src_files_destroy(job.files);
    arena_destroy(job.arena);
    return 0;
}

/* ---- mutations: IR is lines of words */

struct piece {
    size_t begin, end;
};

static unsigned draw(unsigned *state, size_t below)
{
    *state = *state * 1664525U + 1013904223U;
    return (unsigned)((*state >> 8) % (below ? below : 1));
}

static int is_word(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '%' || c == '@' || c == '.' || c == '-';
}

static struct piece any_line(const uint8_t *data, size_t size, unsigned *state)
{
    struct piece p;

    p.begin = p.end = draw(state, size);
    while (p.begin > 0 && data[p.begin - 1] != '\n') {
        p.begin--;
    }
    while (p.end < size && data[p.end] != '\n') {
        p.end++;
    }
    p.end += p.end < size;
    return p;
}

static struct piece any_word(const uint8_t *data, size_t size, unsigned *state)
{
    struct piece p;

    p.begin = draw(state, size);
    while (p.begin < size && !is_word(data[p.begin])) {
        p.begin++;
    }
    while (p.begin > 0 && is_word(data[p.begin - 1])) {
        p.begin--;
    }
    p.end = p.begin;
    while (p.end < size && is_word(data[p.end])) {
        p.end++;
    }
    return p;
}

/* What a word's first character says that it is. */
static int kind_of(const uint8_t *data, struct piece word)
{
    const int c = word.begin < word.end ? data[word.begin] : 0;
    return c == '%' || c == '@' ? c : (c >= '0' && c <= '9') || c == '-' ? '0' : 'a';
}

/* Another word, most often of the same kind: what comes out is more often IR. */
static struct piece similar_word(const uint8_t *data, size_t size, struct piece word,
                                 unsigned *state)
{
    struct piece found = any_word(data, size, state);
    for (int i = 0; i < 8 && kind_of(data, found) != kind_of(data, word); i++) {
        found = any_word(data, size, state);
    }
    return found;
}

/* Puts `text` in the place of a piece of `data`; returns the new size, or the old one where there
 * is no room. */
static size_t replace(uint8_t *data, size_t size, size_t max_size, struct piece at,
                      struct piece text)
{
    const size_t length = text.end - text.begin, tail = size - at.end;
    uint8_t *copy;

    if (size - (at.end - at.begin) + length > max_size || !(copy = malloc(length + 1))) {
        return size;
    }
    memcpy(copy, data + text.begin, length);
    memmove(data + at.begin + length, data + at.end, tail);
    memcpy(data + at.begin, copy, length);
    free(copy);
    return at.begin + length + tail;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    const struct piece nothing = {0, 0};
    unsigned count = draw(&seed, 4) + 1;

    if (size < 2 || draw(&seed, 5) == 0) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    while (count-- > 0 && size > 1) {
        const struct piece line = any_line(data, size, &seed), word = any_word(data, size, &seed);
        const struct piece before = {line.begin, line.begin};
        switch (draw(&seed, 8)) {
        case 0:
            size = replace(data, size, max_size, line, nothing);
            break;
        case 1:
            size = replace(data, size, max_size, before, line);
            break;
        case 2:
            size = replace(data, size, max_size, line, any_line(data, size, &seed));
            break;
        case 3:
            size = replace(data, size, max_size, before, any_line(data, size, &seed));
            break;
        case 4:
            size = replace(data, size, max_size, word, nothing);
            break;
        default:
            size = replace(data, size, max_size, word, similar_word(data, size, word, &seed));
            break;
        }
    }
    return size;
}

/* Lines of another input, put between two lines. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other,
                                 size_t other_size, uint8_t *out, size_t max_size, unsigned seed)
{
    const size_t at = size ? any_line(data, size, &seed).begin : 0;
    const struct piece first = any_line(other, other_size, &seed);
    size_t end = first.end + (draw(&seed, 2) ? draw(&seed, 400) : 0);

    end = end < other_size ? end : other_size;
    while (end > first.begin && other[end - 1] != '\n') {
        end--;
    }
    if (size + (end - first.begin) > max_size) {
        return 0;
    }
    memcpy(out, data, at);
    memcpy(out + at, other + first.begin, end - first.begin);
    memcpy(out + at + (end - first.begin), data + at, size - at);
    return size + (end - first.begin);
}
