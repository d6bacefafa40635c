/* The source in an output that takes its place: included, or, where statics of its functions must
 * be named, copied with the edits that give them names. */
#include "emit/context.h"
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(struct ir_edit) edit_list;

static void add_edits(struct arena *arena, edit_list *list, const struct ir_edit *edits,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        vec_push(arena, list, edits[i]);
}

/* At one place, in the order in which they were noted. */
static int compare(const void *x, const void *y)
{
    const struct ir_edit *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static void add_edited(const struct ir_module *module, const edit_list *edits, const char *path,
                       struct text *out)
{
    const char *slash = strrchr(path, '/'), *source = module->source_text;
    int folder = slash ? (int)(slash - path) + 1 : 0;
    unsigned at = 0;
    for (size_t i = 0; i < edits->len; i++) {
        const struct ir_edit *edit = &edits->data[i];
        text_addf(out, "%.*s", (int)(edit->at - at), source + at);
        if (edit->is_path)
            text_addf(out, "%.*s", folder, path);
        else
            text_add(out, edit->text);
        at = edit->at + edit->length;
    }
    text_add(out, source + at);
}

/* Old declarations are left behind without a use. */
static const char before[] = "#if defined(__GNUC__)\n"
                             "#pragma GCC diagnostic push\n"
                             "#pragma GCC diagnostic ignored \"-Wunused-variable\"\n"
                             "#endif\n";
static const char after[] = "\n#if defined(__GNUC__)\n"
                            "#pragma GCC diagnostic pop\n"
                            "#endif\n";

void amalgam_add(struct arena *arena, const struct ir_module *module,
                 const struct ir_global *const *used, size_t count,
                 const struct amalgam_output *output)
{
    edit_list edits = {0};
    for (size_t i = 0; i < count; i++)
        add_edits(arena, &edits, used[i]->hoist.data, used[i]->hoist.len);
    if (edits.len == 0) {
        text_addf(output->out, "#include \"%s\"\n", output->source);
        return;
    }
    add_edits(arena, &edits, module->includes.data, module->includes.len);
    for (size_t i = 0; i < edits.len; i++)
        edits.data[i].order = (unsigned)i;
    qsort(edits.data, edits.len, sizeof *edits.data, compare);
    text_add(output->out, before);
    text_addf(output->out, "#line 1 \"%s\"\n", output->source);
    add_edited(module, &edits, output->source, output->out);
    text_add(output->out, after);
}
