#!/usr/bin/env python3
"""Holds our arithmetic beside packages that nobody here wrote, over tens of thousands of cases.

    python3 tests/oracles/run.py            everything
    python3 tests/oracles/run.py --few      a tenth of it

Needs cargo, python3 with venv, node and npm. Installs the pinned packages under target/oracles, once. Prints one line
a comparison and exits 1 on any difference, or when a deliberate error is not noticed.

The packages run here, in processes of their own, in tests only: clincalc is AGPL and is neither linked nor shipped.
"""

import functools
import json
import os
import pathlib
import random
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOME = ROOT / "target" / "oracles"
PYTHON = HOME / "venv" / "bin" / "python"
PACKAGES = ["clincalc==0.4.0", "nhs-number==2.2.0"]
FHIRPATH = "fhirpath@4.11.0"

EDGES = {
    "rr": [8, 9, 11, 12, 20, 21, 24, 25],
    "spo2": [83, 84, 85, 86, 87, 88, 91, 92, 93, 94, 95, 96, 97],
    "sbp": [90, 91, 100, 101, 110, 111, 219, 220],
    "hr": [40, 41, 50, 51, 90, 91, 110, 111, 130, 131],
    "tenths": [350, 351, 360, 361, 380, 381, 390, 391],
}
WHOLE = {"rr": (0, 80), "spo2": (50, 100), "sbp": (30, 300), "hr": (0, 250), "tenths": (250, 450)}
PARTS = ["respiratory_rate", "spo2", "air_or_oxygen", "systolic_bp", "pulse", "consciousness", "temperature"]


def set_up():
    """Installs what is missing and starts again inside the environment."""
    wanted = "\n".join(PACKAGES + [FHIRPATH])
    mark = HOME / "installed"
    if not mark.exists() or mark.read_text() != wanted:
        HOME.mkdir(parents=True, exist_ok=True)
        venv.create(HOME / "venv", with_pip=True, clear=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        js = HOME / "js"
        js.mkdir(exist_ok=True)
        (js / "package.json").write_text('{"private": true}\n')
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", FHIRPATH], cwd=js, check=True)
        mark.write_text(wanted)
    raise SystemExit(subprocess.run([PYTHON, __file__, "--inside", *sys.argv[1:]]).returncode)


@functools.cache
def program():
    """Our own code, built once."""
    built = subprocess.run(
        ["cargo", "build", "--quiet", "-p", "forms", "--example", "oracle", "--message-format", "json"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )
    made = [json.loads(line).get("executable") for line in built.stdout.splitlines() if line.startswith("{")]
    return [path for path in made if path][-1]


def native(mode, lines):
    """What our own code says, one JSON value for each line."""
    return piped([program(), mode], lines, ROOT)


def piped(command, lines, folder, env=None):
    text = "".join(json.dumps(line) + "\n" for line in lines)
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {done.stderr}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines), f"{len(lines)} asked, {len(answers)} answered"
    return answers


def observations(draw):
    """One set: each value on a band edge, one beside it, or anywhere it can be entered."""
    values = {}
    for key, edges in EDGES.items():
        low, high = WHOLE[key]
        near = draw.choice(edges) + draw.choice([-1, 0, 0, 1])
        values[key] = min(high, max(low, near if draw.random() < 0.8 else draw.randint(low, high)))
    values["scale"] = draw.choice(["1", "2"])
    values["o2"] = draw.choice(["air", "oxygen"])
    values["acvpu"] = draw.choice(["A", "A", "A", "C", "V", "P", "U"])
    return values


def every_edge():
    """Each edge and its neighbours with every scale, gas and level, the rest being normal."""
    normal = {"rr": 16, "spo2": 97, "sbp": 120, "hr": 70, "tenths": 370}
    for key, edges in EDGES.items():
        for value in sorted({edge + step for edge in edges for step in (-1, 0, 1)}):
            for scale in "12":
                for o2 in ("air", "oxygen"):
                    for acvpu in "ACVPU":
                        yield {**normal, key: value, "scale": scale, "o2": o2, "acvpu": acvpu}


def clincalc_says(values):
    import clincalc

    said = clincalc.calculate("news2", {
        "respiratory_rate": values["rr"],
        "spo2": values["spo2"],
        "spo2_scale": values["scale"],
        "on_oxygen": values["o2"] == "oxygen",
        "systolic_bp": values["sbp"],
        "pulse": values["hr"],
        "consciousness": "alert" if values["acvpu"] == "A" else "confusion-or-vpu",
        "temperature": values["tenths"] / 10,
    })
    return said


def news2(cases):
    """Points, totals and bands beside clincalc; then the same with one band edge moved, which has to be noticed."""
    def differences(asked):
        ours = native("news2", asked)
        wrong = []
        for values, said in zip(cases, ours):
            working = clincalc_says(values)["working"]
            points = [working[part + "_score"] for part in PARTS]
            # The package calls a total of 0 routine; for us it is low, like 1 to 4.
            band = "low" if working["band"] == "routine" else working["band"]
            theirs = {"total": working["total_score"], "band": band, "points": points}
            if said != theirs:
                wrong.append((values, said, theirs))
        return wrong

    report("NEWS2 points, totals and bands = clincalc", len(cases), differences(cases))
    moved = [{**values, "rr": 25} if values["rr"] == 24 else values for values in cases]
    control("a respiration edge moved from 25 to 24", differences(moved))


def numbers(count, draw):
    """Patient numbers beside nhs-number: random digits, and numbers made to fit so that both answers occur."""
    import nhs_number
    from nhs_number.validate import calculate_checksum

    cases = []
    for _ in range(count):
        nine = f"{draw.randint(0, 999_999_999):09d}"
        fitting = calculate_checksum(nine)
        made_to_fit = draw.random() < 0.5 and fitting < 10
        cases.append(nine + str(fitting if made_to_fit else draw.randint(0, 9)))

    def issued(number):
        """The package checks the modulus and CHI dates; who issues a range is its table, asked for by region."""
        value = int(number)
        unused = value < 100_000_000 or 3_113_000_000 <= value < 3_200_000_000
        unused = unused or 5_000_000_000 <= value < 6_000_000_000 or 8_000_000_000 <= value < 9_000_000_000
        return not unused and len(set(number)) > 1

    ours = native("numbers", cases)
    theirs = [nhs_number.is_valid(case) and issued(case) for case in cases]
    wrong = [(case, one, two) for case, one, two in zip(cases, ours, theirs) if one != two]
    report(f"patient numbers = nhs-number ({sum(theirs)} of them valid)", len(cases), wrong)
    shifted = native("numbers", [case[:-1] + str((int(case[-1]) + 1) % 10) for case in cases])
    control("every check digit one too high", [case for case, one, two in zip(cases, shifted, theirs) if one != two])


def answers(values):
    plain = {key: values[key] for key in ("rr", "spo2", "scale", "o2", "sbp", "hr", "acvpu")}
    return {**plain, "temp": values["tenths"] / 10}


def response(values):
    coded = ("scale", "o2", "acvpu")
    items = []
    for key, value in answers(values).items():
        kind = "valueCoding" if key in coded else "valueDecimal" if key == "temp" else "valueInteger"
        items.append({"linkId": key, "answer": [{kind: {"code": value} if key in coded else value}]})
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}


def expression(cases):
    """The form's own expression in fhirpath.js beside the native score, whole sets and sets with a gap."""
    form = ROOT / "assets" / "forms" / "news2" / "questionnaire.json"
    env = {**os.environ, "NODE_PATH": str(HOME / "js" / "node_modules")}
    command = ["node", str(ROOT / "tests" / "oracles" / "fhirpath.cjs"), str(form), "news2"]
    asked, responses = [answers(values) for values in cases], [response(values) for values in cases]
    for at in range(0, len(cases), 10):
        gone = list(asked[at])[at // 10 % 8]
        del asked[at][gone]
        responses[at]["item"] = [item for item in responses[at]["item"] if item["linkId"] != gone]
    ours, theirs = native("evaluate", asked), piped(command, responses, ROOT, env)
    wrong = [case for case in zip(asked, ours, theirs) if case[1] != case[2]]
    report(f"NEWS2 expression in fhirpath.js = native ({ours.count(None)} without a score)", len(cases), wrong)
    moved = [{**one, "hr": 91} if one.get("hr") == 90 else one for one in asked]
    wrong = [case for case in zip(native("evaluate", moved), theirs) if case[0] != case[1]]
    control("a pulse edge moved from 91 to 90", wrong)


def sums(each, draw):
    """Every score that is a sum: the form's own expression in fhirpath.js beside the native total, with gaps and untestable parts."""
    env = {**os.environ, "NODE_PATH": str(HOME / "js" / "node_modules")}
    for path in sorted((ROOT / "assets" / "forms").glob("*/questionnaire.json")):
        form = json.loads(path.read_text())
        for score, inputs in summed(form["item"]):
            answers = whole_set(path.parent / "cases")
            asked = []
            for _ in range(each):
                one = {**answers, **{link: draw.choice(codes) for link, codes in inputs.items()}}
                if draw.random() < 0.2:
                    del one[draw.choice(list(inputs))]
                asked.append({"form": form["id"], "score": score, "answers": one})
            ours = native("response", asked)
            command = ["node", str(ROOT / "tests" / "oracles" / "fhirpath.cjs"), str(path), score]
            theirs = piped(command, [one["response"] for one in ours], ROOT, env)
            totals = [one["total"] for one in ours]
            wrong = [case for case in zip(asked, totals, theirs) if case[1] != case[2]]
            none = totals.count(None)
            report(f"{score} of {form['id']} in fhirpath.js = native ({none} without a total)", len(asked), wrong if none < each else asked)
            first, codes = next(iter(inputs.items()))
            moved = native("response", [{**one, "answers": {**one["answers"], first: codes[-1]}} for one in asked])
            control(f"another answer to {first}", [case for case in zip(moved, theirs) if case[0]["total"] != case[1]])


def summed(items):
    """Each score that is a sum, with the codes that each of its inputs can be."""
    flat = [one for item in items for one in [item, *item.get("item", [])]]
    options = {one["linkId"]: [option["valueCoding"]["code"] for option in one.get("answerOption", [])] for one in flat}
    for one in flat:
        for extension in one.get("extension", []):
            parts = extension.get("extension", [])
            if extension["url"].endswith("/bc-calc") and any(part.get("valueCode") == "sum" for part in parts):
                yield one["linkId"], {part["url"]: options[part["url"]] for part in parts if "valueString" in part}


def whole_set(folder):
    """Answers of a case whose score has a total: what else has to be said for the score to be asked."""
    cases = [case for path in sorted(folder.glob("*.json")) for case in json.loads(path.read_text())]
    return next(case["answers"] for case in cases if ((case["expect"].get("score") or {}).get("total")) is not None)


FAILED = []


def report(what, cases, wrong):
    print(f"{'same ' if not wrong else 'DIFFERENT'}  {what}: {cases} cases, {len(wrong)} differences", flush=True)
    for case in wrong[:5]:
        print("          ", case)
    if wrong or not cases:
        FAILED.append(what)


def control(what, wrong):
    print(f"{'noticed' if wrong else 'NOT NOTICED'}  control, {what}: {len(wrong)} differences", flush=True)
    if not wrong:
        FAILED.append(what)


def main():
    if "--inside" not in sys.argv:
        set_up()
    share = 10 if "--few" in sys.argv else 1
    draw = random.Random(2017)
    drawn = [observations(draw) for _ in range(40_000 // share)]
    news2([*every_edge(), *drawn])
    numbers(50_000 // share, draw)
    expression(drawn[: 3_000 // share])
    sums(1_000 // share, draw)
    if FAILED:
        raise SystemExit("differences: " + "; ".join(FAILED))


main()
