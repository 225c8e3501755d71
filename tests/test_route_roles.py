"""As whom routes and their authorizers invoke functions: roles of identities.yaml, and roles of AWS."""

import http.server
import json
import threading
import urllib.error
import urllib.request

import pytest

from stateway import ACCOUNT, ROOT, started

ROLE = f"arn:aws:iam::{ACCOUNT}:role/"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:"
ROLES = ("invoker", "other", "worker", "unknown")


def identities():
    """Roles that differ by what they may, and by whom they trust."""
    def role(name, service, function):
        return f"""
  {name}:
    trust: {{Version: "2012-10-17", Statement: {{Effect: Allow, Action: "sts:AssumeRole", Principal: {{Service: {service}.amazonaws.com}}}}}}
    policies: [{{Version: "2012-10-17", Statement: {{Effect: Allow, Action: "lambda:InvokeFunction", Resource: "{FUNCTION}{function}"}}}}]"""
    return "\nroles:" + role("invoker", "apigateway", "*") + role("other", "apigateway", "another") + role("worker", "states", "*") + "\n"


def api(function, authorizer):
    """For each role a route to a function, and a route whose authorizer is asked as it."""
    schemes, paths = "", ""
    for name in ROLES:
        schemes += f"""
    {name}:
      type: apiKey
      name: Unused
      in: header
      x-amazon-apigateway-authorizer:
        type: request
        authorizerUri: {FUNCTION}{authorizer}
        authorizerPayloadFormatVersion: "2.0"
        enableSimpleResponses: true
        identitySource: $request.header.x-token
        authorizerCredentials: {ROLE}{name}"""
        paths += f"""
  /invoke/{name}:
    get:
      x-amazon-apigateway-integration: {{type: aws_proxy, uri: "{FUNCTION}{function}", payloadFormatVersion: "2.0", credentials: "{ROLE}{name}"}}
  /authorized/{name}:
    get:
      security: [{{{name}: []}}]
      x-amazon-apigateway-integration: {{type: mock}}"""
    return f'openapi: 3.0.3\ninfo: {{title: roles, version: "1"}}\ncomponents:\n  securitySchemes:{schemes}\npaths:{paths}\n'


class Aws(http.server.BaseHTTPRequestHandler):
    """AWS's STS and Lambda; every function lets everybody through. Notes which key signs for which service."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        key, _, _, service = self.headers["Authorization"].split("Credential=")[1].split("/")[:4]
        self.server.seen.append((service, key))
        if service == "sts":
            body = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>
                <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
                <AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::000000000000:assumed-role/unknown/s</Arn></AssumedRoleUser>
                </AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>"""
        else:
            body = json.dumps({"isAuthorized": True})
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture()
def aws():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Aws)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def serve(folder, aws, function, authorizer):
    """Stateway with that API and those roles."""
    apis = folder / "apis"
    apis.mkdir()
    (apis / "api.yaml").write_text(api(function, authorizer))
    (folder / "secret").write_text("guessed by nobody")
    administrator = """
users:
  administrator:
    policies: [{Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}]
    accessKeys: [{id: ADMIN, secret: "file:secret"}]
    apiKeys: [{name: key, key: "file:secret"}]"""
    (folder / "identities.yaml").write_text(administrator + identities())
    return started(folder / "data", STATEWAY_APIS=str(apis), STATEWAY_IDENTITIES=str(folder / "identities.yaml"),
                   STATEWAY_FUNCTIONS=str(ROOT / "tests/front_door/functions.yaml"), AWS_ENDPOINT_URL=f"http://127.0.0.1:{aws.server_port}",
                   AWS_ACCESS_KEY_ID="AKIAOWN", AWS_SECRET_ACCESS_KEY="test")


def status(url):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"x-token": "allow"}), timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def answers(stateway, kind):
    """The status by role."""
    return {role: status(f"{stateway.url}/{kind}/{role}") for role in ROLES}


def test_functions_of_this_host_are_invoked_by_whom_the_role_says(tmp_path, aws):
    with serve(tmp_path, aws, "echo", "simple-authorizer") as stateway:
        for kind in ("invoke", "authorized"):
            assert answers(stateway, kind) == {"invoker": 200, "other": 500, "worker": 500, "unknown": 200}
        refused = [e for e in stateway.audit() if e["action"] == "lambda:InvokeFunction"]
        assert {e["resource"] for e in refused} == {FUNCTION + "echo", FUNCTION + "simple-authorizer"}
        assert all(":assumed-role/other/" in e["principal"] for e in refused)
    assert aws.seen == []


def test_functions_of_aws_are_invoked_as_the_roles_of_aws(tmp_path, aws):
    with serve(tmp_path, aws, "remote", "remote") as stateway:
        assert answers(stateway, "authorized") == {"invoker": 200, "other": 500, "worker": 500, "unknown": 200}
    assert aws.seen == [("lambda", "AKIAOWN"), ("sts", "AKIAOWN"), ("lambda", "ASIAROLE")]
