/* The thin layer over cJSON. It fails only for want of memory, which is a fault. */
#include "diag/json.h"

#include "support/fault.h"
#include "support/utf8.h"

#include <string.h>

static cJSON *made(cJSON *value)
{
    GRADC_ASSERT(value);
    return value;
}

cJSON *json_object(void)
{
    return made(cJSON_CreateObject());
}

void json_textn(struct arena *arena, cJSON *object, const char *key, const char *text, size_t len)
{
    (void)made(cJSON_AddStringToObject(object, key, utf8_clean(arena, text, len)));
}

void json_text(struct arena *arena, cJSON *object, const char *key, const char *text)
{
    if (text)
        json_textn(arena, object, key, text, strlen(text));
}

void json_number(cJSON *object, const char *key, size_t number)
{
    (void)made(cJSON_AddNumberToObject(object, key, (double)number));
}

void json_bool(cJSON *object, const char *key, bool value)
{
    (void)made(cJSON_AddBoolToObject(object, key, value));
}

cJSON *json_member(cJSON *object, const char *key)
{
    return made(cJSON_AddObjectToObject(object, key));
}

cJSON *json_array(cJSON *object, const char *key)
{
    return made(cJSON_AddArrayToObject(object, key));
}

cJSON *json_element(cJSON *array)
{
    cJSON *element = json_object();
    GRADC_ASSERT(cJSON_AddItemToArray(array, element));
    return element;
}

void json_finish(cJSON *root, struct text *out)
{
    char *line = cJSON_PrintUnformatted(root);
    GRADC_ASSERT(line);
    text_add(out, line);
    text_addc(out, '\n');
    cJSON_free(line);
    cJSON_Delete(root);
}
