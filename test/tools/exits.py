"""Runs a command and checks its exit code: exits.py CODE COMMAND..."""
import subprocess
import sys

expected, command = int(sys.argv[1]), sys.argv[2:]
code = subprocess.run(command).returncode
if code != expected:
    sys.exit(f"exit code {code}, not {expected}: {' '.join(command)}")
