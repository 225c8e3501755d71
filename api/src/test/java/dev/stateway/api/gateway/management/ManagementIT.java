package dev.stateway.api.gateway.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.ManagementClient;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The management API over HTTP, and what is served of it. */
@WithStateway
class ManagementIT {
  private static final String DEFINITION =
      """
      openapi: 3.0.3
      info: {title: Pets, version: "7"}
      x-amazon-apigateway-cors: {allowOrigins: ['*']}
      paths:
        /pets/{id}:
          get:
            operationId: getPet
            x-amazon-apigateway-integration:
              type: mock
              responses: {default: {statusCode: 203, responseTemplates: {application/json: '{"pet": 1}'}}}
          post:
            requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
            x-amazon-apigateway-integration: {type: http_proxy, httpMethod: POST, uri: 'https://example.com/{id}'}
      """;

  private final ManagementClient management;
  private final StatewayServer stateway;

  ManagementIT(StatewayServer stateway) {
    this.stateway = stateway;
    this.management = new ManagementClient(stateway.endpoint());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return management.send(method, path, body);
  }

  private JsonNode call(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    return management.call(status, method, path, body);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return stateway.get(path);
  }

  private static String imported(String definition) {
    return ManagementClient.importBody(definition);
  }

  @Test
  void anImportedApiIsServedAndExportedAndGoes() throws IOException, InterruptedException {
    var api = call(201, "PUT", "/v2/apis", imported(DEFINITION));
    var id = api.path("apiId").stringValue();
    assertThat(api.path("name").stringValue()).isEqualTo("Pets");
    assertThat(api.path("apiEndpoint").stringValue())
        .isEqualTo(stateway.endpoint() + "/_aws/execute-api/" + id);
    assertThat(api.propertyNames()).noneMatch(name -> name.startsWith("_"));
    var served = get("/_aws/execute-api/" + id + "/pets/1");
    assertThat(served.statusCode()).isEqualTo(203);
    assertThat(served.body()).isEqualTo("{\"pet\": 1}");
    assertThat(call(200, "GET", "/v2/apis/" + id + "/routes", "").path("items").size())
        .isEqualTo(2);
    var export = call(200, "GET", "/v2/apis/" + id + "/exports/OAS30?outputType=JSON", "");
    assertThat(export.at("/paths/~1pets~1{id}/get/operationId").asString("")).isEqualTo("getPet");
    assertThat(export.at("/paths/~1pets~1{id}/post/requestBody/required").booleanValue()).isTrue();
    var yaml = send("GET", "/v2/apis/" + id + "/exports/OAS30?outputType=YAML", "").body();
    assertThat(yaml).contains("/pets/{id}:");
    // What is exported is imported as the same.
    call(201, "PUT", "/v2/apis/" + id, imported(yaml));
    assertThat(get("/_aws/execute-api/" + id + "/pets/1").statusCode()).isEqualTo(203);
    call(204, "DELETE", "/v2/apis/" + id, "");
    assertThat(get("/_aws/execute-api/" + id + "/pets/1").statusCode()).isEqualTo(404);
    var gone = send("GET", "/v2/apis/" + id, "");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.headers().firstValue("x-amzn-errortype")).contains("NotFoundException");
  }

  @Test
  void anApiIsBuiltOfPartsAndDeployed() throws IOException, InterruptedException {
    var id =
        call(201, "POST", "/v2/apis", "{\"name\": \"n\", \"protocolType\": \"HTTP\"}")
            .path("apiId")
            .stringValue();
    var base = "/v2/apis/" + id;
    var integration =
        call(
                201,
                "POST",
                base + "/integrations",
                """
                {"integrationType": "MOCK", "requestTemplates": {"application/json": "{\\"statusCode\\": 202}"}}
                """)
            .path("integrationId")
            .stringValue();
    var route =
        call(
                201,
                "POST",
                base + "/routes",
                "{\"routeKey\": \"GET /a\", \"target\": \"integrations/" + integration + "\"}")
            .path("routeId")
            .stringValue();
    call(201, "POST", base + "/stages", "{\"stageName\": \"prod\"}");
    assertThat(get("/_aws/execute-api/" + id + "/prod/a").statusCode()).isEqualTo(404);
    call(201, "POST", base + "/deployments", "{\"stageName\": \"prod\"}");
    assertThat(get("/_aws/execute-api/" + id + "/prod/a").statusCode()).isEqualTo(202);
    call(200, "PATCH", base + "/routes/" + route, "{\"routeKey\": \"GET /b\"}");
    assertThat(get("/_aws/execute-api/" + id + "/prod/b").statusCode()).isEqualTo(404);
    call(200, "PATCH", base + "/stages/prod", "{\"autoDeploy\": true}");
    call(200, "PATCH", base + "/routes/" + route, "{\"routeKey\": \"GET /c\"}");
    assertThat(get("/_aws/execute-api/" + id + "/prod/c").statusCode()).isEqualTo(202);
    var limited =
        """
        {"routeSettings": {"GET /c": {"throttlingRateLimit": 0.01, "throttlingBurstLimit": 1}}}
        """;
    call(200, "PATCH", base + "/stages/prod", limited);
    assertThat(get("/_aws/execute-api/" + id + "/prod/c").statusCode()).isEqualTo(202);
    assertThat(get("/_aws/execute-api/" + id + "/prod/c").statusCode()).isEqualTo(429);
    assertThat(send("DELETE", base + "/integrations/" + integration, "").statusCode())
        .isEqualTo(409);
    call(204, "DELETE", base + "/routes/" + route, "");
    call(204, "DELETE", base + "/integrations/" + integration, "");
    call(204, "DELETE", base, "");
  }

  @Test
  void saysWhatIsWrong() throws IOException, InterruptedException {
    var broken = call(400, "PUT", "/v2/apis", imported("openapi: 3.0.3\npaths: {/a: {get: {}}}"));
    assertThat(broken.path("message").stringValue())
        .contains("line 2: the operation has no x-amazon-apigateway-integration");
    call(400, "POST", "/v2/apis", "{\"name\": \"n\"}");
    call(400, "POST", "/v2/apis", "{\"name\": 1, \"protocolType\": \"HTTP\"}");
    call(400, "POST", "/v2/apis", "{\"name\": \"n\", \"protocolType\": \"WEBSOCKET\"}");
    call(400, "POST", "/v2/apis", "{\"name\": \"n\", \"name\": \"m\", \"protocolType\": \"HTTP\"}");
    var id =
        call(201, "POST", "/v2/apis", "{\"name\": \"n\", \"protocolType\": \"HTTP\"}")
            .path("apiId")
            .stringValue();
    var base = "/v2/apis/" + id;
    call(400, "POST", base + "/routes", "{\"routeKey\": \"FETCH /a\"}");
    call(
        404,
        "POST",
        base + "/routes",
        "{\"routeKey\": \"GET /a\", \"target\": \"integrations/x\"}");
    call(400, "POST", base + "/integrations", "{\"integrationType\": \"HTTP_PROXY\"}");
    call(
        400,
        "POST",
        base + "/integrations",
        "{\"integrationType\": \"AWS_PROXY\", \"integrationSubtype\": \"SQS-SendMessage\"}");
    call(201, "POST", base + "/routes", "{\"routeKey\": \"GET /a\"}");
    call(409, "POST", base + "/routes", "{\"routeKey\": \"GET /a\"}");
    call(400, "GET", "/v2/vpclinks", "");
    call(400, "GET", "/restapis", "");
    call(204, "DELETE", base, "");
  }

  @Test
  void isForSignedRequestsAlone() throws IOException, InterruptedException {
    assertThat(get("/v2/apis").statusCode()).isEqualTo(404);
  }

  @Test
  void domainsAreMappedToStages() throws IOException, InterruptedException {
    var id = call(201, "PUT", "/v2/apis", imported(DEFINITION)).path("apiId").stringValue();
    var domain = "pets-" + id + ".example.com";
    call(201, "POST", "/v2/domainnames", "{\"domainName\": \"" + domain + "\"}");
    call(409, "POST", "/v2/domainnames", "{\"domainName\": \"" + domain + "\"}");
    var mapping =
        call(
            201,
            "POST",
            "/v2/domainnames/" + domain + "/apimappings",
            "{\"apiId\": \"" + id + "\", \"stage\": \"$default\", \"apiMappingKey\": \"v1\"}");
    assertThat(mapping.path("apiMappingKey").stringValue()).isEqualTo("v1");
    assertThat(
            call(200, "GET", "/v2/domainnames/" + domain + "/apimappings", "").path("items").size())
        .isEqualTo(1);
    call(
        204,
        "DELETE",
        "/v2/domainnames/" + domain + "/apimappings/" + mapping.path("apiMappingId").stringValue(),
        "");
    call(204, "DELETE", "/v2/domainnames/" + domain, "");
    call(204, "DELETE", "/v2/apis/" + id, "");
  }
}
