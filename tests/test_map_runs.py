"""Distributed Maps of a started Stateway whose bucket is a folder: kill -9 in the middle loses nothing and repeats no result."""

import json

import pytest

from stateway import started, until

ROLE = "arn:aws:iam::000000000000:role/maps"
ITEMS = 60


def definition(execution_type):
    return json.dumps({
        "StartAt": "M",
        "States": {"M": {
            "Type": "Map", "Label": "crash", "MaxConcurrency": 5, "End": True,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "maps", "Key": "items.jsonl"}, "ReaderConfig": {"InputType": "JSONL"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "maps", "Prefix": "results"}},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": execution_type},
                "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": True}},
            },
        }},
    })


@pytest.fixture(scope="module")
def crashing(tmp_path_factory):
    folder = tmp_path_factory.mktemp("maps")
    (folder / "bucket").mkdir()
    (folder / "bucket/items.jsonl").write_text("".join(json.dumps({"n": n}) + "\n" for n in range(ITEMS)))
    (folder / "local.yaml").write_text("buckets: {maps: bucket}\n")
    with started(folder / "data", STATEWAY_FUNCTIONS=str(folder / "local.yaml"), STATEWAY_APIS="") as stateway:
        yield stateway, folder / "bucket"


@pytest.mark.parametrize("execution_type", ["STANDARD", "EXPRESS"])
def test_goes_on_after_kill_9(crashing, execution_type):
    stateway, bucket = crashing
    machine = stateway.client().create_state_machine(name=f"maps-{execution_type}", definition=definition(execution_type), roleArn=ROLE)["stateMachineArn"]
    execution = stateway.client().start_execution(stateMachineArn=machine)["executionArn"]

    def is_in_the_middle():
        runs = stateway.client().list_map_runs(executionArn=execution)["mapRuns"]
        return runs and stateway.client().describe_map_run(mapRunArn=runs[0]["mapRunArn"])["executionCounts"]["running"]

    until("executions run", is_in_the_middle)
    stateway.kill("stateway")
    stateway.start()

    def ended():
        description = stateway.client().describe_execution(executionArn=execution)
        return description if description["status"] != "RUNNING" else None

    description = until("the execution has ended", ended, seconds=180)
    assert description["status"] == "SUCCEEDED", description
    manifest = json.loads((bucket / json.loads(description["output"])["ResultWriterDetails"]["Key"]).read_text())
    results = [json.loads(result["Output"])["n"] for file in manifest["ResultFiles"]["SUCCEEDED"] for result in json.loads((bucket / file["Key"]).read_text())]
    assert sorted(results) == list(range(ITEMS))
    run = stateway.client().list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]
    assert stateway.client().describe_map_run(mapRunArn=run)["itemCounts"]["succeeded"] == ITEMS
