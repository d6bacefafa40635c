# Finds libclang's C API and the LLVM tools that the tests use.
#
# LLVM_ROOT, when set, is searched first. Defines LibClang::LibClang, FILECHECK_EXE, NOT_EXE and
# LIT_EXE. LLVM's own package configurations are not used: they want the whole of llvm-dev.
set(_llvm_roots ${LLVM_ROOT})
foreach(major 19 20 21 22)
  list(APPEND _llvm_roots /usr/lib/llvm-${major})
endforeach()
find_path(LibClang_INCLUDE_DIR clang-c/Index.h PATHS ${_llvm_roots} PATH_SUFFIXES include
          NO_DEFAULT_PATH)
get_filename_component(_llvm_prefix "${LibClang_INCLUDE_DIR}" DIRECTORY)
find_library(LibClang_LIBRARY NAMES clang PATHS ${_llvm_prefix}/lib NO_DEFAULT_PATH)
find_program(FILECHECK_EXE FileCheck PATHS ${_llvm_prefix}/bin NO_DEFAULT_PATH)
find_program(NOT_EXE not PATHS ${_llvm_prefix}/bin NO_DEFAULT_PATH)
find_program(LIT_EXE NAMES lit.py lit PATHS ${_llvm_prefix}/build/utils/lit ${_llvm_prefix}/bin
             NO_DEFAULT_PATH)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClang DEFAULT_MSG LibClang_LIBRARY LibClang_INCLUDE_DIR)
if(LibClang_FOUND AND NOT TARGET LibClang::LibClang)
  add_library(LibClang::LibClang SHARED IMPORTED)
  set_target_properties(LibClang::LibClang PROPERTIES IMPORTED_LOCATION "${LibClang_LIBRARY}"
                        INTERFACE_INCLUDE_DIRECTORIES "${LibClang_INCLUDE_DIR}")
endif()
mark_as_advanced(LibClang_INCLUDE_DIR LibClang_LIBRARY FILECHECK_EXE NOT_EXE LIT_EXE)
