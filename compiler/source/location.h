/* Places in source files, as small values that every IR operation carries. */
#ifndef GRADC_SOURCE_LOCATION_H
#define GRADC_SOURCE_LOCATION_H

#include <stdint.h>

/* Line and column count from 1, columns in bytes. `file` is an index that the source manager
 * (source/files.h) gave out, 0 meaning "no place". What a macro makes is placed at its use. */
struct src_loc {
    uint32_t file, line, column;
    uint32_t macro; /* for src_files_spelling; 0 for what no macro made */
};

#endif
