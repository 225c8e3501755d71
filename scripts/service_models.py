#!/usr/bin/env python3
"""Writes what the services of AWS answer, as far as TestState holds mocked results against it.

    pip install botocore==VERSION && python3 scripts/service_models.py

For each service that is packaged, a file with the operations' answers and the shapes these are made of: types, required members, values, bounds.
It is made of the service models that botocore (Apache License 2.0) carries: those of the version below, whose bounds are the ones that AWS's
TestState is known to check.
"""

import json
import pathlib
import re

import botocore
import botocore.session

VERSION = "1.41.5"

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODULES = ROOT / "activities/src/main/java/dev/stateway/activities/sdk/SdkModules.java"
TARGET = ROOT / "activities/src/main/resources/dev/stateway/activities/model"

# Where the SDK for Java has another name for a service.
NAMES = {
    "bedrockruntime": "bedrock-runtime",
    "cloudwatchlogs": "logs",
    "emrcontainers": "emr-containers",
    "emrserverless": "emr-serverless",
    "eventbridge": "events",
    "rdsdata": "rds-data",
    "redshiftdata": "redshift-data",
    "sfn": "stepfunctions",
}


def shapes_of(model, name, found):
    if name in found:
        return
    shape = model["shapes"][name]
    kind = "document" if shape.get("document") or shape.get("eventstream") else shape["type"]
    found[name] = row = {"type": kind}
    if kind == "document":
        return
    for bound in ("min", "max"):
        if shape.get(bound, 0) != 0:
            row[bound] = shape[bound]
    if "enum" in shape:
        row["values"] = shape["enum"]
    if kind == "structure":
        row["members"] = {member: it["shape"] for member, it in shape["members"].items()}
        if shape.get("required"):
            row["required"] = shape["required"]
    elif kind == "list":
        row["element"] = shape["member"]["shape"]
    elif kind == "map":
        row["element"] = shape["value"]["shape"]
    for inner in [*row.get("members", {}).values(), *filter(None, [row.get("element")])]:
        shapes_of(model, inner, found)


def write(module, model):
    operations, shapes = {}, {}
    for name, operation in model["operations"].items():
        if "output" in operation:
            operations[name] = operation["output"]["shape"]
            shapes_of(model, operations[name], shapes)
    lines = ["{", f'"source": {json.dumps(f"botocore {VERSION}, Apache License 2.0")},']
    for member, rows in (("operations", operations), ("shapes", shapes)):
        lines.append(f'"{member}": {{')
        lines.append(",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(rows.items())))
        lines.append("}," if member == "operations" else "}}")
    (TARGET / f"{module}.json").write_text("\n".join(lines) + "\n")


def main():
    loader = botocore.session.get_session().get_component("data_loader")
    if botocore.__version__ != VERSION:
        raise SystemExit(f"botocore {VERSION} is wanted, not {botocore.__version__}")
    for module in re.findall(r'Map\.entry\("(\w+)",', MODULES.read_text()):
        write(module, loader.load_service_model(NAMES.get(module, module), "service-2"))


if __name__ == "__main__":
    main()
