# Writes the report's page as C: cmake -DFOLDER=... -DOUTPUT=... -P EmbedReport.cmake
#
# The style and the scripts go where report.html names them; its data comes between two arrays of
# bytes (C limits the length of string literals).
file(READ ${FOLDER}/report.css _css)
set(_js "")
foreach(_script highlight card report)
  file(READ ${FOLDER}/${_script}.js _text)
  string(APPEND _js "${_text}\n")
endforeach()
file(READ ${FOLDER}/report.html _page)
string(REPLACE "@CSS@" "${_css}" _page "${_page}")
string(REPLACE "@JS@" "${_js}" _page "${_page}")
string(FIND "${_page}" "@DATA@" _at)
string(SUBSTRING "${_page}" 0 ${_at} _head)
math(EXPR _at "${_at} + 6")
string(SUBSTRING "${_page}" ${_at} -1 _tail)

set(_arrays "")
foreach(_part head tail)
  string(HEX "${_${_part}}" _hex)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," _bytes "${_hex}")
  string(APPEND _arrays "const unsigned char report_page_${_part}[] = {\n${_bytes}\n};
const size_t report_page_${_part}_size = sizeof report_page_${_part};\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"report/assets.h\"\n\n${_arrays}")
