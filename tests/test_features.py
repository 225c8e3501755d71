"""docs/features.md says what is true: each of its tables is held against the running product."""

import json
import re

import botocore.session
import pytest

from stateway import ROOT


def table(heading):
    """{first cell: second cell} of the table under a heading of docs/features.md."""
    text = (ROOT / "docs/features.md").read_text(encoding="utf-8")
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.DOTALL | re.MULTILINE).group(1)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    return {row[0].strip("`"): row[1] for row in rows[2:]}


OPERATIONS = table("Step Functions API")


def test_every_operation_of_the_service_is_in_the_table():
    model = botocore.session.get_session().get_service_model("stepfunctions")
    assert sorted(OPERATIONS) == sorted(model.operation_names)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_is_built_as_the_table_says(stateway, operation):
    status, headers, text = stateway.http("POST", "/", "{}", {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AWSStepFunctions.{operation}"})
    assert status in (200, 400), text
    assert headers["x-amzn-RequestId"]
    unknown = status == 400 and json.loads(text)["__type"] == "UnknownOperationException"
    assert unknown == (OPERATIONS[operation] == "not yet"), text


# A call of each function that can be evaluated.
CALLS = {
    "States.Format": "States.Format('{}', 1)",
    "States.StringToJson": "States.StringToJson('1')",
    "States.JsonToString": "States.JsonToString($)",
    "States.Array": "States.Array(1, 2)",
    "States.ArrayPartition": "States.ArrayPartition(States.Array(1, 2), 1)",
    "States.ArrayContains": "States.ArrayContains(States.Array(1, 2), 1)",
    "States.ArrayRange": "States.ArrayRange(1, 3, 1)",
    "States.ArrayGetItem": "States.ArrayGetItem(States.Array(1, 2), 1)",
    "States.ArrayLength": "States.ArrayLength(States.Array(1, 2))",
    "States.ArrayUnique": "States.ArrayUnique(States.Array(1, 1))",
    "States.Base64Encode": "States.Base64Encode('a')",
    "States.Base64Decode": "States.Base64Decode('YQ==')",
    "States.Hash": "States.Hash('a', 'SHA-256')",
    "States.JsonMerge": "States.JsonMerge($, $, false)",
    "States.MathRandom": "States.MathRandom(1, 3)",
    "States.MathAdd": "States.MathAdd(1, 2)",
    "States.StringSplit": "States.StringSplit('a,b', ',')",
    "States.UUID": "States.UUID()",
}


def test_every_intrinsic_function_of_the_table_runs(stateway):
    assert sorted(table("Intrinsic functions")) == sorted(CALLS)
    sfn = stateway.client()
    definition = {"StartAt": "P", "States": {"P": {"Type": "Pass", "Parameters": {f"{name}.$": call for name, call in CALLS.items()}, "End": True}}}
    arn = sfn.create_state_machine(name="intrinsic-functions", type="EXPRESS", roleArn="arn:aws:iam::000000000000:role/any", definition=json.dumps(definition))["stateMachineArn"]
    answer = sfn.start_sync_execution(stateMachineArn=arn, input="{}")
    sfn.delete_state_machine(stateMachineArn=arn)
    assert answer["status"] == "SUCCEEDED", answer
    assert sorted(json.loads(answer["output"])) == sorted(CALLS)


def test_a_service_that_is_not_packaged_says_what_it_needs(stateway):
    """The definition is taken, as AWS takes it; the task fails and names what it would need."""
    sfn = stateway.client()
    definition = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::mediaconvert:createJob", "End": True, "Parameters": {"Role": "r", "Settings": {}}}}}
    arn = sfn.create_state_machine(name="not-packaged", type="EXPRESS", roleArn="arn:aws:iam::000000000000:role/any", definition=json.dumps(definition))["stateMachineArn"]
    answer = sfn.start_sync_execution(stateMachineArn=arn, input="{}")
    sfn.delete_state_machine(stateMachineArn=arn)
    assert (answer["status"], answer["error"]) == ("FAILED", "States.Runtime"), answer
    assert "software.amazon.awssdk:mediaconvert:" in answer["cause"] and "STATEWAY_SDK_JARS" in answer["cause"], answer
