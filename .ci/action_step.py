"""Prints the script of a step of an action: action_step.py FILE STEP."""

import sys

from ruamel.yaml import YAML

file, name = sys.argv[1:]
with open(file, encoding="utf-8") as text:
    steps = YAML(typ="safe").load(text)["runs"]["steps"]
print(next(step["run"] for step in steps if step.get("id") == name))
