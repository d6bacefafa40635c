/* Parsing with libclang and translating its places and errors.
 *
 * Requires: arguments that clang understands. Guarantees: after a true result the tree is that of a
 * valid program (libclang drops nodes of invalid ones silently). */
#include "frontend/unit.h"

#include "support/vec.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

enum { PARSE_FLAGS = CXTranslationUnit_DetailedPreprocessingRecord };

/* The user's warnings are the business of the user's compiler: only errors are asked for. */
static const char *const own_args[] = {"-D__GRADC__=1", "-w", "-ferror-limit=0", "-x", "c"};

typedef void locate_fn(CXSourceLocation location, CXFile *file, unsigned *line, unsigned *column,
                       unsigned *offset);

/* The place that one of libclang's functions finds for a location. */
static struct src_loc place(struct unit *unit, CXSourceLocation location, locate_fn *locate)
{
    CXFile file;
    unsigned line, column;
    locate(location, &file, &line, &column, NULL);
    if (!file)
        return (struct src_loc){0};
    if (file != unit->cached_file) {
        const char *path = cursor_string(unit->arena, clang_getFileName(file));
        unit->cached_index = src_files_add(unit->files, path);
        unit->cached_file = file;
    }
    return (struct src_loc){.file = unit->cached_index, .line = line, .column = column};
}

/* A place in a file, at the use of a macro; the argument of a macro stands for itself. */
static struct src_loc file_place(struct unit *unit, CXSourceLocation location)
{
    if (location.int_data - unit->main_first < unit->main_len)
        return src_files_place(unit->files, unit->main_index, location.int_data - unit->main_first);
    return place(unit, location, clang_getFileLocation);
}

/* Whether a macro of the system's spells what stands at a location. */
static bool is_system_macro(const struct unit *unit, CXSourceLocation location)
{
    CXFile file;
    unsigned offset;
    clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
    return file &&
           clang_Location_isInSystemHeader(clang_getLocationForOffset(unit->handle, file, offset));
}

struct src_loc unit_location(struct unit *unit, CXSourceLocation location)
{
    struct src_loc loc = file_place(unit, location);
    if (!loc.file || !cursor_location_is_in_macro(location) || is_system_macro(unit, location))
        return loc;
    struct src_loc spelling = place(unit, location, clang_getSpellingLocation);
    bool is_argument =
        spelling.file == loc.file && spelling.line == loc.line && spelling.column == loc.column;
    return spelling.file && !is_argument ? src_files_expanded(unit->files, loc, spelling) : loc;
}

struct src_loc unit_begin_location(struct unit *unit, CXCursor cursor)
{
    return unit_location(unit, clang_getRangeStart(clang_getCursorExtent(cursor)));
}

struct src_loc unit_cursor_location(struct unit *unit, CXCursor cursor)
{
    return unit_location(unit, clang_getCursorLocation(cursor));
}

bool unit_in_main_file(const struct unit *unit, CXCursor cursor)
{
    CXFile file;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, NULL);
    return file && clang_File_isEqual(file, unit->main_file);
}

unsigned unit_main_length(const struct unit *unit)
{
    size_t size = 0;
    return clang_getFileContents(unit->handle, unit->main_file, &size) ? (unsigned)size : 0;
}

bool unit_is_beside_main(const struct unit *unit, CXFile file, const char *name)
{
    const char *main = cursor_string(unit->arena, clang_getFileName(unit->main_file));
    const char *slash = strrchr(main, '/');
    const char *found = file ? cursor_string(unit->arena, clang_getFileName(file)) : "";
    const char *beside =
        arena_printf(unit->arena, "%.*s%s", slash ? (int)(slash - main) + 1 : 0, main, name);
    return strcmp(found, beside) == 0 ||
           strcmp(found, arena_printf(unit->arena, "./%s", beside)) == 0;
}

const char *unit_main_text(const struct unit *unit, unsigned begin, unsigned end)
{
    size_t size;
    const char *text = clang_getFileContents(unit->handle, unit->main_file, &size);
    if (!text || begin > end || end > size)
        return "";
    return arena_strndup(unit->arena, text + begin, end - begin);
}

static unsigned offset_of(CXSourceLocation location)
{
    unsigned offset;
    clang_getExpansionLocation(location, NULL, NULL, NULL, &offset);
    return offset;
}

unsigned unit_begin_offset(CXCursor cursor)
{
    return offset_of(clang_getRangeStart(clang_getCursorExtent(cursor)));
}

unsigned unit_end_offset(CXCursor cursor)
{
    return offset_of(clang_getRangeEnd(clang_getCursorExtent(cursor)));
}

/* A preprocessing number (C17 6.4.8), or an empty string. */
static const char *number_at(struct unit *unit, CXFile file, unsigned offset)
{
    size_t size, end = offset;
    const char *text = clang_getFileContents(unit->handle, file, &size);
    while (text && end < size &&
           (isalnum((unsigned char)text[end]) || text[end] == '.' || text[end] == '_' ||
            (end > offset && strchr("+-", text[end]) && strchr("eEpP", text[end - 1]))))
        end++;
    /* It may go on in the next line, behind a backslash or the trigraph for one. */
    bool is_whole = text && end < size && text[end] != '\\' &&
                    !(size - end > 3 && strncmp(text + end, "?\?/", 3) == 0);
    return is_whole ? arena_strndup(unit->arena, text + offset, end - offset) : "";
}

/* libclang does not find tokens in the arguments of a macro that repeats them. */
static const char *argument_token(struct unit *unit, CXSourceLocation location)
{
    CXFile file;
    unsigned offset;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    const char *text = file ? number_at(unit, file, offset) : "";
    return isdigit((unsigned char)text[0]) || text[0] == '.' ? text : NULL;
}

const char *unit_plain_number(struct unit *unit, CXCursor cursor)
{
    CXSourceLocation location = clang_getCursorLocation(cursor);
    unsigned offset = location.int_data - unit->main_first;
    if (offset >= unit->main_len)
        return NULL;
    const char *text = number_at(unit, unit->main_file, offset);
    return *text ? text : NULL;
}

const char *unit_number_token(struct unit *unit, CXCursor cursor)
{
    CXSourceLocation location = clang_getCursorLocation(cursor);
    CXToken *token = clang_getToken(unit->handle, location);
    if (!token)
        return argument_token(unit, location);
    const char *text = cursor_string(unit->arena, clang_getTokenSpelling(unit->handle, *token));
    clang_disposeTokens(unit->handle, token, 1);
    return text;
}

/* The ends of a range; false when it is not within one line of one file. */
static bool ends_of(struct unit *unit, CXSourceRange range, struct src_loc *begin,
                    struct src_loc *end)
{
    *begin = file_place(unit, clang_getRangeStart(range));
    *end = file_place(unit, clang_getRangeEnd(range));
    return begin->file && begin->file == end->file && begin->line == end->line;
}

static void add_fixits(struct unit *unit, struct diag *d, CXDiagnostic diagnostic)
{
    unsigned count = clang_getDiagnosticNumFixIts(diagnostic);
    for (unsigned i = 0; i < count; i++) {
        CXSourceRange range;
        CXString fix = clang_getDiagnosticFixIt(diagnostic, i, &range);
        const char *text = cursor_string(unit->arena, fix);
        struct src_loc begin, end;
        if (ends_of(unit, range, &begin, &end))
            diag_fixit(d, begin, end, text);
    }
}

static void add_notes(struct unit *unit, struct diag *d, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    unsigned count = clang_getNumDiagnosticsInSet(notes);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        const char *text = cursor_string(unit->arena, clang_getDiagnosticSpelling(note));
        diag_note(d, file_place(unit, clang_getDiagnosticLocation(note)), "%s", text);
        add_fixits(unit, d, note);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
}

/* Passes one of clang's diagnostics on when it is an error; says whether it was. clang tells of
 * macros in notes of its own. */
static bool report(struct unit *unit, CXDiagnostic diagnostic)
{
    if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error)
        return false;
    const char *text = cursor_string(unit->arena, clang_getDiagnosticSpelling(diagnostic));
    const char *option = cursor_string(unit->arena, clang_getDiagnosticOption(diagnostic, NULL));
    if (strncmp(option, "-W", 2) == 0)
        option += 2;
    struct src_loc loc = file_place(unit, clang_getDiagnosticLocation(diagnostic));
    struct diag *d = diag_clang(unit->diag, DIAG_SEVERITY_ERROR, loc, option, text);
    add_fixits(unit, d, diagnostic);
    add_notes(unit, d, diagnostic);
    diag_emit(d);
    return true;
}

static bool report_all(struct unit *unit)
{
    bool clean = true;
    unsigned count = clang_getNumDiagnostics(unit->handle);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->handle, i);
        if (report(unit, diagnostic))
            clean = false;
        clang_disposeDiagnostic(diagnostic);
    }
    return clean;
}

static bool parse(struct unit *unit, const struct frontend_options *options)
{
    VEC(const char *) args = {0};
    for (int i = 0; i < options->clang_arg_count; i++)
        vec_push(unit->arena, &args, options->clang_args[i]);
    for (size_t i = 0; i < sizeof own_args / sizeof *own_args; i++)
        vec_push(unit->arena, &args, own_args[i]);
    enum CXErrorCode code = clang_parseTranslationUnit2(
        unit->index, unit->path, args.data, (int)args.len, NULL, 0, PARSE_FLAGS, &unit->handle);
    if (code == CXError_Success)
        return true;
    const char *why = code == CXError_Crashed ? "libclang crashed" : "libclang cannot parse it";
    diag_emit(diag_new(unit->diag, DIAG_unreadable_input, (struct src_loc){0}, unit->path, why));
    return false;
}

/* Lets places in the main file be found without libclang, which takes a thousand instructions for
 * each: in its locations a file is a range of numbers, one a byte. The end of the file is where any
 * difference shows, be it in how lines end or in what was read. */
static void find_main_range(struct unit *unit)
{
    size_t size;
    if (!clang_getFileContents(unit->handle, unit->main_file, &size) || size < 2 || size > INT_MAX)
        return;
    unsigned last = (unsigned)size - 1;
    CXSourceLocation begin = clang_getLocationForOffset(unit->handle, unit->main_file, 0);
    CXSourceLocation end = clang_getLocationForOffset(unit->handle, unit->main_file, last);
    struct src_loc told = place(unit, end, clang_getFileLocation);
    uint32_t file = src_files_add(unit->files, unit->path);
    struct src_loc found = src_files_place(unit->files, file, last);
    if (end.int_data - begin.int_data != last || told.file != file || told.line != found.line ||
        told.column != found.column)
        return;
    unit->main_first = begin.int_data;
    unit->main_len = (unsigned)size;
    unit->main_index = file;
}

bool unit_open(struct unit *unit, const struct frontend_options *options)
{
    unit->index = clang_createIndex(0, 0);
    if (!parse(unit, options))
        return false;
    unit->main_file = clang_getFile(unit->handle, unit->path);
    find_main_range(unit);
    return report_all(unit);
}

void unit_close(struct unit *unit)
{
    if (unit->handle)
        clang_disposeTranslationUnit(unit->handle);
    if (unit->index)
        clang_disposeIndex(unit->index);
}

struct input_collector {
    const struct unit *unit;
    struct frontend_inputs *inputs;
};

static void add_input(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    (void)stack;
    (void)depth;
    const struct input_collector *collector = data;
    struct arena *arena = collector->unit->arena;
    struct frontend_inputs *inputs = collector->inputs;
    const char *path = cursor_string(arena, clang_getFileName(file));
    for (size_t i = 0; i < inputs->len; i++)
        if (strcmp(inputs->data[i], path) == 0)
            return;
    vec_push(arena, inputs, path);
}

void unit_inputs(const struct unit *unit, struct frontend_inputs *inputs)
{
    struct input_collector collector = {unit, inputs};
    if (unit->handle)
        clang_getInclusions(unit->handle, add_input, &collector);
}
