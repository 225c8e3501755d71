"""Who may do what, with stock AWS clients: keys of the first start, temporary keys for the token of an issuer, the log of it all."""

import base64
import contextlib
import http.server
import json
import os
import stat
import subprocess
import sys
import threading
import time

import boto3
import botocore.exceptions
import pytest
import rsa

from stateway import ACCOUNT, MACHINE, ROOT, Stateway, started, until

ROLE = f"arn:aws:iam::{ACCOUNT}:role/starter"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Issuer:
    """An OpenID Connect issuer with one key."""

    def __init__(self):
        self.public, self.private = rsa.newkeys(2048)
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                documents = {
                    "/.well-known/openid-configuration": {"issuer": issuer.name, "jwks_uri": issuer.name + "/keys"},
                    "/keys": {"keys": [{"kty": "RSA", "kid": "k", "use": "sig", "alg": "RS256",
                                        "n": number(issuer.public.n), "e": number(issuer.public.e)}]},
                }
                body = json.dumps(documents[self.path]).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.name = "http://" + self.host
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, **claims):
        now = int(time.time())
        claims = {"iss": self.name, "aud": "stateway", "iat": now, "exp": now + 600, **claims}
        signed = ".".join(base64url(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": "k", "typ": "JWT"}, claims))
        return signed + "." + base64url(rsa.sign(signed.encode(), self.private, "SHA-256"))


@contextlib.contextmanager
def issuing():
    issuer = Issuer()
    try:
        yield issuer
    finally:
        issuer.server.shutdown()


def more_identities(issuer):
    """Added to the file of the first start."""
    return f"""
roles:
  starter:
    trust:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Action: sts:AssumeRoleWithWebIdentity
          Principal: {{Federated: "arn:aws:iam::{ACCOUNT}:oidc-provider/{issuer.host}"}}
          Condition: {{StringEquals: {{"{issuer.host}:sub": ci}}}}
    policies:
      - Version: "2012-10-17"
        Statement: {{Effect: Allow, Action: "states:StartExecution", Resource: "{MACHINE}"}}
issuers:
  - issuer: {issuer.name}
    audiences: [stateway]
"""


def aws(stateway, environment, *arguments):
    """The AWS CLI after client.env, with more environment: (exit status, what it says)."""
    line = f". '{stateway.data}/client.env' && unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY && \"$@\""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    done = subprocess.run(["bash", "-c", line, "bash", os.path.join(os.path.dirname(sys.executable), "aws"), *arguments],
                          text=True, capture_output=True, timeout=120, env={**clean, **environment})
    return done.returncode, done.stdout + done.stderr


def test_a_token_in_a_file_gives_the_cli_keys(tmp_path):
    with issuing() as issuer, started(tmp_path / "data") as stateway:
        identities = stateway.data / "identities.yaml"
        identities.write_text(identities.read_text() + more_identities(issuer))
        file = tmp_path / "token"
        environment = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(file), "AWS_ROLE_ARN": ROLE, "AWS_ROLE_SESSION_NAME": "ci-run"}

        def caller():
            file.write_text(issuer.token(sub="ci"))
            status, said = aws(stateway, environment, "sts", "get-caller-identity", "--query", "Arn", "--output", "text")
            return said.strip() if status == 0 else None

        arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/starter/ci-run"
        assert until("the changed identities count", caller, every=0.5) == arn
        report = (ROOT / "examples/process-report/small-report.json").read_text()
        status, said = aws(stateway, environment, "stepfunctions", "start-execution", "--state-machine-arn", MACHINE, "--input", report)
        assert status == 0, said
        execution = json.loads(said)["executionArn"]
        status, said = aws(stateway, environment, "stepfunctions", "list-state-machines")
        assert status != 0 and "AccessDeniedException" in said and arn in said
        file.write_text(issuer.token(sub="somebody"))
        status, said = aws(stateway, environment, "sts", "get-caller-identity")
        assert status != 0 and "AccessDenied" in said
        entries = until("the start is written down", lambda: [e for e in stateway.audit() if e["action"] == "states:StartExecution" and e["principal"] == arn])
        assert entries[0]["executionArn"] == execution and entries[0]["decision"] == "ALLOW"


def test_the_first_start_makes_keys_and_keeps_them(stateway):
    for name in ("identities.yaml", "administrator.env", "client.env"):
        assert stat.S_IMODE((stateway.data / name).stat().st_mode) == 0o600
    keys = stateway.keys()
    assert keys["AWS_SECRET_ACCESS_KEY"] not in (stateway.data / "identities.yaml").read_text()
    assert f"export STATEWAY_API_KEY={keys['STATEWAY_API_KEY']}\n" in (stateway.data / "client.env").read_text()
    for log in (stateway.data / "log").iterdir():
        text = log.read_text(errors="replace")
        assert not any(key in text for key in (keys["AWS_SECRET_ACCESS_KEY"], keys["STATEWAY_API_KEY"])), log
    assert stateway.client("sts").get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/administrator"


@pytest.mark.parametrize("path", ["/approvals", f"/executions/arn:aws:states:us-east-1:{ACCOUNT}:execution:process-report:x"])
def test_nothing_is_open_without_a_key(stateway, path):
    assert stateway.http("GET", path, headers={"Authorization": ""})[0] == 401
    assert stateway.http("GET", "/readyz", headers={"Authorization": ""})[0] == 200


def test_a_wrong_secret_is_refused(stateway):
    wrong = boto3.client("stepfunctions", endpoint_url=stateway.url, region_name="us-east-1",
                         aws_access_key_id=stateway.keys()["AWS_ACCESS_KEY_ID"], aws_secret_access_key="wrong")
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        wrong.list_state_machines()
    assert refused.value.response["Error"]["Code"] == "InvalidSignatureException"


def test_other_machines_are_not_served_without_tls_unless_that_is_said(tmp_path):
    stateway = Stateway(tmp_path, STATEWAY_HOST="0.0.0.0")
    done = subprocess.run([str(ROOT / "run")], cwd=ROOT, env=stateway.environment, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    assert done.returncode == 1
    assert "STATEWAY_HOST=0.0.0.0 would serve other machines without TLS" in done.stdout


def test_a_decision_is_explained(stateway):
    jar = ROOT / "api/target/stateway.jar"
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
    done = subprocess.run([java, "-jar", str(jar), "policy", "simulate", "administrator", "states:StartExecution", MACHINE],
                          env={**os.environ, "STATEWAY_DATA": str(stateway.data)}, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "decided by: administrator, Everything" in done.stdout
