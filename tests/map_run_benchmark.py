"""How long a Map Run of so many items takes: python tests/map_run_benchmark.py ITEMS [STANDARD|EXPRESS]

Starts a Stateway of its own whose bucket is a folder; each item runs one Pass state, and its result is written."""

import json
import pathlib
import sys
import tempfile
import time

from stateway import started, until

ROLE = "arn:aws:iam::000000000000:role/maps"


def main(items, execution_type):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="map-run-"))
    (folder / "bucket").mkdir()
    with open(folder / "bucket/items.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"n": n, "text": "x" * 100}) + "\n" for n in range(items))
    (folder / "local.yaml").write_text("buckets: {maps: bucket}\n")
    map_state = {
        "Type": "Map", "Label": "benchmark", "End": True,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "maps", "Key": "items.jsonl"}, "ReaderConfig": {"InputType": "JSONL"}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "maps", "Prefix": "results"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": execution_type}, "StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}},
    }
    with started(folder / "data", STATEWAY_FUNCTIONS=str(folder / "local.yaml"), STATEWAY_APIS="") as stateway:
        sfn = stateway.client()
        machine = sfn.create_state_machine(name="benchmark", definition=json.dumps({"StartAt": "M", "States": {"M": map_state}}), roleArn=ROLE)["stateMachineArn"]
        begun = time.monotonic()
        execution = sfn.start_execution(stateMachineArn=machine)["executionArn"]

        def ended():
            description = sfn.describe_execution(executionArn=execution)
            return description if description["status"] != "RUNNING" else None

        description = until("the execution has ended", ended, seconds=3600, every=0.5)
        seconds = time.monotonic() - begun
        resident = pathlib.Path(f"/proc/{stateway.pid('stateway')}/status").read_text().split("VmRSS:")[1].split()[0]
        print(f"{items} items, {execution_type}: {description['status']} in {seconds:.1f} s, {items / seconds:.0f}/s, Stateway holds {int(resident) // 1024} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "EXPRESS")
