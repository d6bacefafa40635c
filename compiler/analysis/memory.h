/* Which memory may be the same, and what still holds its value later.
 *
 * Sound for moving and repeating loads: where nothing is known, memory may be the same. Objects of
 * the caller may overlap unless a parameter is `restrict` or the types of the accesses differ (C17
 * 6.5p7); slots and allocations are apart from all else until their address gets out. */
#ifndef GRADC_ANALYSIS_MEMORY_H
#define GRADC_ANALYSIS_MEMORY_H

#include "analysis/cells.h"

struct memory;

/* Lives in `arena`, as long as `func` does not change. Numbers the operations (ir_number_ops). */
struct memory *memory_build(struct arena *arena, const struct ir_func *func,
                            struct cell_map *cells);

/* Whether what is read through `address` at `reader` (a LOAD, or a COPY for its source) is still
 * there, unchanged, when `scope` ends, for each execution of `reader` within one execution of
 * `scope`, and until whatever follows `scope` writes. */
bool memory_survives(const struct memory *memory, const struct ir_op *reader,
                     const struct ir_value *address, const struct ir_region *scope);

/* The operation that may change it before then: a write, a FREE or a call; NULL where there is
 * none. */
const struct ir_op *memory_overwriter(const struct memory *memory, const struct ir_op *reader,
                                      const struct ir_value *address,
                                      const struct ir_region *scope);

/* Whether two pointers may point into one object, whatever the caller's pointers do. */
bool memory_shares_object(const struct memory *memory, const struct ir_value *x,
                          const struct ir_value *y);

/* Where memory_survives says no, and only because an object of the caller's may overlap another:
 * the first write that may change what is read. NULL otherwise. */
const struct ir_op *memory_only_alias(const struct memory *memory, const struct ir_op *reader,
                                      const struct ir_value *address,
                                      const struct ir_region *scope);

/* Whether all that `address` may point to was made within `scope`, anew for each execution. */
bool memory_is_private(const struct memory *memory, const struct ir_value *address,
                       const struct ir_region *scope);

/* Whether nothing that `address` may point to was made within `scope`. */
bool memory_is_foreign(const struct memory *memory, const struct ir_value *address,
                       const struct ir_region *scope);

#endif
