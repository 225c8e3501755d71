"""Clients of AWS, each with its own signer, with lasting keys and with temporary ones of Stateway's token service."""

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest

from stateway import MACHINE

JS = """
const { SFNClient, ListStateMachinesCommand } = require("@aws-sdk/client-sfn");
const sfn = new SFNClient({ endpoint: process.env.ENDPOINT, region: "us-east-1", maxAttempts: 1 });
sfn.send(new ListStateMachinesCommand({})).then(
  answer => console.log(JSON.stringify(answer.stateMachines.map(machine => machine.stateMachineArn))),
  error => { console.log(error.name); process.exitCode = 1; });
"""


@pytest.fixture(scope="module", params=["lasting", "temporary"])
def keys(request, stateway):
    """(id, secret, session token or none)"""
    own = stateway.keys()
    if request.param == "lasting":
        return own["AWS_ACCESS_KEY_ID"], own["AWS_SECRET_ACCESS_KEY"], None
    made = stateway.client("sts").get_session_token()["Credentials"]
    return made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"]


def environment(stateway, keys):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    given = dict(zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), keys))
    return {**kept, **{name: value for name, value in given.items() if value}, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "ENDPOINT": stateway.url}


def test_boto3(stateway, keys):
    sfn = boto3.client("stepfunctions", endpoint_url=stateway.url, region_name="us-east-1", aws_access_key_id=keys[0],
                       aws_secret_access_key=keys[1], aws_session_token=keys[2])
    assert MACHINE in [machine["stateMachineArn"] for machine in sfn.list_state_machines()["stateMachines"]]


def test_the_aws_cli(stateway, keys):
    aws = shutil.which("aws", path=os.path.dirname(sys.executable)) or shutil.which("aws")
    done = subprocess.run([aws, "stepfunctions", "list-state-machines", "--endpoint-url", stateway.url, "--output", "json"],
                          env=environment(stateway, keys), text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert MACHINE in done.stdout


@pytest.fixture(scope="module")
def javascript(tmp_path_factory):
    """A folder with the AWS SDK for JavaScript and a program that uses it."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("there is no Node.js")
    folder = tmp_path_factory.mktemp("javascript")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "@aws-sdk/client-sfn@3"],
                   check=True, timeout=300)
    (folder / "list.js").write_text(JS)
    return folder


def test_the_sdk_for_javascript(stateway, keys, javascript):
    done = subprocess.run(["node", str(javascript / "list.js")], env=environment(stateway, keys), text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert MACHINE in json.loads(done.stdout)


def status(request):
    prepared = request.prepare()
    sent = urllib.request.Request(prepared.url, data=prepared.body, method=prepared.method, headers=dict(prepared.headers))
    try:
        with urllib.request.urlopen(sent, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("signer", [botocore.auth.SigV4Auth, botocore.auth.SigV4QueryAuth])
def test_plain_requests(stateway, keys, signer):
    request = botocore.awsrequest.AWSRequest(method="GET", url=stateway.url + "/approvals")
    signer(botocore.credentials.Credentials(*keys), "execute-api", "us-east-1").add_auth(request)
    assert status(request) == 200
    changed = botocore.awsrequest.AWSRequest(method="GET", url=stateway.url + "/approvals")
    signer(botocore.credentials.Credentials(keys[0], "another", keys[2]), "execute-api", "us-east-1").add_auth(changed)
    assert status(changed) == 401


def test_a_request_with_a_date_header(stateway, keys):
    request = botocore.awsrequest.AWSRequest(method="GET", url=stateway.url + "/approvals", headers={"Date": "now"})
    botocore.auth.SigV4Auth(botocore.credentials.Credentials(*keys), "execute-api", "us-east-1").add_auth(request)
    assert "X-Amz-Date" not in request.headers
    assert status(request) == 200
