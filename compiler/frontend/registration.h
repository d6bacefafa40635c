/* Derivatives that the user wrote: functions marked GRADC_VJP. */
#ifndef GRADC_FRONTEND_REGISTRATION_H
#define GRADC_FRONTEND_REGISTRATION_H

#include "frontend/lower.h"

/* Remembers a declaration marked ANNOTATION_VJP. */
void registration_add(struct lower_state *l, CXCursor derivative);

/* Gives a function that is called its registered derivative, if there is one that fits. */
void registration_attach(struct lower_state *l, struct lower_func *func, CXCursor decl);

/* Reports registrations that fit no function, and those that no loss uses. To be called last. */
void registration_finish(struct lower_state *l);

#endif
