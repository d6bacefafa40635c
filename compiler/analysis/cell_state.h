/* The points-to analysis's own state, shared by its parts. */
#ifndef GRADC_ANALYSIS_CELL_STATE_H
#define GRADC_ANALYSIS_CELL_STATE_H

#include "analysis/cells.h"

struct cell_map {
    bool *is_used; /* by value id: in another way than as the base of a step */
    struct arena *arena;
    const struct ir_func *func;
    cell_list cells;
    cell_list globals;
    cell_list *sets;   /* by value id */
    cell_list *stacks; /* by number: what was pushed */
    uint32_t mark;     /* the last that was given to cells */
    bool changed;
};

/* ---- cells.c */

struct cell *cell_add(struct cell_map *map, struct cell cell);
void cell_add_target(struct cell_map *map, cell_list *set, struct cell *cell);
void cell_add_targets(struct cell_map *map, cell_list *set, const cell_list *added);
/* Makes a pointer that points to an object of its own, where it points nowhere yet. */
void cell_originate(struct cell_map *map, const struct ir_value *pointer);
bool cell_is_from_outside(const struct cell *cell);
void cell_see_pointee(struct cell_map *map, struct cell *cell, const struct ir_type *content);
void cell_see_pointees(struct cell_map *map, struct cell *cell);

/* ---- cell_calls.c */

void cell_see_call(struct cell_map *map, const struct ir_op *op);

#endif
