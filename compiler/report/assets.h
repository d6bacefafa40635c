/* The page without its data: report.html with the style and the scripts in it, as CMake makes it
 * when gradc is built (compiler/cmake/EmbedReport.cmake). The data goes between head and tail. */
#ifndef GRADC_REPORT_ASSETS_H
#define GRADC_REPORT_ASSETS_H

#include <stddef.h>

extern const unsigned char report_page_head[], report_page_tail[];
extern const size_t report_page_head_size, report_page_tail_size;

#endif
