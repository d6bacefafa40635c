/* The pieces of a SARIF document that stand in more than one place of it. */
#ifndef GRADC_DIAG_SARIF_PARTS_H
#define GRADC_DIAG_SARIF_PARTS_H

#include "diag/json.h"
#include "diag/record.h"

/* A message object under `key`. */
void sarif_message(struct arena *arena, cJSON *object, const char *key, const char *text);

/* The physical location of a message as a member of `location`; none when it has no place. */
void sarif_physical_location(struct diag_engine *engine, cJSON *location,
                             const struct diag_message *message);

/* A fix for the array `fixes`, when the message proposes changes. */
void sarif_fix(struct diag_engine *engine, cJSON *fixes, const struct diag_message *message);

#endif
