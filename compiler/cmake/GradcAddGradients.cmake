# gradc_add_gradients(<target> SOURCES <file>... [WITH <file>...] [AMALGAMATE] [OPTIONS <option>...])
#
# Has gradc differentiate each source when <target> is built, adds the generated files to the target
# and their folder to its include path, so that "loss.grad.h" can be included. The sources see the
# target's own include directories, definitions and C standard, and the gradients are made anew when
# a header that they include changes. WITH names files that define what the sources call; a source that
# stands there too is left out of its own list. The gradients are made anew when they or their headers
# change. OPTIONS go to gradc as they stand. With AMALGAMATE the generated files include their sources
# and take their place in the target, so that gradients can use statics.
#
# Needs the target gradc::gradc, from gradc's own build or from find_package(gradc).
include_guard(GLOBAL)

function(gradc_add_gradients target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "AMALGAMATE" "" "SOURCES;WITH;OPTIONS")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "gradc_add_gradients: '${target}' is not a target")
  endif()
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR
      "gradc_add_gradients(<target> SOURCES <file>... [WITH <file>...] [AMALGAMATE] "
      "[OPTIONS <option>...])")
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target}.gradients)
  set(includes $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  set(definitions $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
  set(standard $<TARGET_PROPERTY:${target},C_STANDARD>)
  set(others)
  foreach(other IN LISTS arg_WITH)
    cmake_path(ABSOLUTE_PATH other NORMALIZE)
    list(APPEND others ${other})
  endforeach()
  list(REMOVE_DUPLICATES others)
  foreach(source IN LISTS arg_SOURCES)
    cmake_path(ABSOLUTE_PATH source NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(GET path STEM LAST_ONLY stem)
    cmake_path(GET path PARENT_PATH source_folder)
    set(output ${folder}/${stem}.grad)
    if(output IN_LIST outputs)
      message(FATAL_ERROR "gradc_add_gradients: two sources of '${target}' are named '${stem}.c'")
    endif()
    list(APPEND outputs ${output})
    set(with ${others})
    list(REMOVE_ITEM with ${path})
    set(with_options ${with})
    list(TRANSFORM with_options PREPEND --with=)
    add_custom_command(
      OUTPUT ${output}.c ${output}.h
      COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
      COMMAND
        gradc::gradc ${arg_OPTIONS} ${with_options} "$<$<BOOL:${arg_AMALGAMATE}>:--amalgamate>" -o ${output}.c --header=${output}.h -MD -MF ${output}.d ${path}
        "$<$<BOOL:${standard}>:-std=gnu${standard}>"
        "$<$<BOOL:${includes}>:-I$<JOIN:${includes},;-I>>"
        "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
      DEPENDS gradc::gradc ${path} ${with}
      DEPFILE ${output}.d
      COMMENT "Differentiating ${stem}.c"
      COMMAND_EXPAND_LISTS VERBATIM)
    target_sources(${target} PRIVATE ${output}.c ${output}.h)
    if(arg_AMALGAMATE)
      set_source_files_properties(${path} PROPERTIES HEADER_FILE_ONLY ON)
    endif()
    # The generated file includes the headers of its source.
    target_include_directories(${target} PRIVATE ${folder} ${source_folder})
  endforeach()
endfunction()
