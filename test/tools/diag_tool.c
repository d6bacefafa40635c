/* Gives the diagnostics that a script lists, so that the engine can be tested without a compiler
 * in front of it: diag-tool [-verify[=PREFIXES]|-fixit|-FORMAT] [diagnostic flags] SOURCE SCRIPT
 *
 * Lines of the script, with places in SOURCE as LINE:COLUMN (0:0 for none), and, for what a macro
 * made, @LINE:COLUMN where the macro spells it:
 *     diag ID PLACE [ARGUMENT|ARGUMENT...]        note PLACE TEXT
 *     clang SEVERITY(0-3) OPTION(or -) PLACE TEXT
 *     step ROLE(1-4) PLACE TEXT                   about PARAMETER GRADIENT(0-3)
 *     range PLACE PLACE                           fixit PLACE PLACE [TEXT]
 * A diagnostic ends where the next begins. */
#include "diag/fixits.h"
#include "diag/record.h"
#include "diag/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tool {
    struct arena *arena;
    struct diag_engine *engine;
    struct diag *open;
    uint32_t file;
    enum diag_format format;
    bool fixit;
};

static char *next_word(char **rest)
{
    char *word = *rest + strspn(*rest, " ");
    char *end = word + strcspn(word, " ");
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

static struct src_loc next_place(struct tool *tool, char **rest)
{
    struct src_loc loc = {.file = tool->file}, spelling = loc;
    int count = sscanf(next_word(rest), "%u:%u@%u:%u", &loc.line, &loc.column, &spelling.line,
                       &spelling.column);
    if (count != 2 && count != 4)
        abort();
    if (!loc.line)
        return (struct src_loc){0};
    return count == 4 ? src_files_expanded(diag_files(tool->engine), loc, spelling) : loc;
}

static enum diag_id id_of(const char *name)
{
    for (unsigned id = 0; id < DIAG_COUNT; id++)
        if (strcmp(diag_row((enum diag_id)id)->name, name) == 0)
            return (enum diag_id)id;
    (void)fprintf(stderr, "no diagnostic '%s'\n", name);
    abort();
}

static void close_open(struct tool *tool)
{
    if (tool->open)
        diag_emit(tool->open);
    tool->open = NULL;
}

static void run_diag(struct tool *tool, char *rest)
{
    const char *a[3] = {NULL, NULL, NULL};
    enum diag_id id = id_of(next_word(&rest));
    struct src_loc loc = next_place(tool, &rest);
    size_t count = 0;
    for (char *p = strtok(rest, "|"); p && count < 3; p = strtok(NULL, "|"))
        a[count++] = p;
    close_open(tool);
    tool->open = diag_new(tool->engine, id, loc, a[0], a[1], a[2]);
}

static void run_clang(struct tool *tool, char *rest)
{
    enum diag_severity severity = (enum diag_severity)atoi(next_word(&rest));
    const char *option = next_word(&rest);
    struct src_loc loc = next_place(tool, &rest);
    close_open(tool);
    tool->open = diag_clang(tool->engine, severity, loc, *option == '-' ? "" : option, rest);
}

static void run_note(struct tool *tool, char *rest)
{
    struct src_loc loc = next_place(tool, &rest);
    diag_note(tool->open, loc, "%s", rest);
}

static void run_step(struct tool *tool, char *rest)
{
    enum diag_role role = (enum diag_role)atoi(next_word(&rest));
    struct src_loc loc = next_place(tool, &rest);
    diag_step(tool->open, role, loc, "%s", rest);
}

static void run_about(struct tool *tool, char *rest)
{
    const char *name = next_word(&rest);
    diag_about_parameter(tool->open, name, (enum diag_gradient)atoi(rest));
}

static void run_range(struct tool *tool, char *rest)
{
    struct src_loc begin = next_place(tool, &rest), end = next_place(tool, &rest);
    diag_range(tool->open, begin, end);
}

static void run_fixit(struct tool *tool, char *rest)
{
    struct src_loc begin = next_place(tool, &rest), end = next_place(tool, &rest);
    diag_fixit(tool->open, begin, end, rest);
}

static void run_line(struct tool *tool, char *line)
{
    static const struct {
        const char *word;
        void (*run)(struct tool *tool, char *rest);
    } verbs[] = {{"diag", run_diag},  {"clang", run_clang}, {"note", run_note},
                 {"step", run_step},  {"about", run_about}, {"range", run_range},
                 {"fixit", run_fixit}};
    line[strcspn(line, "\n")] = '\0';
    char *rest = line;
    const char *verb = next_word(&rest);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].word, verb) == 0)
            verbs[i].run(tool, rest);
}

/* The diagnostics, or the source with their fix-its. */
static void print_result(struct tool *tool)
{
    struct text out = {.arena = tool->arena};
    if (tool->fixit) {
        struct fixits fixits = fixits_apply(tool->engine, tool->file);
        text_addf(&out, "%sapplied %u, skipped %u\n", text_string(&fixits.contents), fixits.applied,
                  fixits.skipped);
    } else {
        diag_render(tool->engine, tool->format, diag_error_count(tool->engine) != 0, &out);
    }
    (void)fputs(text_string(&out), stdout);
}

int main(int argc, char **argv)
{
    struct tool tool = {.arena = arena_create()};
    struct src_files *files = src_files_create(tool.arena);
    tool.engine = diag_engine_create(tool.arena, files);
    const char *prefixes = NULL;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        enum diag_format format = diag_format_find(argv[i] + 1, strlen(argv[i] + 1));
        if (strncmp(argv[i], "-verify", 7) == 0)
            prefixes = argv[i][7] ? argv[i] + 8 : "expected";
        else if (strcmp(argv[i], "-fixit") == 0)
            tool.fixit = true;
        else if (format != DIAG_FORMAT_COUNT)
            tool.format = format;
        else if (!diag_flag(tool.engine, argv[i]))
            return 2;
    }
    diag_flags_end(tool.engine);
    FILE *script = i + 2 == argc ? fopen(argv[i + 1], "r") : NULL;
    if (!script)
        return 2;
    tool.file = src_files_add(files, argv[i]);
    for (char line[4096]; fgets(line, sizeof line, script);)
        run_line(&tool, line);
    close_open(&tool);
    (void)fclose(script);
    bool good = !prefixes || diag_verify(tool.engine, prefixes, stdout);
    if (!prefixes) {
        good = !diag_error_count(tool.engine);
        print_result(&tool);
    }
    diag_engine_destroy(tool.engine);
    src_files_destroy(files);
    arena_destroy(tool.arena);
    return !good;
}
