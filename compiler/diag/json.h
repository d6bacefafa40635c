/* JSON values, made with cJSON: every text is made valid UTF-8, and no failure goes unseen. */
#ifndef GRADC_DIAG_JSON_H
#define GRADC_DIAG_JSON_H

#include "support/text.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* A root; json_finish releases it. */
cJSON *json_object(void);

/* Members of an object. A NULL text adds none. The arena is for the repaired copy. */
void json_text(struct arena *arena, cJSON *object, const char *key, const char *text);
void json_textn(struct arena *arena, cJSON *object, const char *key, const char *text, size_t len);
void json_number(cJSON *object, const char *key, size_t number);
void json_bool(cJSON *object, const char *key, bool value);
cJSON *json_member(cJSON *object, const char *key);
cJSON *json_array(cJSON *object, const char *key);

/* Elements of an array. */
cJSON *json_element(cJSON *array);

/* Adds the root to `out` as one line, and releases it. */
void json_finish(cJSON *root, struct text *out);

#endif
