/* The diagnostics of a run as one SARIF 2.1.0 document. Numbers in comments are its sections. */
#include "diag/pages.h"
#include "diag/sarif_parts.h"

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

static const char *level_of(enum diag_severity severity)
{
    return severity == DIAG_SEVERITY_REMARK ? "note" : diag_severity_word(severity);
}

/* The message of a row with an ellipsis for each argument. */
static const char *describe_row(struct arena *arena, const struct diag_row *row)
{
    struct text text = {.arena = arena};
    for (const char *p = row->format; *p; p++) {
        bool is_argument = *p == '%' && p[1] != '%';
        if (*p == '%')
            p++;
        if (is_argument)
            text_add(&text, "...");
        else
            text_addc(&text, *p);
    }
    return text_string(&text);
}

static void add_rule(struct arena *arena, cJSON *rules, enum diag_id id)
{
    const struct diag_row *row = diag_row(id);
    const struct diag_level *level = diag_level(row->level);
    cJSON *rule = json_element(rules);
    json_text(arena, rule, "id", row->name);
    sarif_message(arena, rule, "shortDescription", describe_row(arena, row));
    const char *summary = pages_summary(arena, row->name);
    if (summary)
        sarif_message(arena, rule, "fullDescription", summary);
    cJSON *configuration = json_member(rule, "defaultConfiguration");
    json_bool(configuration, "enabled", level->enabled);
    json_text(arena, configuration, "level", level_of(level->severity));
}

static void add_tool(struct arena *arena, cJSON *run)
{
    cJSON *driver = json_member(json_member(run, "tool"), "driver");
    json_text(arena, driver, "name", "gradc");
    json_text(arena, driver, "version", GRADC_VERSION);
    cJSON *rules = json_array(driver, "rules");
    for (unsigned id = 0; id < DIAG_COUNT; id++)
        add_rule(arena, rules, (enum diag_id)id);
}

/* A run that found errors in the source has succeeded; one that could not read it has not
 * (3.20.14). */
static void add_invocation(cJSON *run, int exit_code)
{
    cJSON *invocation = json_element(json_array(run, "invocations"));
    json_bool(invocation, "executionSuccessful", exit_code <= 1);
    json_number(invocation, "exitCode", (size_t)exit_code);
}

static void add_logical_location(struct arena *arena, cJSON *locations, const char *name,
                                 const char *kind)
{
    if (!name)
        return;
    cJSON *location = json_element(locations);
    json_text(arena, location, "name", name);
    json_text(arena, location, "kind", kind);
}

static void add_location(struct diag_engine *engine, cJSON *result, const struct diag *d)
{
    const struct diag_subject *subject = &d->subject;
    if (!d->head.loc.file && !subject->loss && !subject->parameter)
        return;
    cJSON *location = json_element(json_array(result, "locations"));
    sarif_physical_location(engine, location, &d->head);
    if (!subject->loss && !subject->parameter)
        return;
    cJSON *logical = json_array(location, "logicalLocations");
    add_logical_location(engine->arena, logical, subject->loss, "function");
    add_logical_location(engine->arena, logical, subject->parameter, "parameter");
}

static void add_note(struct diag_engine *engine, cJSON *location,
                     const struct diag_message *message)
{
    sarif_physical_location(engine, location, message);
    sarif_message(engine->arena, location, "message", message->text);
}

/* The path as one flow (3.36); its cut is what the user must see (3.38.13). */
static void add_flow(struct diag_engine *engine, cJSON *result, const struct diag *d)
{
    if (!d->steps)
        return;
    cJSON *flow = json_element(json_array(result, "codeFlows"));
    cJSON *thread = json_element(json_array(flow, "threadFlows"));
    cJSON *locations = json_array(thread, "locations");
    for (size_t i = 0; i < d->notes.len; i++) {
        const struct diag_message *note = &d->notes.data[i];
        if (!note->step)
            continue;
        cJSON *step = json_element(locations);
        add_note(engine, json_member(step, "location"), note);
        json_text(engine->arena, step, "importance",
                  note->role == DIAG_ROLE_CUT ? "essential" : "important");
    }
}

static void add_related(struct diag_engine *engine, cJSON *result, const struct diag *d)
{
    if (d->notes.len == d->steps)
        return;
    cJSON *related = json_array(result, "relatedLocations");
    for (size_t i = 0; i < d->notes.len; i++)
        if (!d->notes.data[i].step)
            add_note(engine, json_element(related), &d->notes.data[i]);
}

/* Those of notes as well: a fix is a proposal here, and its description says what it is for. */
static void add_fixes(struct diag_engine *engine, cJSON *result, const struct diag *d)
{
    cJSON *fixes = json_array(result, "fixes");
    sarif_fix(engine, fixes, &d->head);
    for (size_t i = 0; i < d->notes.len; i++)
        sarif_fix(engine, fixes, &d->notes.data[i]);
}

static void add_result(struct diag_engine *engine, cJSON *results, const struct diag *d)
{
    cJSON *result = json_element(results);
    json_text(engine->arena, result, "ruleId", diag_id_name(d));
    if (d->id < DIAG_COUNT)
        json_number(result, "ruleIndex", d->id);
    json_text(engine->arena, result, "level", level_of(d->severity));
    sarif_message(engine->arena, result, "message", d->head.text);
    add_location(engine, result, d);
    add_flow(engine, result, d);
    add_related(engine, result, d);
    add_fixes(engine, result, d);
}

void diag_render_sarif(struct diag_engine *engine, int exit_code, struct text *out)
{
    cJSON *document = json_object();
    json_text(engine->arena, document, "$schema", SCHEMA);
    json_text(engine->arena, document, "version", "2.1.0");
    cJSON *run = json_element(json_array(document, "runs"));
    add_tool(engine->arena, run);
    add_invocation(run, exit_code);
    json_text(engine->arena, run, "columnKind", "unicodeCodePoints");
    cJSON *results = json_array(run, "results");
    for (size_t i = 0; i < engine->emitted.len; i++)
        add_result(engine, results, engine->emitted.data[i]);
    json_finish(document, out);
}
