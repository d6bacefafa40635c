"""Reads JSON documents, one a line, from standard input; checks each against a schema and against what
no schema says; prints them indented. check_json.py SCHEMA

No input is an error: a test of nothing would pass."""
import json
import re
import sys

import jsonschema

URI = re.compile(r"(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+")


def objects(value):
    """Every object within a value."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(part)


def sarif_problems(run):
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if "ruleIndex" in result and rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"ruleIndex of {result['ruleId']} is that of another rule"
    for part in objects(run):
        if "uri" in part and not URI.fullmatch(part["uri"]):
            yield f"'{part['uri']}' is no URI"
        if part.get("endColumn", 1) < part.get("startColumn", 1) and "endLine" not in part:
            yield f"{part} ends before it begins"


def problems(document, schema):
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(document):
        yield f"{error.json_path}: {error.message}"
    for run in document.get("runs", []):
        yield from sarif_problems(run)


def main(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    lines = sys.stdin.buffer.read().decode("utf-8").split("\n")
    documents = [json.loads(line) for line in lines if line]
    found = [problem for document in documents for problem in problems(document, schema)]
    for document in documents:
        print(json.dumps(document, indent=1, ensure_ascii=False))
    print("\n".join(found), file=sys.stderr)
    return bool(found) or not documents


sys.stdout.reconfigure(encoding="utf-8")
sys.exit(main(sys.argv[1]))
