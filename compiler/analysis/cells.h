/* Memory as a diagnostic sees it: cells, and which of them a pointer may point to.
 *
 * A cell is an object (what a parameter points to, a slot, an allocation, a global), or a part of
 * one: a field of a cell, or what a pointer kept in a cell points to. All elements of an array are
 * one cell. Points-to sets are those of the whole function, whatever the order of its operations,
 * so they may say too much and never too little, provided that on entry no two pointers of the
 * caller's, in parameters or in memory, point to the same object unless their types make them
 * elements of one list or tree. Good enough to judge which paths exist; not to move code by. */
#ifndef GRADC_ANALYSIS_CELLS_H
#define GRADC_ANALYSIS_CELLS_H

#include "ir/ir.h"

struct cell;
typedef VEC(struct cell *) cell_list;

enum cell_kind {
    CELL_OBJECT,  /* `origin` is the pointer to it: parameter, slot, allocation, call */
    CELL_GLOBAL,  /* `global` */
    CELL_FIELD,   /* field `field` of `parent` */
    CELL_POINTEE, /* what the pointer in `parent` points to on entry */
};

struct cell {
    enum cell_kind kind;
    struct cell *parent;
    const struct ir_value *origin;
    const struct ir_global *global;
    unsigned field;
    const struct ir_type *type; /* of the content, arrays taken off */
    uint32_t index;             /* dense within the map */
    cell_list parts;            /* fields and pointees */
    cell_list targets;          /* that a pointer kept here may point to, on entry or later */
    struct cell *entry;         /* the target on entry, when it has been asked for */
    bool is_left;               /* a pointer to this field may walk into what is around it */
    bool is_filled;             /* a call may have stored pointers here */
    bool is_foreign;            /* a call that knows of no shadows may have */
    uint32_t mark;              /* of the search that came by last */
};

/* What a call that is left may read and write: all that its arguments lead to, and the globals
 * that the callee may know. */
struct cell_reach {
    cell_list read, written; /* `written` is part of `read` */
};

struct cell_map;

/* The cells of `func`; lives in `arena`. */
struct cell_map *cells_build(struct arena *arena, const struct ir_func *func);

size_t cells_count(const struct cell_map *map);
struct cell *cells_at(const struct cell_map *map, size_t index);

/* What a pointer may point to. */
const cell_list *cells_of(const struct cell_map *map, const struct ir_value *pointer);

struct cell_reach cells_reached(struct cell_map *map, const struct ir_op *call);

/* The cell of a global, or NULL when the function does not use it. */
struct cell *cells_of_global(const struct cell_map *map, const struct ir_global *global);

/* The part of a cell that holds its field; made when it is not there yet. */
struct cell *cells_field(struct cell_map *map, struct cell *cell, unsigned field);

/* Makes the cells of all fields of a cell, and of their fields, down to scalars. */
void cells_expand(struct cell_map *map, struct cell *cell);

/* A type without the arrays around it. */
const struct ir_type *cells_content_type(const struct ir_type *type);

#endif
