"""The management API of the gateway with stock clients: the AWS CLI imports the example, boto3 builds an API of its parts."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

import botocore.exceptions
import pytest

from stateway import ACCOUNT, ROOT

EXAMPLE = ROOT / "examples/process-report"


@pytest.fixture
def apis(stateway):
    return stateway.client("apigatewayv2")


def call(url, method="GET", body=None, headers=None):
    """(status, headers, text) of one call of a served API."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_the_cli_imports_the_example(stateway, apis):
    line = f". '{stateway.data}/client.env' && \"$@\""
    aws = os.path.join(os.path.dirname(sys.executable), "aws")
    done = subprocess.run(
        ["bash", "-c", line, "bash", aws, "apigatewayv2", "import-api", "--body", "file://examples/process-report/openapi.yaml"],
        cwd=ROOT, text=True, capture_output=True, timeout=120, env={k: v for k, v in os.environ.items() if not k.startswith("AWS_")})
    assert done.returncode == 0, done.stderr
    api = json.loads(done.stdout)
    try:
        status, _, text = call(api["ApiEndpoint"] + "/processReport/sync", "POST", (EXAMPLE / "small-report.json").read_bytes())
        assert status == 200, text
        assert call(api["ApiEndpoint"] + "/processReport/sync", "POST", b"{}")[0] == 400
        routes = [route["RouteKey"] for route in apis.get_routes(ApiId=api["ApiId"])["Items"]]
        assert "POST /processReport" in routes
        exported = apis.export_api(ApiId=api["ApiId"], OutputType="JSON", Specification="OAS30")["body"].read()
        assert json.loads(exported)["paths"]["/processReport"]["post"]["requestBody"]
    finally:
        apis.delete_api(ApiId=api["ApiId"])
    assert call(api["ApiEndpoint"] + "/processReport/sync", "POST", b"{}")[0] == 404


def test_boto3_builds_an_api_of_its_parts(stateway, apis):
    machine = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:process-report"
    api = apis.create_api(Name="parts", ProtocolType="HTTP", CorsConfiguration={"AllowOrigins": ["https://a.example"], "AllowMethods": ["POST"]},
                          Tags={"team": "reports"})
    try:
        integration = apis.create_integration(
            ApiId=api["ApiId"], IntegrationType="AWS_PROXY", IntegrationSubtype="StepFunctions-StartExecution", PayloadFormatVersion="1.0",
            CredentialsArn=f"arn:aws:iam::{ACCOUNT}:role/any", RequestParameters={"StateMachineArn": machine, "Input": "$request.body"})
        route = apis.create_route(ApiId=api["ApiId"], RouteKey="POST /reports", Target=f"integrations/{integration['IntegrationId']}")
        apis.create_stage(ApiId=api["ApiId"], StageName="prod", AutoDeploy=True, StageVariables={"env": "prod"})
        status, headers, text = call(api["ApiEndpoint"] + "/prod/reports", "POST", (EXAMPLE / "small-report.json").read_bytes(), {"Origin": "https://a.example"})
        assert status == 202, text
        assert headers["Access-Control-Allow-Origin"] == "https://a.example"
        assert json.loads(text)["executionArn"].startswith(f"arn:aws:states:us-east-1:{ACCOUNT}:execution:process-report:")
        apis.update_route(ApiId=api["ApiId"], RouteId=route["RouteId"], AuthorizationType="AWS_IAM")
        assert call(api["ApiEndpoint"] + "/prod/reports", "POST", b"{}")[0] == 403
        assert apis.get_tags(ResourceArn=f"arn:aws:apigateway:us-east-1::/apis/{api['ApiId']}")["Tags"] == {"team": "reports"}
        assert apis.get_stage(ApiId=api["ApiId"], StageName="prod")["StageVariables"] == {"env": "prod"}
        with pytest.raises(botocore.exceptions.ClientError) as refused:
            apis.create_route(ApiId=api["ApiId"], RouteKey="POST /reports")
        assert refused.value.response["Error"]["Code"] == "ConflictException"
        with pytest.raises(botocore.exceptions.ClientError) as refused:
            apis.delete_integration(ApiId=api["ApiId"], IntegrationId=integration["IntegrationId"])
        assert refused.value.response["Error"]["Code"] == "ConflictException"
    finally:
        apis.delete_api(ApiId=api["ApiId"])
    with pytest.raises(apis.exceptions.NotFoundException):
        apis.get_api(ApiId=api["ApiId"])


def test_a_custom_domain_leads_to_a_stage(stateway, apis):
    api = apis.import_api(Body="""
        {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {
          "x-amazon-apigateway-integration": {"type": "mock", "responses": {"default": {"statusCode": "204"}}}}}}}""")
    domain = f"{api['ApiId']}.example.com"
    try:
        apis.create_domain_name(DomainName=domain)
        apis.create_api_mapping(DomainName=domain, ApiId=api["ApiId"], Stage="$default", ApiMappingKey="v1")
        assert call(stateway.url + "/v1/a", headers={"Host": domain})[0] == 204
        assert call(stateway.url + "/a", headers={"Host": domain})[0] == 404
        assert call(stateway.url + "/a", headers={"Host": f"{api['ApiId']}.execute-api.localhost"})[0] == 204
        apis.delete_domain_name(DomainName=domain)
        assert call(stateway.url + "/v1/a", headers={"Host": domain})[0] == 404
    finally:
        apis.delete_api(ApiId=api["ApiId"])
