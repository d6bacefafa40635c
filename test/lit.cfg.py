"""lit's configuration for gradc's tests; the paths come from lit.site.cfg.py of the build folder."""
import os
import shutil
import subprocess

import lit.formats

config.name = "gradc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".gir", ".test"]
config.excludes = ["Inputs", "schemas", "CMakeLists.txt", "tools", "corpus", "check_gradient.c",
                   "check_matrix.c", "judge.c", "library.c", "fuzz_ir.c"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.gradc_test_exec_root

# FileCheck, not, count and split-file are found by name.
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, config.environment["PATH"]])
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

if os.path.exists(config.clang):
    config.available_features.add("clang")
# What gradients of test/e2e are compiled by, and how: see check_construct.sh.
sanitizer = config.clang if "clang" in config.available_features else config.cc
config.e2e_builds = f"{config.cc}:optimised {sanitizer}:sanitized"
if config.sanitize:
    config.available_features.update({"asan", "ubsan"})

# Longer names first: a substitution is a plain replacement from left to right.
config.substitutions += [
    ("%gradc_include", os.path.join(config.gradc_source_root, "runtime", "include")),
    ("%gradc_version", config.gradc_version),
    ("%gradc", config.gradc),
    ("%diag_tool", os.path.join(config.gradc_build_root, "test", "bin", "diag_tool")),
    ("%exits", config.python + " " + os.path.join(config.test_source_root, "tools", "exits.py")),
    ("%check_json", config.python + " " + os.path.join(config.test_source_root, "tools", "check_json.py")),
    ("%json_schema", os.path.join(config.gradc_source_root, "docs", "diagnostics", "schema.json")),
    ("%sarif_schema", os.path.join(config.test_source_root, "diag", "schemas", "sarif-schema-2.1.0.json")),
    ("%llvm_include", config.llvm_include),
    ("%compiler_root", os.path.join(config.gradc_source_root, "compiler")),
    ("%source_root", config.gradc_source_root),
    ("%build_root", config.gradc_build_root),
    ("%python", config.python),
    ("%cc", config.cc),
    ("%clang", config.clang),
    ("%sanitizer", sanitizer),
]

# Calls of BLAS in test/e2e/blas are run with OpenBLAS.
def has_openblas():
    probe = "#include <cblas.h>\nint main(void) { return cblas_dasum(0, 0, 1) > 0.0; }\n"
    command = [config.cc, "-x", "c", "-", "-lopenblas", "-o", os.devnull]
    return subprocess.run(command, input=probe, text=True, stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


if has_openblas():
    config.available_features.add("openblas")

# Chromium draws the pages of test/report.
chromium = shutil.which("chromium") or shutil.which("chromium-browser")
if chromium:
    config.available_features.add("chromium")
tools = os.path.join(config.test_source_root, "tools")
config.substitutions += [
    ("%report_data", f"{config.python} {tools}/report_data.py"),
    ("%report_page", f"{config.python} {tools}/report_page.py {chromium}"),
    ("%console", " ".join([config.python, f"{tools}/console.py", config.gradc,
                          os.path.join(config.gradc_source_root, "runtime", "include"), config.cc])),
    ("%guide", os.path.join(config.gradc_source_root, "docs", "guide")),
]
