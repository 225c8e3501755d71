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


def test_what_terraform_sends_is_taken(stateway, apis):
    """The calls of the AWS provider, in its order: create, read, update with all members, tags, delete."""
    function = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:{ACCOUNT}:function:echo/invocations"
    # aws_apigatewayv2_api
    api_id = apis.create_api(
        Name="shop", ProtocolType="HTTP", ApiKeySelectionExpression="$request.header.x-api-key", RouteSelectionExpression="$request.method $request.path",
        Description="a shop", DisableExecuteApiEndpoint=False, Version="1", Tags={"Name": "shop"},
        CorsConfiguration={"AllowCredentials": False, "AllowHeaders": ["content-type"], "AllowMethods": ["*"], "AllowOrigins": ["*"], "ExposeHeaders": ["x-e"], "MaxAge": 60},
    )["ApiId"]
    arn = f"arn:aws:apigateway:us-east-1::/apis/{api_id}"
    try:
        api = apis.get_api(ApiId=api_id)
        assert api["Tags"] == {"Name": "shop"} and api["CorsConfiguration"]["MaxAge"] == 60 and api["ApiEndpoint"].endswith(api_id)
        # aws_apigatewayv2_integration, _authorizer, _route
        integration = dict(
            ApiId=api_id, IntegrationType="AWS_PROXY", ConnectionType="INTERNET", Description="i", IntegrationMethod="POST", IntegrationUri=function,
            PayloadFormatVersion="2.0", TimeoutInMillis=30000, CredentialsArn=f"arn:aws:iam::{ACCOUNT}:role/any")
        integration_id = apis.create_integration(**integration)["IntegrationId"]
        read = apis.get_integration(ApiId=api_id, IntegrationId=integration_id)
        assert {name: read[name] for name in integration if name != "ApiId"} == {name: value for name, value in integration.items() if name != "ApiId"}
        jwt = dict(ApiId=api_id, AuthorizerType="JWT", Name="tokens", IdentitySource=["$request.header.Authorization"],
                   JwtConfiguration={"Audience": ["shop"], "Issuer": "https://issuer.example"})
        jwt_id = apis.create_authorizer(**jwt)["AuthorizerId"]
        asked_id = apis.create_authorizer(
            ApiId=api_id, AuthorizerType="REQUEST", Name="asked", IdentitySource=["$request.header.x-token"], AuthorizerUri=function,
            AuthorizerPayloadFormatVersion="2.0", EnableSimpleResponses=True, AuthorizerResultTtlInSeconds=0)["AuthorizerId"]
        assert apis.get_authorizer(ApiId=api_id, AuthorizerId=asked_id)["EnableSimpleResponses"] is True
        route_id = apis.create_route(
            ApiId=api_id, RouteKey="GET /items", Target=f"integrations/{integration_id}", ApiKeyRequired=False, AuthorizationType="JWT", AuthorizerId=jwt_id,
            AuthorizationScopes=["read"], OperationName="items")["RouteId"]
        assert apis.get_route(ApiId=api_id, RouteId=route_id)["AuthorizationScopes"] == ["read"]
        # aws_apigatewayv2_deployment, _stage
        deployment_id = apis.create_deployment(ApiId=api_id, Description="first")["DeploymentId"]
        assert apis.get_deployment(ApiId=api_id, DeploymentId=deployment_id)["DeploymentStatus"] == "DEPLOYED"
        apis.create_stage(ApiId=api_id, StageName="prod", DeploymentId=deployment_id, AutoDeploy=False, Description="s", StageVariables={"a": "b"}, Tags={"t": "1"},
                          DefaultRouteSettings={"DetailedMetricsEnabled": False, "ThrottlingBurstLimit": 50, "ThrottlingRateLimit": 25.5},
                          RouteSettings={"GET /items": {"ThrottlingBurstLimit": 5, "ThrottlingRateLimit": 2.5}},
                          AccessLogSettings={"DestinationArn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:shop", "Format": "$context.requestId"})
        stage = apis.get_stage(ApiId=api_id, StageName="prod")
        assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] == 25.5 and stage["RouteSettings"]["GET /items"]["ThrottlingBurstLimit"] == 5
        assert call(f"{api['ApiEndpoint']}/prod/items")[0] == 401
        # Updates.
        apis.update_api(ApiId=api_id, Name="shop 2", Description="", Version="2", DisableExecuteApiEndpoint=False,
                        CorsConfiguration={"AllowOrigins": ["https://a.example"]})
        apis.delete_cors_configuration(ApiId=api_id)
        assert "CorsConfiguration" not in apis.get_api(ApiId=api_id)
        apis.update_integration(**{**integration, "IntegrationId": integration_id, "TimeoutInMillis": 5000, "Description": "j"})
        apis.update_authorizer(ApiId=api_id, AuthorizerId=jwt_id, Name="tokens", JwtConfiguration={"Audience": ["other"], "Issuer": "https://issuer.example"})
        apis.update_route(ApiId=api_id, RouteId=route_id, AuthorizationType="CUSTOM", AuthorizerId=asked_id, RouteKey="ANY /items", Target=f"integrations/{integration_id}")
        apis.update_stage(ApiId=api_id, StageName="prod", AutoDeploy=True, Description="t")
        apis.delete_access_log_settings(ApiId=api_id, StageName="prod")
        apis.delete_route_settings(ApiId=api_id, StageName="prod", RouteKey="GET /items")
        stage = apis.get_stage(ApiId=api_id, StageName="prod")
        assert "AccessLogSettings" not in stage and stage["RouteSettings"] == {}
        apis.tag_resource(ResourceArn=arn, Tags={"env": "test"})
        apis.untag_resource(ResourceArn=arn, TagKeys=["Name"])
        assert apis.get_tags(ResourceArn=arn)["Tags"] == {"env": "test"}
        apis.tag_resource(ResourceArn=f"{arn}/stages/prod", Tags={"u": "2"})
        assert apis.get_tags(ResourceArn=f"{arn}/stages/prod")["Tags"] == {"t": "1", "u": "2"}
        # aws_apigatewayv2_domain_name, _api_mapping
        domain = f"{api_id}.shop.example"
        apis.create_domain_name(DomainName=domain, Tags={"d": "1"}, DomainNameConfigurations=[
            {"CertificateArn": f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/1", "EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2"}])
        assert apis.get_domain_name(DomainName=domain)["DomainNameConfigurations"][0]["DomainNameStatus"] == "AVAILABLE"
        mapping_id = apis.create_api_mapping(ApiId=api_id, DomainName=domain, Stage="prod", ApiMappingKey="v1")["ApiMappingId"]
        assert call(stateway.url + "/v1/items", headers={"Host": domain})[0] == 401
        apis.update_api_mapping(ApiId=api_id, ApiMappingId=mapping_id, DomainName=domain, Stage="prod", ApiMappingKey="v2")
        assert call(stateway.url + "/v2/items", headers={"Host": domain})[0] == 401
        # Deletion, the parts that need others first.
        apis.delete_api_mapping(ApiMappingId=mapping_id, DomainName=domain)
        apis.delete_domain_name(DomainName=domain)
        apis.delete_stage(ApiId=api_id, StageName="prod")
        apis.delete_deployment(ApiId=api_id, DeploymentId=deployment_id)
        apis.delete_route(ApiId=api_id, RouteId=route_id)
        for authorizer_id in (jwt_id, asked_id):
            apis.delete_authorizer(ApiId=api_id, AuthorizerId=authorizer_id)
        apis.delete_integration(ApiId=api_id, IntegrationId=integration_id)
    finally:
        apis.delete_api(ApiId=api_id)
