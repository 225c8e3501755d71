"""The gateway's integrations with real parts: functions of the function host, AWS services of moto, generated requests."""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading

import pytest

from moto_server import client, served
from stateway import ACCOUNT, ROOT, started, until

HERE = ROOT / "tests/front_door"
sys.path.insert(0, str(HERE))

import descriptions  # noqa: E402 - lies beside what is served


@pytest.fixture(scope="module")
def aws():
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def door(aws, tmp_path_factory):
    with started(tmp_path_factory.mktemp("door"), STATEWAY_APIS=str(HERE), STATEWAY_FUNCTIONS=str(HERE / "functions.yaml"), AWS_ENDPOINT_URL=aws,
                 AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", CBOR_ENABLED="false") as running:
        running.client().create_state_machine(
            name="fuzz", roleArn=f"arn:aws:iam::{ACCOUNT}:role/any", definition=json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}))
        yield running


def test_a_function_gets_version_1(door):
    status, _, text = door.http("POST", "/function/v1/a%20b?q=1&q=2", "hello", {"Content-Type": "text/plain"})
    event = json.loads(text)
    assert status == 200 and event["version"] == "1.0"
    assert event["pathParameters"] == {"id": "a b"} and event["multiValueQueryStringParameters"] == {"q": ["1", "2"]}
    assert event["body"] == "hello" and event["isBase64Encoded"] is False
    assert event["requestContext"]["resourcePath"] == "/function/v1/{id}"


def test_a_function_gets_version_2(door):
    status, headers, text = door.http("POST", "/function/v2/7?q=1&q=2", b"\x00\xff", {"Content-Type": "image/png", "Cookie": "a=1; b=2", "Origin": "https://app.example"})
    event = json.loads(text)
    assert status == 200 and event["version"] == "2.0" and event["routeKey"] == "POST /function/v2/{id}"
    assert event["queryStringParameters"] == {"q": "1,2"} and event["cookies"] == ["a=1", "b=2"]
    assert base64.b64decode(event["body"]) == b"\x00\xff" and event["isBase64Encoded"] is True
    assert headers["Access-Control-Allow-Origin"] == "https://app.example"


def test_a_function_says_the_answer(door):
    status, headers, text = door.http("POST", "/function/v2/7", json.dumps({"statusCode": 418, "headers": {"X-Pot": "tea"}, "body": "short"}))
    assert (status, headers["X-Pot"], text) == (418, "tea", "short")
    status, _, text = door.http("POST", "/function/v2/7", json.dumps({"plain": 1}))
    assert (status, json.loads(text)) == (200, {"plain": 1})
    status, _, text = door.http("POST", "/function/v1/7", json.dumps({"plain": 1}))
    assert (status, json.loads(text)) == (500, {"message": "Internal Server Error"})
    assert door.http("POST", "/function/v1/7", "raise")[0] == 500


def test_messages_go_through_sqs(door, aws):
    queue = client(aws, "sqs").create_queue(QueueName="front-door")["QueueUrl"]
    headers = {"x-queue": queue, "x-who": "ada"}
    status, _, text = door.http("POST", "/sqs", json.dumps({"text": "hi"}), headers)
    assert status == 200 and json.loads(text)["MessageId"]
    status, _, text = door.http("GET", "/sqs", headers=headers)
    message = json.loads(text)["Messages"][0]
    assert status == 200 and message["Body"] == "hi"
    assert message["MessageAttributes"]["who"]["StringValue"] == "ada"
    assert door.http("DELETE", "/sqs", headers=headers)[0] == 200
    status, _, text = door.http("POST", "/sqs", "{}", headers)
    assert status == 400, text
    status, _, text = door.http("POST", "/sqs", json.dumps({"text": "hi"}), {"x-queue": queue + "-none"})
    assert status == 400, text


def test_events_and_records_are_put(door, aws):
    status, _, text = door.http("POST", "/events", json.dumps({"order": 1}))
    assert (status, json.loads(text)["FailedEntryCount"]) == (200, 0)
    kinesis = client(aws, "kinesis")
    kinesis.create_stream(StreamName="front-door", ShardCount=1)
    status, _, text = door.http("POST", "/records?stream=front-door", json.dumps({"data": base64.b64encode(b"record").decode()}))
    assert status == 200 and json.loads(text)["SequenceNumber"], text
    shard = kinesis.list_shards(StreamName="front-door")["Shards"][0]["ShardId"]
    iterator = kinesis.get_shard_iterator(StreamName="front-door", ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    assert [record["Data"] for record in kinesis.get_records(ShardIterator=iterator)["Records"]] == [b"record"]
    assert door.http("POST", "/records?stream=front-door", json.dumps({"data": "no base64!"}))[0] == 400


def test_a_configuration_is_the_answer(tmp_path):
    class AppConfig(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.seen = self.path, self.headers["Authorization"]
            body = b'{"limit": 7}'
            self.send_response(200)
            for name, value in (("Content-Type", "application/json"), ("Configuration-Version", "3"), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), AppConfig)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "api.yaml").write_text("""
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /configuration/{name}:
    get:
      x-amazon-apigateway-integration:
        type: aws_proxy
        integrationSubtype: AppConfig-GetConfiguration
        payloadFormatVersion: "1.0"
        requestParameters: {Application: shop, Environment: prod, Configuration: $request.path.name, ClientId: door, ClientConfigurationVersion: $request.querystring.have}
""")
    try:
        with started(tmp_path / "data", STATEWAY_APIS=str(tmp_path), AWS_ENDPOINT_URL=f"http://127.0.0.1:{server.server_port}",
                     AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test") as running:
            status, headers, text = running.http("GET", "/configuration/limits?have=2")
        assert (status, text, headers["Configuration-Version"], headers["Content-Type"]) == (200, '{"limit": 7}', "3", "application/json")
        path, authorization = server.seen
        assert path == "/applications/shop/environments/prod/configurations/limits?client_id=door&client_configuration_version=2"
        assert "/appconfig/aws4_request" in authorization
    finally:
        server.shutdown()


def test_a_function_authorizes_simply_and_its_answer_is_kept(door):
    def seen(path, word):
        status, _, text = door.http("GET", path, headers={"x-token": word})
        return status, json.loads(text)
    status, event = seen("/authorized/simple/1", "allow")
    said = event["requestContext"]["authorizer"]["lambda"]
    assert status == 200 and said["number"] == 7 and said["list"] == [1, {"a": True}] and said["route"] == "ANY /authorized/simple/{id}"
    assert said["arn"].startswith("arn:aws:execute-api:us-east-1:000000000000:") and said["arn"].endswith("/$default/GET/authorized/simple/1")
    again = seen("/authorized/simple/2", "allow")[1]["requestContext"]["authorizer"]["lambda"]
    assert again["call"] == said["call"]
    assert seen("/authorized/simple/1", "deny") == (403, {"message": "Forbidden"})
    assert seen("/authorized/simple/1", None) == (401, {"message": "Unauthorized"})
    assert seen("/authorized/simple/1", "unauthorized") == (401, {"message": "Unauthorized"})
    assert seen("/authorized/simple/1", "raise") == (500, {"message": "Internal Server Error"})
    assert seen("/authorized/simple/1", "nonsense") == (500, {"message": "Internal Server Error"})


def test_a_function_authorizes_by_policy(door):
    def seen(word, query="?tenant=t1"):
        status, _, text = door.http("GET", "/authorized/policy/1" + query, headers={"x-token": word})
        return status, json.loads(text)
    status, event = seen("allow")
    said = event["requestContext"]["authorizer"]
    assert status == 200 and said["principalId"] == "user|allow" and said["token"] == "allow,t1"
    assert seen("allow")[1]["requestContext"]["authorizer"]["call"] != said["call"]
    assert seen("all")[0] == 200
    assert seen("other") == (403, {"message": "Forbidden"})
    assert seen("deny") == (403, {"message": "Forbidden"})
    assert seen("allow", "") == (401, {"message": "Unauthorized"})


def test_an_authorized_request_may_need_a_key_too(door):
    key = door.keys()["STATEWAY_API_KEY"]
    status, headers, _ = door.http("GET", "/authorized/keyed", headers={"x-token": "allow", "x-api-key": key})
    assert status == 200 and headers["who"].startswith("7 administrator/")
    for sent, status in (({"x-token": "allow"}, 403), ({"x-token": "allow", "x-api-key": "guessed"}, 403), ({"x-api-key": key}, 401)):
        assert door.http("GET", "/authorized/keyed", headers=sent)[0] == status


def test_the_management_api_makes_a_lambda_authorizer(door):
    apis = door.client("apigatewayv2")
    api = apis.create_api(Name="lambda-authorizer", ProtocolType="HTTP", Target="arn:aws:lambda:us-east-1:000000000000:function:echo")
    try:
        authorizer = apis.create_authorizer(
            ApiId=api["ApiId"], Name="simple", AuthorizerType="REQUEST", IdentitySource=["$request.header.x-token"], EnableSimpleResponses=True,
            AuthorizerPayloadFormatVersion="2.0", AuthorizerResultTtlInSeconds=3600,
            AuthorizerUri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:simple-authorizer/invocations")
        route = apis.get_routes(ApiId=api["ApiId"])["Items"][0]
        apis.update_route(ApiId=api["ApiId"], RouteId=route["RouteId"], AuthorizationType="CUSTOM", AuthorizerId=authorizer["AuthorizerId"])
        path = api["ApiEndpoint"].removeprefix(door.url) + "/x"

        def call():
            status, _, text = door.http("GET", path, headers={"x-token": "allow"})
            assert status == 200, text
            return json.loads(text)["requestContext"]["authorizer"]["lambda"]["call"]
        first = call()
        assert call() == first
        apis.reset_authorizers_cache(ApiId=api["ApiId"], StageName="$default")
        assert call() != first
        assert door.http("GET", path)[0] == 401
        exported = json.loads(apis.export_api(ApiId=api["ApiId"], OutputType="JSON", Specification="OAS30")["body"].read())
        extension = exported["components"]["securitySchemes"]["simple"]["x-amazon-apigateway-authorizer"]
        assert extension["type"] == "request" and extension["enableSimpleResponses"] is True
        again = apis.reimport_api(ApiId=api["ApiId"], Body=json.dumps(exported))
        assert apis.get_authorizers(ApiId=again["ApiId"])["Items"][0]["AuthorizerType"] == "REQUEST"
    finally:
        apis.delete_api(ApiId=api["ApiId"])


@pytest.mark.parametrize("path", ["/keyed", "/signed"])
def test_a_protected_route_is_closed_to_strangers(door, path):
    status, _, text = door.http("GET", path, headers={"Authorization": None, "x-api-key": "guessed"})
    assert (status, json.loads(text)) == (403, {"message": "Forbidden"})


def test_changed_files_are_taken_up(aws, tmp_path):
    apis = tmp_path / "apis"
    apis.mkdir()
    route = '{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"%s": {"get": {"x-amazon-apigateway-integration": {"type": "mock"}}}}}'
    (apis / "a.json").write_text(route % "/one")
    with started(tmp_path / "data", STATEWAY_APIS=str(apis)) as running:
        assert running.http("GET", "/one")[0] == 200
        (apis / "b.json").write_text(route % "/two")
        until("a new file is served", lambda: running.http("GET", "/two")[0] == 200)
        (apis / "a.json").write_text("{\"openapi\": \"3.0.3\", \"paths\": ")
        until("its errors are told", lambda: "it is served as it was before" in (running.data / "log/stateway.log").read_text())
        assert running.http("GET", "/one")[0] == 200
        (apis / "a.json").unlink()
        until("a file that is gone is served no more", lambda: running.http("GET", "/one")[0] == 404)


def fuzz(door, description, *options, **environment):
    """Generated requests of a description; none may be answered with an error of the server's own."""
    program = os.path.join(os.path.dirname(sys.executable), "schemathesis")
    done = subprocess.run(
        [program, "run", str(description), "--url", door.url, "--checks", "not_a_server_error", "--seed", "7", "--no-color", *options],
        text=True, capture_output=True, timeout=900, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


def test_generated_requests_find_no_error_of_the_server(door):
    fuzz(door, HERE / "api.yaml", "--include-path-regex", "^/(fuzz|executions-of)/", "--max-examples", "100")


def test_generated_requests_of_its_own_apis_find_none(door, tmp_path):
    sfn = door.client()
    machine = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:fuzz"
    execution = sfn.start_execution(stateMachineArn=machine, input="{}")["executionArn"]
    (tmp_path / "own.json").write_text(json.dumps(descriptions.own(execution)))
    fuzz(door, tmp_path / "own.json", "--max-examples", "50", SCHEMATHESIS_HOOKS=str(HERE / "signed.py"), FUZZED="own", **door.keys())


def test_generated_requests_of_the_management_api_find_none(door, tmp_path):
    apis = door.client("apigatewayv2")
    api = apis.import_api(Body=json.dumps({
        "openapi": "3.0.3", "info": {"title": "fuzzed", "version": "1"}, "paths": {"/a/{id}": {"get": {"x-amazon-apigateway-integration": {"type": "mock"}}}}}))
    api_id = api["ApiId"]
    apis.create_stage(ApiId=api_id, StageName="prod", AutoDeploy=True)
    authorizer = apis.create_authorizer(ApiId=api_id, Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
                                        JwtConfiguration={"Audience": ["a"], "Issuer": "https://issuer.example"})
    apis.create_domain_name(DomainName="fuzzed.example.com")
    mapping = apis.create_api_mapping(DomainName="fuzzed.example.com", ApiId=api_id, Stage="prod")
    known = {
        "apiId": [api_id], "routeId": [apis.get_routes(ApiId=api_id)["Items"][0]["RouteId"]], "stageName": ["prod"],
        "integrationId": [apis.get_integrations(ApiId=api_id)["Items"][0]["IntegrationId"]], "authorizerId": [authorizer["AuthorizerId"]],
        "deploymentId": [apis.get_deployments(ApiId=api_id)["Items"][0]["DeploymentId"]], "domainName": ["fuzzed.example.com"],
        "apiMappingId": [mapping["ApiMappingId"]], "specification": ["OAS30"],
        "resource-arn": [f"arn:aws:apigateway:us-east-1::/apis/{api_id}"],
    }
    (tmp_path / "management.json").write_text(json.dumps(descriptions.management(known)))
    fuzz(door, tmp_path / "management.json", "--max-examples", "15", SCHEMATHESIS_HOOKS=str(HERE / "signed.py"), FUZZED="management", **door.keys())
