"""Connections by stock AWS clients, and state machines whose HTTP tasks call with them."""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import urllib.parse
import uuid

import botocore.exceptions
import pytest

from stateway import ACCOUNT, started, until

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"


class Web(http.server.ThreadingHTTPServer):
    """What the tasks call; /token gives tokens to who has the secret, /call answers what it got."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.asked.append((self.path, dict(self.headers), body))
        if self.path.startswith("/token"):
            form = dict(urllib.parse.parse_qsl(body))
            known = form.get("client_secret") == "open sesame"
            return self.answer(200, {"access_token": "t-1", "expires_in": 3600}) if known else self.answer(401, {"error": "invalid_client"})
        return self.answer(200, {"path": self.path, "authorization": self.headers.get("Authorization"), "key": self.headers.get("X-Key"), "body": json.loads(body)})

    def answer(self, status, document):
        text = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def web():
    with Web() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A Stateway whose tasks may call this machine."""
    with started(tmp_path_factory.mktemp("data"), STATEWAY_HTTP_ALLOW="127.0.0.1") as running:
        yield running


@pytest.fixture
def events(here):
    return here.client("events")


@pytest.fixture
def connection(events):
    """Creates connections and deletes them after the test."""
    made = []

    def create(kind, parameters):
        name = f"c-{uuid.uuid4()}"
        made.append(name)
        return name, events.create_connection(Name=name, AuthorizationType=kind, AuthParameters=parameters)

    yield create
    for name in made:
        events.delete_connection(Name=name)


API_KEY = {"ApiKeyAuthParameters": {"ApiKeyName": "X-Key", "ApiKeyValue": "k-1"}}
BASIC = {"BasicAuthParameters": {"Username": "ali", "Password": "sesame"}}


def oauth(web, secret="open sesame"):
    return {"OAuthParameters": {"AuthorizationEndpoint": f"{web.url}/token", "HttpMethod": "POST", "ClientParameters": {"ClientID": "me", "ClientSecret": secret}}}


def run(here, definition, data="{}"):
    """The description of an ended execution of this machine."""
    sfn = here.client()
    arn = sfn.create_state_machine(name=f"t-{uuid.uuid4()}", definition=json.dumps(definition), roleArn=ROLE)["stateMachineArn"]
    execution = sfn.start_execution(stateMachineArn=arn, input=data)["executionArn"]

    def ended():
        description = sfn.describe_execution(executionArn=execution)
        return description if description["status"] != "RUNNING" else None

    description = until(f"{execution} has ended", ended)
    sfn.delete_state_machine(stateMachineArn=arn)
    return description


def calling(web, arn, **more):
    return {"StartAt": "Call", "States": {"Call": {
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": True, **more,
        "Parameters": {"ApiEndpoint": f"{web.url}/call", "Method": "POST", "RequestBody": {"n": 1}, "Authentication": {"ConnectionArn": arn}}}}}


def test_each_kind_of_authorization_reaches_the_endpoint(here, web, connection):
    expected = {
        "API_KEY": (API_KEY, "key", "k-1"),
        "BASIC": (BASIC, "authorization", "Basic " + base64.b64encode(b"ali:sesame").decode()),
        "OAUTH_CLIENT_CREDENTIALS": (oauth(web), "authorization", "Bearer t-1"),
    }
    for kind, (parameters, member, value) in expected.items():
        _, made = connection(kind, parameters)
        ended = run(here, calling(web, made["ConnectionArn"]))
        assert ended["status"] == "SUCCEEDED", ended
        answer = json.loads(ended["output"])
        assert (answer["StatusCode"], answer["ResponseBody"][member]) == (200, value)


def test_jsonata_and_invocation_config(here, web, connection):
    """The newer form of both: Arguments, and the connection in InvocationConfig."""
    _, made = connection("API_KEY", API_KEY)
    ended = run(here, {"QueryLanguage": "JSONata", "StartAt": "Call", "States": {"Call": {
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": True,
        "Arguments": {
            "ApiEndpoint": "{% $states.input.url & '/call' %}", "Method": "POST",
            "InvocationConfig": {"ConnectionArn": made["ConnectionArn"]},
            "QueryParameters": {"n": "{% $string($states.input.n) %}"},
            "RequestBody": {"n": "{% $states.input.n %}"}},
        "Output": "{% $states.result.ResponseBody %}"}}}, json.dumps({"url": web.url, "n": 3}))
    assert ended["status"] == "SUCCEEDED", ended
    assert json.loads(ended["output"]) == {"path": "/call?n=3", "authorization": None, "key": "k-1", "body": {"n": 3}}


def test_a_definition_catches_what_is_wrong_with_a_connection(here, web, events, connection):
    name, made = connection("API_KEY", API_KEY)
    _, unknown = connection("OAUTH_CLIENT_CREDENTIALS", oauth(web, "wrong"))
    events.deauthorize_connection(Name=name)
    for arn, error in (
        (made["ConnectionArn"], "InvalidConnectionState"),
        (unknown["ConnectionArn"], "InvalidConnectionState"),
        (f"arn:aws:events:us-east-1:{ACCOUNT}:connection/none/1", "ResourceNotFound"),
    ):
        definition = calling(web, arn, Catch=[{"ErrorEquals": [f"Events.ConnectionResource.{error}"], "Next": "Caught"}])
        definition["States"]["Caught"] = {"Type": "Pass", "End": True}
        ended = run(here, definition)
        assert ended["status"] == "SUCCEEDED", ended
        assert json.loads(ended["output"])["Error"] == f"Events.ConnectionResource.{error}"


def test_boto3_manages_connections(events, connection):
    name, made = connection("BASIC", BASIC)
    assert made["ConnectionState"] == "AUTHORIZED"
    shown = events.describe_connection(Name=name)
    assert (shown["ConnectionArn"], shown["ConnectionState"]) == (made["ConnectionArn"], "AUTHORIZED")
    assert shown["AuthParameters"] == {"BasicAuthParameters": {"Username": "ali"}}
    assert f":secret:events!connection/{name}/" in shown["SecretArn"]
    assert shown["CreationTime"] <= shown["LastModifiedTime"] == shown["LastAuthorizedTime"]
    events.update_connection(Name=name, Description="changed", AuthorizationType="API_KEY", AuthParameters=API_KEY)
    assert events.describe_connection(Name=name)["AuthParameters"] == {"ApiKeyAuthParameters": {"ApiKeyName": "X-Key"}}
    assert [c["Name"] for c in events.list_connections(NamePrefix=name)["Connections"]] == [name]
    assert events.deauthorize_connection(Name=name)["ConnectionState"] == "DEAUTHORIZING"
    assert [c["Name"] for c in events.list_connections(ConnectionState="DEAUTHORIZED", NamePrefix=name)["Connections"]] == [name]
    for call, code in (
        (lambda: events.create_connection(Name=name, AuthorizationType="BASIC", AuthParameters=BASIC), "ResourceAlreadyExistsException"),
        (lambda: events.describe_connection(Name="none"), "ResourceNotFoundException"),
        (lambda: events.create_connection(Name="half", AuthorizationType="BASIC", AuthParameters=API_KEY), "ValidationException"),
        (lambda: events.create_connection(Name="kms", AuthorizationType="BASIC", AuthParameters=BASIC, KmsKeyIdentifier="alias/a"), "UnknownOperationException"),
    ):
        with pytest.raises(botocore.exceptions.ClientError) as refused:
            call()
        assert refused.value.response["Error"]["Code"] == code


def test_the_cli_manages_connections(here):
    """With the keys of client.env; the rest of EventBridge stays where it is, so the endpoint is named."""

    def cli(*arguments):
        line = f". '{here.data}/client.env' && \"$@\""
        aws = os.path.join(os.path.dirname(sys.executable), "aws")
        done = subprocess.run(["bash", "-c", line, "bash", aws, "events", "--endpoint-url", here.url, *arguments], text=True, capture_output=True, timeout=120,
                              env={k: v for k, v in os.environ.items() if not k.startswith("AWS_")})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    made = cli("create-connection", "--name", "cli", "--authorization-type", "API_KEY", "--auth-parameters", json.dumps(API_KEY))
    assert made["ConnectionArn"].startswith(f"arn:aws:events:us-east-1:{ACCOUNT}:connection/cli/")
    assert cli("describe-connection", "--name", "cli")["ConnectionState"] == "AUTHORIZED"
    assert cli("update-connection", "--name", "cli", "--description", "d")["ConnectionArn"] == made["ConnectionArn"]
    assert [c["Name"] for c in cli("list-connections")["Connections"]] == ["cli"]
    assert cli("deauthorize-connection", "--name", "cli")["ConnectionState"] == "DEAUTHORIZING"
    assert cli("delete-connection", "--name", "cli")["ConnectionState"] == "DELETING"
    assert cli("list-connections")["Connections"] == []
