/* The data of the page as JSON. Files, values and words are named by their index in the list that
 * holds them. */
#include "report/model.h"

#include "diag/json.h"
#include "diag/record.h"
#include "support/fault.h"

#include <math.h>

struct printer {
    const struct report *report;
    struct arena *arena;
    cJSON *files;
    VEC(uint32_t) numbers; /* by number of the page: the file */
};

static void add_index(cJSON *array, size_t index)
{
    cJSON *item = cJSON_CreateNumber((double)index);
    GRADC_ASSERT(item && cJSON_AddItemToArray(array, item));
}

/* ---- files and places */

static size_t number_of(struct printer *p, uint32_t file)
{
    for (size_t i = 0; i < p->numbers.len; i++)
        if (p->numbers.data[i] == file)
            return i;
    vec_push(p->arena, &p->numbers, file);
    cJSON *added = json_element(p->files);
    json_text(p->arena, added, "path", src_files_path(p->report->files, file));
    struct src_text text = src_files_contents(p->report->files, file);
    json_textn(p->arena, added, "text", text.data, text.len);
    return p->numbers.len - 1;
}

static void add_place(struct printer *p, cJSON *object, struct src_loc loc)
{
    if (!loc.file)
        return;
    cJSON *place = json_member(object, "place");
    json_number(place, "file", number_of(p, loc.file));
    json_number(place, "line", loc.line);
    json_number(place, "column", loc.column);
}

/* ---- tables */

struct word {
    const char *name, *text;
};

static const struct word activities[] = {
#define ACTIVITY(id, name, text) {name, text},
#include "report/activities.def"
};

static const struct word verdicts[] = {
#define VERDICT(id, name, text) {name, text},
#include "report/verdicts.def"
};

static const char *const roles[] = {"source", "call", "flow", "cut", "sink"};

static void add_words(struct printer *p, cJSON *root, const char *key, const struct word *words,
                      size_t count)
{
    cJSON *list = json_array(root, key);
    for (size_t i = 0; i < count; i++) {
        cJSON *entry = json_element(list);
        json_text(p->arena, entry, "name", words[i].name);
        json_text(p->arena, entry, "text", words[i].text);
    }
}

static void add_decision_words(struct printer *p, cJSON *root)
{
    struct word words[DECISION_COUNT];
    for (int i = 0; i < DECISION_COUNT; i++)
        words[i] = (struct word){decision_name((enum decision_kind)i),
                                 decision_text((enum decision_kind)i)};
    add_words(p, root, "decisions", words, DECISION_COUNT);
}

static void add_decisions(cJSON *object, unsigned decisions)
{
    cJSON *list = json_array(object, "decisions");
    for (unsigned i = 0; i < DECISION_COUNT; i++)
        if (decisions >> i & 1U)
            add_index(list, i);
}

/* ---- losses */

static void add_steps(struct printer *p, cJSON *object, const struct report_parameter *parameter)
{
    cJSON *path = json_array(object, "path");
    for (size_t i = 0; i < parameter->path.len; i++) {
        const struct report_step *step = &parameter->path.data[i];
        cJSON *entry = json_element(path);
        json_text(p->arena, entry, "role", roles[step->role]);
        json_text(p->arena, entry, "text", step->text);
        add_place(p, entry, step->loc);
    }
}

static void add_parameters(struct printer *p, cJSON *object, const char *key,
                           const struct report_parameter *parameters, size_t count)
{
    cJSON *list = json_array(object, key);
    for (size_t i = 0; i < count; i++) {
        cJSON *entry = json_element(list);
        json_text(p->arena, entry, "name", parameters[i].name);
        json_number(entry, "verdict", parameters[i].verdict);
        json_text(p->arena, entry, "reason", parameters[i].reason);
        add_place(p, entry, parameters[i].loc);
        add_steps(p, entry, &parameters[i]);
        if (parameters[i].field_count)
            add_parameters(p, entry, "fields", parameters[i].fields, parameters[i].field_count);
    }
}

/* Nothing where all that is known is the type; the ends of the type count as infinite. */
static const char *range_text(struct printer *p, const struct report_value *value)
{
    struct text text = {.arena = p->arena};
    struct interval shown = value->range;
    if (interval_is_empty(shown) || interval_equals(shown, value->widest))
        return NULL;
    shown.lo = shown.lo > value->widest.lo ? shown.lo : -INFINITY;
    shown.hi = shown.hi < value->widest.hi ? shown.hi : INFINITY;
    interval_print(shown, &text);
    return text_string(&text);
}

static void value_data(struct printer *p, cJSON *list, const struct report_value *value)
{
    cJSON *entry = json_element(list);
    json_text(p->arena, entry, "name", value->name);
    json_text(p->arena, entry, "type", value->type);
    json_text(p->arena, entry, "range", range_text(p, value));
    json_number(entry, "activity", value->activity);
    add_place(p, entry, value->loc);
    add_decisions(entry, value->decisions);
}

static void line_data(cJSON *list, uint32_t number, const struct report_line *line)
{
    cJSON *entry = json_element(list);
    json_number(entry, "line", number);
    json_number(entry, "activity", line->activity);
    add_decisions(entry, line->decisions);
    cJSON *values = json_array(entry, "values");
    for (size_t i = 0; i < line->values.len; i++)
        add_index(values, line->values.data[i]->index);
}

static void sheet_data(struct printer *p, cJSON *list, const struct report_sheet *sheet)
{
    cJSON *entry = json_element(list);
    json_number(entry, "file", number_of(p, sheet->file));
    cJSON *lines = json_array(entry, "lines");
    for (uint32_t i = 0; i < sheet->count; i++)
        if (sheet->lines[i].is_used)
            line_data(lines, i + 1, &sheet->lines[i]);
}

static void loss_data(struct printer *p, cJSON *list, const struct report_loss *loss)
{
    cJSON *entry = json_element(list);
    json_text(p->arena, entry, "name", loss->name);
    json_bool(entry, "broken", loss->is_broken);
    add_place(p, entry, loss->loc);
    add_parameters(p, entry, "parameters", loss->parameters, loss->parameter_count);
    cJSON *values = json_array(entry, "values");
    for (size_t i = 0; i < loss->values.len; i++)
        value_data(p, values, loss->values.data[i]);
    cJSON *sheets = json_array(entry, "sheets");
    for (size_t i = 0; i < loss->sheets.len; i++)
        sheet_data(p, sheets, &loss->sheets.data[i]);
}

/* ---- diagnostics */

static void message_data(struct printer *p, cJSON *entry, const struct diag_message *message)
{
    json_text(p->arena, entry, "message", diag_message_text(p->arena, message));
    add_place(p, entry, message->loc);
}

static void diag_data(struct printer *p, cJSON *list, const struct diag *d)
{
    cJSON *entry = json_element(list);
    json_text(p->arena, entry, "id", d->option);
    json_text(p->arena, entry, "severity", diag_severity_word(d->severity));
    message_data(p, entry, &d->head);
    cJSON *notes = json_array(entry, "notes");
    for (size_t i = 0; i < d->notes.len; i++)
        message_data(p, json_element(notes), &d->notes.data[i]);
}

/* ---- all of it */

/* In JSON '<' stands only in strings; escaped, nothing in it can end or open an element. */
static void add_escaped(struct text *out, const char *json)
{
    for (; *json; json++) {
        if (*json == '<')
            text_add(out, "\\u003c");
        else
            text_addc(out, *json);
    }
}

void report_print_data(const struct report *report, const struct diag_engine *engine,
                       const char *input, struct text *out)
{
    struct printer p = {.report = report, .arena = out->arena};
    struct text json = {.arena = out->arena};
    cJSON *root = json_object();
    json_text(p.arena, root, "input", input);
    add_words(&p, root, "activities", activities, ACTIVITY_COUNT);
    add_words(&p, root, "verdicts", verdicts, VERDICT_COUNT);
    add_decision_words(&p, root);
    p.files = json_array(root, "files");
    (void)number_of(&p, src_files_add(report->files, input));
    cJSON *losses = json_array(root, "losses");
    for (size_t i = 0; i < report->losses.len; i++)
        loss_data(&p, losses, report->losses.data[i]);
    cJSON *diagnostics = json_array(root, "diagnostics");
    for (size_t i = 0; i < engine->emitted.len; i++)
        diag_data(&p, diagnostics, engine->emitted.data[i]);
    json_finish(root, &json);
    add_escaped(out, text_string(&json));
}
