# Writes the pages as a C table: cmake -DFOLDER=... -DOUTPUT=... -P EmbedPages.cmake
#
# As arrays of bytes: C limits the length of string literals.
file(GLOB _pages ${FOLDER}/*.md)
list(FILTER _pages EXCLUDE REGEX "/(README|index)\\.md$") # lists of pages
list(SORT _pages)
set(_arrays "")
set(_rows "")
foreach(_page IN LISTS _pages)
  get_filename_component(_name ${_page} NAME_WE)
  string(MAKE_C_IDENTIFIER "page_${_name}" _identifier)
  file(READ ${_page} _hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" _hex "${_hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," _bytes "${_hex}")
  string(APPEND _arrays "static const unsigned char ${_identifier}[] = {\n${_bytes}\n};\n")
  string(APPEND _rows "    {\"${_name}\", ${_identifier}, sizeof ${_identifier}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"diag/pages.h\"\n\n${_arrays}
const struct page pages_all[] = {\n${_rows}    {NULL, NULL, 0},\n};\n")
