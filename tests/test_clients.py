"""Stock AWS clients against a started Stateway: boto3 and the AWS CLI, with nothing but client.env."""

import json
import os
import subprocess
import sys
import uuid

import botocore.exceptions
import pytest

from stateway import ACCOUNT, MACHINE, ROOT, until

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"
REPORT = ROOT / "examples/process-report/report.json"


@pytest.fixture
def sfn(stateway):
    return stateway.client()


@pytest.fixture
def machine(sfn):
    """Creates state machines and deletes them after the test."""
    made = []

    def create(definition, **settings):
        arn = sfn.create_state_machine(name=f"t-{uuid.uuid4()}", definition=json.dumps(definition), roleArn=ROLE, **settings)["stateMachineArn"]
        made.append(arn)
        return arn

    yield create
    for arn in made:
        sfn.delete_state_machine(stateMachineArn=arn)


def described(sfn, execution, status):
    """The execution's description once it has this status."""
    def check():
        description = sfn.describe_execution(executionArn=execution)
        return description if description["status"] == status else None
    return until(f"{execution} is {status}", check)


def pending_approval(stateway, execution):
    """The approval this execution waits for."""
    def check():
        listed = json.loads(stateway.http("GET", "/approvals")[2])["approvals"]
        return next((a for a in listed if a["executionArn"] == execution), None)
    return until("the approval is pending", check)


def history(sfn, execution, **options):
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution, **options)
    return [event for page in pages for event in page["events"]]


def test_the_example_runs_to_its_end_when_approved(stateway, sfn):
    status, headers, text = stateway.http("POST", "/processReport", REPORT.read_bytes())
    assert status == 202, text
    execution = json.loads(text)["executionArn"]
    assert headers["Location"]
    approval = pending_approval(stateway, execution)
    status, _, text = stateway.http("POST", f"/approvals/{approval['id']}/approve", '{"by": "ada", "comment": "checked", "formData": {"figuresChecked": true}}')
    assert status == 200, text
    description = described(sfn, execution, "SUCCEEDED")
    assert json.loads(description["input"]) == json.loads(REPORT.read_text())
    events = history(sfn, execution)
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    types = {event["type"] for event in events}
    assert {"ChoiceStateEntered", "WaitStateEntered", "ParallelStateEntered", "MapIterationSucceeded", "TaskSubmitted", "ExecutionSucceeded"} <= types
    for event in events:
        if event["type"].endswith("StateEntered"):
            assert "input" in event["stateEnteredEventDetails"]
        if event["type"].endswith("StateExited"):
            assert "output" in event["stateExitedEventDetails"]
    assert history(sfn, execution, maxResults=7, reverseOrder=True) == events[::-1]


def test_a_second_answer_to_an_approval_is_told_who_decided(stateway, sfn):
    execution = sfn.start_execution(stateMachineArn=MACHINE, input=REPORT.read_text())["executionArn"]
    approval = pending_approval(stateway, execution)["id"]
    assert stateway.http("POST", f"/approvals/{approval}/reject", '{"by": "ada", "comment": "no"}')[0] == 200
    status, _, text = stateway.http("POST", f"/approvals/{approval}/approve", '{"by": "bob"}')
    assert status == 409 and "ada" in text
    until("the execution has ended", lambda: sfn.describe_execution(executionArn=execution)["status"] != "RUNNING")


def test_express_runs_synchronously(stateway, sfn, machine):
    arn = machine({"StartAt": "Add", "States": {"Add": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.a, $.b)"}, "End": True}}}, type="EXPRESS")
    answer = sfn.start_sync_execution(stateMachineArn=arn, input='{"a": 2, "b": 3}')
    assert (answer["status"], json.loads(answer["output"])) == ("SUCCEEDED", {"sum": 5})


def test_a_task_token_is_answered_once(stateway, sfn, machine):
    """The function gets the token; whoever has it answers, once."""
    arn = machine({"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": True,
        "Parameters": {"FunctionName": "take-token", "Payload": {"token.$": "$$.Task.Token"}}}}})
    execution = sfn.start_execution(stateMachineArn=arn, input="{}")["executionArn"]
    def submitted():
        return next((e for e in history(sfn, execution) if e["type"] == "TaskScheduled"), None)
    scheduled = until("the task is scheduled", submitted)
    token = json.loads(scheduled["taskScheduledEventDetails"]["parameters"])["Payload"]["token"]
    sfn.send_task_success(taskToken=token, output='{"answer": 42}')
    assert json.loads(described(sfn, execution, "SUCCEEDED")["output"]) == {"answer": 42}
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        sfn.send_task_success(taskToken=token, output="{}")
    assert refused.value.response["Error"]["Code"] in ("TaskTimedOut", "TaskDoesNotExist")
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        sfn.send_task_success(taskToken=token[:-4] + "AAAA", output="{}")
    assert refused.value.response["Error"]["Code"] == "InvalidToken"


def test_a_task_that_was_given_up_takes_no_answer(sfn, machine):
    """Another branch failed, so nobody waits for the token any more, though the execution goes on."""
    ask = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": True,
           "Parameters": {"FunctionName": "take-token", "Payload": {"token.$": "$$.Task.Token"}}}
    arn = machine({"StartAt": "Both", "States": {
        "Both": {"Type": "Parallel", "Next": "Rest", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Rest"}], "Branches": [
            {"StartAt": "Ask", "States": {"Ask": ask}},
            {"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": 2, "Next": "Break"}, "Break": {"Type": "Fail", "Error": "Broken"}}}]},
        "Rest": {"Type": "Wait", "Seconds": 3600, "End": True}}})
    execution = sfn.start_execution(stateMachineArn=arn)["executionArn"]

    def event(kind):
        return next((e for e in history(sfn, execution) if e["type"] == kind), None)

    scheduled = until("the task is scheduled", lambda: event("TaskScheduled"))
    until("the other branch has failed", lambda: event("ParallelStateFailed"))
    token = json.loads(scheduled["taskScheduledEventDetails"]["parameters"])["Payload"]["token"]
    for answer in (lambda: sfn.send_task_success(taskToken=token, output="{}"), lambda: sfn.send_task_failure(taskToken=token)):
        with pytest.raises(botocore.exceptions.ClientError) as refused:
            answer()
        assert refused.value.response["Error"]["Code"] == "TaskTimedOut"
    sfn.stop_execution(executionArn=execution)


def test_stop_aborts(sfn, machine):
    arn = machine({"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}})
    execution = sfn.start_execution(stateMachineArn=arn)["executionArn"]
    sfn.stop_execution(executionArn=execution, error="Stopped", cause="by a test")
    description = described(sfn, execution, "ABORTED")
    assert (description["error"], description["cause"]) == ("Stopped", "by a test")
    assert history(sfn, execution)[-1]["type"] == "ExecutionAborted"


def test_a_wrong_definition_is_refused_with_the_place(sfn):
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        sfn.create_state_machine(name="wrong", definition='{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}', roleArn=ROLE)
    assert refused.value.response["Error"]["Code"] == "InvalidDefinition"
    assert "/States/A/Next" in refused.value.response["Error"]["Message"]


@pytest.fixture
def cli(stateway):
    """The AWS CLI in a shell that has read client.env."""
    def run(*arguments):
        line = f". '{stateway.data}/client.env' && \"$@\""
        done = subprocess.run(["bash", "-c", line, "bash", os.path.join(os.path.dirname(sys.executable), "aws"), *arguments], text=True, capture_output=True, timeout=120,
                              env={k: v for k, v in os.environ.items() if not k.startswith("AWS_")})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return run


def test_the_cli_finds_stateway_by_client_env(cli):
    assert MACHINE in [m["stateMachineArn"] for m in cli("stepfunctions", "list-state-machines")["stateMachines"]]


def test_the_cli_starts_synchronously(cli, machine):
    """The host prefix `sync-` is off by client.env."""
    arn = machine({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}, type="EXPRESS")
    assert cli("stepfunctions", "start-sync-execution", "--state-machine-arn", arn, "--input", '{"n": 1}')["status"] == "SUCCEEDED"
