/* Derivatives that the user wrote: functions marked GRADC_VJP or GRADC_JVP. */
#ifndef GRADC_FRONTEND_REGISTRATION_H
#define GRADC_FRONTEND_REGISTRATION_H

#include "frontend/lower.h"

/* Which way a derivative goes, backward or forward, and so what it is like. */
struct registration_form;
extern const struct registration_form registration_vjp, registration_jvp;

/* Remembers a declaration that is marked as a derivative of this form. */
void registration_add(struct lower_state *l, CXCursor derivative,
                      const struct registration_form *form);

/* Gives a function that is called its registered derivatives, those that fit. */
void registration_attach(struct lower_state *l, struct lower_func *func, CXCursor decl);

/* Reports registrations of a unit that fit no function, and those that no loss uses. To be called
 * last. */
void registration_finish(struct lower_state *l);

#endif
