/* What a loss is differentiated by: its marked parameters and globals, divided into leaves. */
#ifndef GRADC_ANALYSIS_SUBJECTS_H
#define GRADC_ANALYSIS_SUBJECTS_H

#include "analysis/value_flow.h"

#define SUBJECT_NO_NODE UINT32_MAX

/* A real scalar or array of them within a subject. */
struct subject_leaf {
    const char *field;  /* "layer.w"; "" for the subject itself */
    struct src_loc loc; /* of the field, or of the subject */
    uint32_t node;      /* SUBJECT_NO_NODE when nothing ever touches it */
};

struct subject {
    const char *name;
    struct src_loc loc;
    VEC(struct subject_leaf) leaves;
};

struct subject_list {
    struct subject *data;
    size_t len, cap;
};

/* In the order of declaration: parameters, then those globals that the function uses. */
struct subject_list subjects_of(struct arena *arena, const struct ir_module *module,
                                const struct flow_graph *graph);

/* Whether an object of this type can carry a gradient: reals in it, or behind pointers in it. */
bool subject_type_is_real(const struct ir_type *type);

#endif
