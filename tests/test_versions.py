"""Versions and aliases of state machines with stock clients: boto3, the AWS CLI, and the calls that Terraform's provider makes."""

import json
import uuid

import botocore.exceptions
import pytest

from stateway import ACCOUNT, until
from test_clients import cli, described, machine, sfn  # noqa: F401 (fixtures)

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"


def answering(text):
    return {"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": text, "End": True}}}


def refusal(call, **arguments):
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"]


@pytest.fixture
def versioned(sfn, machine):
    """A state machine with two versions, and the alias PROD of the first."""
    arn = machine(answering("one"), publish=True, versionDescription="the first")
    sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(answering("two")), publish=True)
    sfn.create_state_machine_alias(name="PROD", routingConfiguration=[{"stateMachineVersionArn": f"{arn}:1", "weight": 100}])
    return arn


def test_executions_run_what_their_arn_names(sfn, versioned):
    for qualifier, output, version, alias in ((":1", "one", ":1", None), (":2", "two", ":2", None), (":PROD", "one", ":1", ":PROD"), ("", "two", None, None)):
        execution = sfn.start_execution(stateMachineArn=versioned + qualifier)["executionArn"]
        description = described(sfn, execution, "SUCCEEDED")
        assert json.loads(description["output"]) == output
        assert description["stateMachineArn"] == versioned
        assert description.get("stateMachineVersionArn") == (version and versioned + version)
        assert description.get("stateMachineAliasArn") == (alias and versioned + alias)
    for qualifier, count in (("", 4), (":1", 2), (":2", 1), (":PROD", 1)):
        until(f"{count} executions of {qualifier} are listed", lambda: len(sfn.list_executions(stateMachineArn=versioned + qualifier)["executions"]) == count)


def test_an_alias_leads_executions_by_its_weights(sfn, versioned):
    """600 starts of which a third is expected of one version: within six standard deviations."""
    sfn.update_state_machine_alias(stateMachineAliasArn=f"{versioned}:PROD", routingConfiguration=[
        {"stateMachineVersionArn": f"{versioned}:1", "weight": 33}, {"stateMachineVersionArn": f"{versioned}:2", "weight": 67}])
    executions = [sfn.start_execution(stateMachineArn=f"{versioned}:PROD")["executionArn"] for _ in range(600)]
    first = sum(sfn.describe_execution(executionArn=execution)["stateMachineVersionArn"] == f"{versioned}:1" for execution in executions)
    assert 130 < first < 270, first


def test_express_machines_are_run_by_their_alias(sfn, machine):
    arn = machine(answering("one"), type="EXPRESS", publish=True)
    sfn.create_state_machine_alias(name="PROD", routingConfiguration=[{"stateMachineVersionArn": f"{arn}:1", "weight": 100}])
    sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(answering("two")))
    assert json.loads(sfn.start_sync_execution(stateMachineArn=f"{arn}:PROD")["output"]) == "one"
    assert json.loads(sfn.start_sync_execution(stateMachineArn=arn)["output"]) == "two"


def test_the_cli_publishes_and_routes(cli, machine):
    arn = machine(answering("one"))
    version = cli("stepfunctions", "publish-state-machine-version", "--state-machine-arn", arn, "--description", "v")["stateMachineVersionArn"]
    assert version == f"{arn}:1"
    alias = cli("stepfunctions", "create-state-machine-alias", "--name", "PROD", "--routing-configuration", f"stateMachineVersionArn={version},weight=100")["stateMachineAliasArn"]
    assert [v["stateMachineVersionArn"] for v in cli("stepfunctions", "list-state-machine-versions", "--state-machine-arn", arn)["stateMachineVersions"]] == [version]
    assert [a["stateMachineAliasArn"] for a in cli("stepfunctions", "list-state-machine-aliases", "--state-machine-arn", arn)["stateMachineAliases"]] == [alias]
    assert cli("stepfunctions", "describe-state-machine", "--state-machine-arn", version)["description"] == "v"
    assert cli("stepfunctions", "start-execution", "--state-machine-arn", alias)["executionArn"]


def test_what_terraform_does_with_a_published_state_machine(sfn):
    """aws_sfn_state_machine with publish = true, and aws_sfn_alias: create, read, update, destroy."""
    name = f"terraform-{uuid.uuid4()}"

    def read():
        machine = sfn.describe_state_machine(stateMachineArn=arn)
        assert sfn.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "team", "value": "reports"}]
        return machine, sfn.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]

    create = {"name": name, "definition": json.dumps(answering("one")), "roleArn": ROLE, "type": "STANDARD", "publish": True,
              "tags": [{"key": "team", "value": "reports"}],
              "loggingConfiguration": {"level": "OFF", "includeExecutionData": False}, "tracingConfiguration": {"enabled": False}}
    arn = sfn.create_state_machine(**create)["stateMachineArn"]
    machine, versions = read()
    assert machine["status"] == "ACTIVE"
    assert [version["stateMachineVersionArn"] for version in versions] == [f"{arn}:1"]

    alias = sfn.create_state_machine_alias(name="live", description="", routingConfiguration=[{"stateMachineVersionArn": f"{arn}:1", "weight": 100}])["stateMachineAliasArn"]
    assert sfn.describe_state_machine_alias(stateMachineAliasArn=alias)["routingConfiguration"] == [{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]

    changed = json.dumps(answering("two"))
    sfn.update_state_machine(stateMachineArn=arn, definition=changed, roleArn=ROLE, publish=True,
                             loggingConfiguration=create["loggingConfiguration"], tracingConfiguration=create["tracingConfiguration"])
    machine, versions = read()
    assert machine["definition"] == changed
    assert versions[0]["stateMachineVersionArn"] == f"{arn}:2"
    sfn.update_state_machine_alias(stateMachineAliasArn=alias, description="", routingConfiguration=[{"stateMachineVersionArn": versions[0]["stateMachineVersionArn"], "weight": 100}])
    assert [a["stateMachineAliasArn"] for a in sfn.list_state_machine_aliases(stateMachineArn=arn)["stateMachineAliases"]] == [alias]

    sfn.delete_state_machine_alias(stateMachineAliasArn=alias)
    assert refusal(sfn.describe_state_machine_alias, stateMachineAliasArn=alias) == "ResourceNotFound"
    sfn.delete_state_machine(stateMachineArn=arn)
    assert refusal(sfn.describe_state_machine, stateMachineArn=arn) == "StateMachineDoesNotExist"


def test_what_cloudformation_does_with_a_version_and_an_alias(sfn, machine):
    """AWS::StepFunctions::StateMachineVersion and StateMachineAlias: a replaced version is deleted when the alias has left it."""
    arn = machine(answering("one"))
    first = sfn.publish_state_machine_version(stateMachineArn=arn, revisionId="INITIAL", description="one")["stateMachineVersionArn"]
    alias = sfn.create_state_machine_alias(name="live", routingConfiguration=[{"stateMachineVersionArn": first, "weight": 100}])["stateMachineAliasArn"]
    revision = sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(answering("two")))["revisionId"]
    second = sfn.publish_state_machine_version(stateMachineArn=arn, revisionId=revision, description="two")["stateMachineVersionArn"]
    assert sfn.describe_state_machine(stateMachineArn=second)["revisionId"] == revision
    assert refusal(sfn.delete_state_machine_version, stateMachineVersionArn=first) == "ConflictException"
    sfn.update_state_machine_alias(stateMachineAliasArn=alias, routingConfiguration=[{"stateMachineVersionArn": second, "weight": 100}])
    sfn.delete_state_machine_version(stateMachineVersionArn=first)
    assert refusal(sfn.describe_state_machine, stateMachineArn=first) == "StateMachineDoesNotExist"


OPERATIONS = {
    "PublishStateMachineVersion": {"stateMachineArn": "ARN", "revisionId": "INITIAL", "description": "d"},
    "DeleteStateMachineVersion": {"stateMachineVersionArn": "ARN:1"},
    "ListStateMachineVersions": {"stateMachineArn": "ARN", "maxResults": 1, "nextToken": "t"},
    "CreateStateMachineAlias": {"name": "a", "description": "d", "routingConfiguration": [{"stateMachineVersionArn": "ARN:1", "weight": 100}]},
    "UpdateStateMachineAlias": {"stateMachineAliasArn": "ARN:a", "description": "d", "routingConfiguration": [{"stateMachineVersionArn": "ARN:1", "weight": 100}]},
    "DeleteStateMachineAlias": {"stateMachineAliasArn": "ARN:a"},
    "DescribeStateMachineAlias": {"stateMachineAliasArn": "ARN:a"},
    "ListStateMachineAliases": {"stateMachineArn": "ARN", "maxResults": 1, "nextToken": "t"},
}
WRONG = [None, True, 0, -1, 1.5, 10**30, "", "x", "\u0000", "'; DROP TABLE state_machine; --", "a" * 3000, "\ud83d\ude00", [], [None], [[]], {}, {"stateMachineVersionArn": "x"},
         "arn:aws:states:us-east-1:000000000000:stateMachine:", "arn:aws:states:us-east-1:000000000000:stateMachine:a:0", "arn:aws:states:us-east-1:000000000000:stateMachine:a:b:c",
         "arn:aws:states:us-east-1:000000000000:stateMachine:a/b:1", "arn:aws:states:us-east-1:000000000000:execution:a:b", "arn:aws:lambda:us-east-1:000000000000:function:f"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_wrong_requests_are_refused_and_never_fail(stateway, operation):
    """Every member of every operation with every wrong value, also within lists: a client error or an answer, never a server error."""
    good = json.loads(json.dumps(OPERATIONS[operation]).replace("ARN", f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:none"))
    requests = [{**good, member: value} for member in good for value in WRONG]
    if "routingConfiguration" in good:
        route = good["routingConfiguration"][0]
        requests += [{**good, "routingConfiguration": [{**route, member: value}]} for member in route for value in WRONG]
        requests += [{**good, "routingConfiguration": routes} for routes in ([route, route], [route] * 50, [{**route, "weight": 50}] * 2)]
    for request in requests:
        status, _, text = stateway.http("POST", "/", json.dumps(request), {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AWSStepFunctions.{operation}"})
        assert status in (200, 400), (request, status, text)
        if status == 400:
            error = json.loads(text)
            assert error["__type"] in ("ValidationException", "SerializationException", "InvalidArn", "InvalidToken", "ResourceNotFound", "StateMachineDoesNotExist"), (request, text)
            assert error["message"], (request, text)
