"""lit's configuration for gradc's tests; the paths come from lit.site.cfg.py of the build folder."""
import os

import lit.formats

config.name = "gradc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".gir", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt", "tools", "check_gradient.c", "judge.c"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.gradc_test_exec_root

# FileCheck, not, count and split-file are found by name.
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, config.environment["PATH"]])
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

if os.path.exists(config.clang):
    config.available_features.add("clang")
if config.sanitize:
    config.available_features.update({"asan", "ubsan"})

# Longer names first: a substitution is a plain replacement from left to right.
config.substitutions += [
    ("%gradc_include", os.path.join(config.gradc_source_root, "runtime", "include")),
    ("%gradc_version", config.gradc_version),
    ("%gradc", config.gradc),
    ("%diag_tool", os.path.join(config.gradc_build_root, "test", "bin", "diag_tool")),
    ("%exits", config.python + " " + os.path.join(config.test_source_root, "tools", "exits.py")),
    ("%llvm_include", config.llvm_include),
    ("%compiler_root", os.path.join(config.gradc_source_root, "compiler")),
    ("%source_root", config.gradc_source_root),
    ("%build_root", config.gradc_build_root),
    ("%python", config.python),
    ("%cc", config.cc),
    ("%clang", config.clang),
]
