"""TestState of the started product, with boto3, the AWS CLI and services of moto."""

import http.client
import json
import os
import select
import subprocess
import sys

import botocore.exceptions
import pytest

from moto_server import client, served
from stateway import ACCOUNT, started, until

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"


@pytest.fixture(scope="module")
def aws():
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def running(aws, tmp_path_factory):
    with started(tmp_path_factory.mktemp("test-state"), AWS_ENDPOINT_URL=aws, AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test") as stateway:
        yield stateway


@pytest.fixture
def sfn(running):
    return running.client()


def task(resource, **fields):
    return json.dumps({"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "End": True, **fields})


def test_a_task_calls_the_service(sfn, aws):
    queue = client(aws, "sqs").create_queue(QueueName="tested")["QueueUrl"]
    tested = sfn.test_state(
        definition=task("sqs:sendMessage", Parameters={"QueueUrl": queue, "MessageBody.$": "$.text"}, ResultSelector={"id.$": "$.MessageId"}),
        roleArn=ROLE, input='{"text": "hello"}', inspectionLevel="DEBUG")
    assert tested["status"] == "SUCCEEDED", tested
    received = client(aws, "sqs").receive_message(QueueUrl=queue)["Messages"]
    assert [message["Body"] for message in received] == ["hello"]
    data = tested["inspectionData"]
    assert json.loads(data["afterParameters"]) == {"QueueUrl": queue, "MessageBody": "hello"}
    assert json.loads(tested["output"]) == {"id": received[0]["MessageId"]} == json.loads(data["afterResultSelector"])


def test_a_service_that_refuses_fails_the_state(sfn):
    tested = sfn.test_state(definition=task("aws-sdk:dynamodb:getItem", Parameters={"TableName": "none", "Key": {"k": {"S": "1"}}}), roleArn=ROLE)
    assert tested["status"] == "FAILED" and tested["error"] == "DynamoDb.ResourceNotFoundException", tested


def test_a_function_of_the_function_host_runs(sfn):
    """And one that fails is told by its Retrier, not tried again."""
    definition = json.dumps({
        "Type": "Task", "Resource": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:exchange-rates", "ResultSelector": {"dollar.$": "$.rates.USD"}, "End": True,
        "Retry": [{"ErrorEquals": ["RatesUnavailable"], "IntervalSeconds": 3}]})
    asked = {"currency": "EUR", "currencies": ["USD"], "asOf": "2026-01-31"}
    tested = sfn.test_state(definition=definition, roleArn=ROLE, input=json.dumps({**asked, "attempt": 2}))
    assert tested["status"] == "SUCCEEDED" and json.loads(tested["output"])["dollar"] > 0, tested
    busy = sfn.test_state(definition=definition, roleArn=ROLE, input=json.dumps({**asked, "attempt": 0}), inspectionLevel="DEBUG")
    assert (busy["status"], busy["error"]) == ("RETRIABLE", "RatesUnavailable"), busy
    assert busy["inspectionData"]["errorDetails"] == {"retryIndex": 0, "retryBackoffIntervalSeconds": 3}


def test_a_mocked_result_must_be_one_the_service_could_answer(sfn):
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        sfn.test_state(definition=task("events:putEvents", Parameters={"Entries": []}), mock={"result": '{"Entries": "none"}'})
    assert refused.value.response["Error"] == {"Code": "ValidationException", "Message": "Mock result schema validation error: Field 'Entries' must be an array"}


def test_a_machine_is_walked_through_state_by_state(sfn):
    definition = json.dumps({"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Arguments": {"MessageBody": "{% $states.context.Task.Token %}"},
                "Assign": {"answer": "{% $states.result %}"}, "Next": "Decide"},
        "Decide": {"Type": "Choice", "Choices": [{"Condition": "{% $answer = 'yes' %}", "Next": "Good"}], "Default": "Bad"},
        "Good": {"Type": "Succeed"}, "Bad": {"Type": "Fail"}}})
    asked = sfn.test_state(definition=definition, stateName="Ask", mock={"result": '"yes"'}, inspectionLevel="DEBUG")
    assert (asked["status"], asked["nextState"]) == ("SUCCEEDED", "Decide")
    decided = sfn.test_state(definition=definition, stateName=asked["nextState"], input=asked["output"], variables=asked["inspectionData"]["variables"])
    assert decided["nextState"] == "Good"


def test_the_cli_tests_a_state(running):
    """The host prefix `sync-` is off by client.env."""
    line = f". '{running.data}/client.env' && \"$@\""
    arguments = ["stepfunctions", "test-state", "--definition", '{"Type": "Pass", "Result": 7, "Next": "N"}', "--inspection-level", "TRACE", "--state-configuration", "{}"]
    done = subprocess.run(["bash", "-c", line, "bash", os.path.join(os.path.dirname(sys.executable), "aws"), *arguments], text=True, capture_output=True, timeout=120,
                          env={k: v for k, v in os.environ.items() if not k.startswith("AWS_")})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "output": "7", "nextState": "N", "status": "SUCCEEDED",
        "inspectionData": {"input": "{}", "result": "7", "afterResultSelector": "7", "afterResultPath": "7"}}


def test_tests_that_wait_block_nobody(running, sfn):
    """As many as there may be, all waiting, one more is throttled; those whose clients go away make room."""
    body = json.dumps({"definition": json.dumps({"Type": "Wait", "Seconds": 3600, "End": True})})
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AWSStepFunctions.TestState", "Authorization": "Bearer " + running.keys()["STATEWAY_API_KEY"]}
    waiting = [http.client.HTTPConnection("127.0.0.1", running.port, timeout=120) for _ in range(101)]
    for connection in waiting:
        connection.request("POST", "/", body, headers)
    answered, _, _ = select.select([connection.sock for connection in waiting], [], [], 60)
    refused = next(connection for connection in waiting if connection.sock in answered)
    assert json.loads(refused.getresponse().read()) == {"__type": "ThrottlingException", "message": "Rate exceeded"}
    assert sfn.list_state_machines()["ResponseMetadata"]["HTTPStatusCode"] == 200
    for connection in waiting:
        connection.close()

    def there_is_room():
        try:
            return sfn.test_state(definition='{"Type": "Pass", "End": true}')["status"] == "SUCCEEDED"
        except botocore.exceptions.ClientError as throttled:
            assert throttled.response["Error"]["Code"] == "ThrottlingException"
            return False
    until("the waiting ones have gone", there_is_room)
