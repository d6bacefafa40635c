"""Prints what a report's page holds, a line each, for FileCheck: report_data.py FILE.html"""
import json
import pathlib
import re
import sys

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.S)


def place(entry, files):
    at = entry.get("place")
    return f"{pathlib.PurePath(files[at['file']]['path']).name}:{at['line']}" if at else "nowhere"


def named(words, indices):
    return " ".join(words[i]["name"] for i in indices)


def print_parameter(data, name, parameter):
    verdict = data["verdicts"][parameter["verdict"]]["name"]
    reason = f": {parameter['reason']}" if "reason" in parameter else ""
    print(f"parameter {name}: {verdict}{reason}, at {place(parameter, data['files'])}")
    for step in parameter["path"]:
        print(f"  {step['role']} {place(step, data['files'])} {step['text']}".rstrip())
    for field in parameter.get("fields", []):
        print_parameter(data, f"{name}.{field['name']}", field)


def print_loss(data, loss):
    print(f"loss {loss['name']} at {place(loss, data['files'])}{' broken' * loss['broken']}")
    for parameter in loss["parameters"]:
        print_parameter(data, parameter["name"], parameter)
    for sheet in loss["sheets"]:
        path = pathlib.PurePath(data["files"][sheet["file"]]["path"]).name
        for line in sheet["lines"]:
            activity = data["activities"][line["activity"]]["name"]
            print(f"line {path}:{line['line']} {activity} "
                  f"{named(data['decisions'], line['decisions'])}".rstrip())
    for value in loss["values"]:
        activity = data["activities"][value["activity"]]["name"]
        kind = f"{value['type']} in {value['range']}" if "range" in value else value["type"]
        print(f"value {value['name']} {kind} {activity} {place(value, data['files'])} "
              f"{named(data['decisions'], value['decisions'])}".rstrip())


def print_message(data, kind, entry):
    print(f"{kind} {place(entry, data['files'])} {entry['message']}")


def main(path):
    page = pathlib.Path(path).read_text(encoding="utf-8")
    blocks = DATA.findall(page)
    assert len(blocks) == 1, "the page must hold its data once"
    data = json.loads(blocks[0])
    for loss in data["losses"]:
        print_loss(data, loss)
    for diagnostic in data["diagnostics"]:
        print_message(data, f"{diagnostic['severity']} {diagnostic['id']}", diagnostic)
        for note in diagnostic["notes"]:
            print_message(data, "  note", note)
    for file in data["files"]:
        print(f"file {pathlib.PurePath(file['path']).name}: {len(file['text'].splitlines())} lines")


main(sys.argv[1])
