"""Are the golden Bundles FHIR R4 in shape? Asked of fhir.resources (R4B models), which nobody here wrote.

Usage: fhir_shape.py FILE.json...   One line a file; exit code 1 when any resource in any of them is not valid, when
there is nothing to read, or when the control is not found wanting. Needs fhir.resources==8.3.0.

Checked beside the shape: a reference between two resources of one Bundle points at one that is there, ids are UUIDs,
every time has an offset, and every Observation has a value, a reason for having none, or parts.
"""

import copy
import json
import re
import sys
import uuid

from fhir.resources.R4B import get_fhir_model_class

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")
OFFSET = re.compile(r"([+-]\d\d:\d\d|Z)$")
OURS = {"QuestionnaireResponse", "Observation", "DiagnosticReport", "DocumentReference", "Provenance"}


def walk(value, path):
    yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from walk(inner, f"{path}[{place}]")


def has_value(part):
    return any(name.startswith("value") for name in part) or "dataAbsentReason" in part


def problems_of(resource, held):
    kind = resource["resourceType"]
    try:
        get_fhir_model_class(kind).model_validate(resource)
    except Exception as error:  # whatever the models raise is a fault of the resource
        yield f"{kind}: {error}"
    try:
        uuid.UUID(resource.get("id", ""))
    except ValueError:
        yield f"{kind}.id is not a UUID"
    if kind == "Observation" and not has_value(resource):
        parts = resource.get("component", [])
        if not parts or not all(has_value(part) for part in parts):
            yield f"{kind} {resource.get('code')} has neither a value nor a reason for having none"
    for path, value in walk(resource, kind):
        if isinstance(value, str) and TIME.match(value) and not OFFSET.search(value):
            yield f"{path} has no offset"
        if path.endswith(".reference") and value.split("/")[0] in OURS and value not in held:
            yield f"{path} points at {value}, which is not there"


def check(bundle):
    resources = [entry["resource"] for entry in bundle["entry"]]
    held = {f"{one['resourceType']}/{one['id']}" for one in resources}
    problems = [problem for one in resources for problem in problems_of(one, held)]
    if not problems:
        try:
            get_fhir_model_class("Bundle").model_validate(bundle)
        except Exception as error:
            problems.append(f"Bundle: {error}")
    return problems


def control(bundle):
    """The same Bundle spoilt in four ways: each has to be found."""

    def spoil(change):
        spoilt = copy.deepcopy(bundle)
        change(next(e["resource"] for e in spoilt["entry"] if e["resource"]["resourceType"] == "Observation"))
        return check(spoilt)

    spoils = {
        "a resource without its code": lambda one: one.pop("code"),
        "a status that is none": lambda one: one.update(status=["final"]),
        "an entry that R4 does not have": lambda one: one.update(observed="today"),
        "a time without an offset": lambda one: one.update(effectiveDateTime="2026-11-22T11:30:00"),
    }
    return [name for name, change in spoils.items() if not spoil(change)]


def main(files):
    failed = not files
    if not files:
        print("no Bundles were given")
    for file in files:
        with open(file, encoding="utf-8") as source:
            bundle = json.load(source)
        problems = check(bundle)
        missed = control(bundle)
        problems += [f"control: {name} was not found" for name in missed]
        print(f"{file}: {len(bundle['entry'])} resources, {len(problems)} problems")
        for problem in problems:
            print(f"  {problem}")
        failed = failed or bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
