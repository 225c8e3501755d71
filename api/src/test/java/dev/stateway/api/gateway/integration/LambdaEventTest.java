package dev.stateway.api.gateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LambdaEventTest {
  private static final String API =
      """
      openapi: 3.0.3
      info: {title: t, version: "1"}
      paths:
        /my/{id}:
          post:
            x-amazon-apigateway-integration:
              type: aws_proxy
              uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations
              payloadFormatVersion: "2.0"
      """;

  private static Route route() {
    var api =
        new OpenApiImporter(TestSettings.properties()).read(Path.of("api.yaml"), API, "api1234567");
    assertThat(api.problems()).isEmpty();
    return api.routes().getFirst();
  }

  private static GatewayRequest request(String type, byte[] body, Map<String, String> more) {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("content-type", List.of(type));
    headers.put("header2", List.of("value1", "value2"));
    headers.put("cookie", List.of("cookie1=a; cookie2=b"));
    var query = new LinkedHashMap<String, List<String>>();
    query.put("parameter1", List.of("value1", "value2"));
    query.put("parameter2", List.of("value"));
    var context = new LinkedHashMap<>(more);
    context.putAll(
        Map.of(
            "accountId", "123456789012",
            "apiId", "api1234567",
            "domainName", "id.execute-api.us-east-1.amazonaws.com",
            "domainPrefix", "id",
            "protocol", "HTTP/1.1",
            "requestId", "id=",
            "extendedRequestId", "id=",
            "requestTime", "12/Mar/2020:19:03:58 +0000",
            "requestTimeEpoch", "1583348638390",
            "path", "/prod/my/a b"));
    context.put("identity.sourceIp", "192.0.2.1");
    context.put("identity.userAgent", "agent");
    return new GatewayRequest(
        new GatewayRequest.Line(
            "POST",
            "/my/a%20b",
            "/my/a b",
            "parameter1=value1&parameter1=value2&parameter2=value",
            query),
        Map.of("id", "a b"),
        headers,
        RequestBody.of(body),
        context,
        Map.of("stageVariable1", "value1"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void format2IsAsTheDeveloperGuideShows() {
    var request =
        request(
            "text/plain",
            bytes("Hello from Lambda"),
            Map.of("authorizer.claims.claim1", "value1", "authorizer.scopes", "scope1 scope2"));
    assertThat(LambdaEvent.of(route(), request, true))
        .isEqualTo(
            JsonText.parse(
                """
                {"version": "2.0", "routeKey": "POST /my/{id}", "rawPath": "/prod/my/a b",
                 "rawQueryString": "parameter1=value1&parameter1=value2&parameter2=value",
                 "cookies": ["cookie1=a", "cookie2=b"],
                 "headers": {"content-type": "text/plain", "header2": "value1,value2"},
                 "queryStringParameters": {"parameter1": "value1,value2", "parameter2": "value"},
                 "requestContext": {"accountId": "123456789012", "apiId": "api1234567",
                   "authorizer": {"jwt": {"claims": {"claim1": "value1"}, "scopes": ["scope1", "scope2"]}},
                   "domainName": "id.execute-api.us-east-1.amazonaws.com", "domainPrefix": "id",
                   "http": {"method": "POST", "path": "/prod/my/a b", "protocol": "HTTP/1.1",
                     "sourceIp": "192.0.2.1", "userAgent": "agent"},
                   "requestId": "id=", "routeKey": "POST /my/{id}", "stage": "$default",
                   "time": "12/Mar/2020:19:03:58 +0000", "timeEpoch": 1583348638390},
                 "body": "Hello from Lambda", "pathParameters": {"id": "a b"},
                 "isBase64Encoded": false, "stageVariables": {"stageVariable1": "value1"}}
                """));
  }

  @Test
  void format1IsAsTheDeveloperGuideShows() {
    assertThat(LambdaEvent.of(route(), request("text/plain", bytes("Hello"), Map.of()), false))
        .isEqualTo(
            JsonText.parse(
                """
                {"version": "1.0", "resource": "/my/{id}", "path": "/prod/my/a b", "httpMethod": "POST",
                 "headers": {"content-type": "text/plain", "header2": "value2", "cookie": "cookie1=a; cookie2=b"},
                 "multiValueHeaders": {"content-type": ["text/plain"], "header2": ["value1", "value2"],
                   "cookie": ["cookie1=a; cookie2=b"]},
                 "queryStringParameters": {"parameter1": "value2", "parameter2": "value"},
                 "multiValueQueryStringParameters": {"parameter1": ["value1", "value2"], "parameter2": ["value"]},
                 "requestContext": {"accountId": "123456789012", "apiId": "api1234567",
                   "authorizer": {"claims": null, "scopes": null},
                   "domainName": "id.execute-api.us-east-1.amazonaws.com", "domainPrefix": "id",
                   "extendedRequestId": "id=", "httpMethod": "POST",
                   "identity": {"accessKey": null, "accountId": null, "caller": null,
                     "cognitoAuthenticationProvider": null, "cognitoAuthenticationType": null,
                     "cognitoIdentityId": null, "cognitoIdentityPoolId": null, "principalOrgId": null,
                     "user": null, "userArn": null, "sourceIp": "192.0.2.1", "userAgent": "agent"},
                   "path": "/prod/my/a b", "protocol": "HTTP/1.1", "requestId": "id=",
                   "requestTime": "12/Mar/2020:19:03:58 +0000", "requestTimeEpoch": 1583348638390,
                   "resourceId": "POST /my/{id}", "resourcePath": "/my/{id}", "stage": "$default"},
                 "pathParameters": {"id": "a b"}, "stageVariables": {"stageVariable1": "value1"},
                 "body": "Hello", "isBase64Encoded": false}
                """));
  }

  @Test
  void whatIsNoTextIsInBase64() {
    var form =
        LambdaEvent.of(
            route(), request("application/x-www-form-urlencoded", bytes("a=b"), Map.of()), true);
    assertThat(form.path("body").stringValue()).isEqualTo("YT1i");
    assertThat(form.path("isBase64Encoded").booleanValue()).isTrue();
    var broken =
        LambdaEvent.of(route(), request("text/plain", new byte[] {(byte) 0xff}, Map.of()), true);
    assertThat(broken.path("body").stringValue()).isEqualTo("/w==");
    var none = LambdaEvent.of(route(), request("image/png", new byte[0], Map.of()), true);
    assertThat(none.has("body")).isFalse();
    assertThat(none.path("isBase64Encoded").booleanValue()).isFalse();
  }

  @Test
  void aFunctionSeesWhatItsAuthorizerSaid() {
    var request =
        request(
            "text/plain",
            new byte[0],
            Map.of(
                "authorizer", "{\"n\": 1, \"of\": {\"a\": [true]}}",
                "authorizer.principalId", "u"));
    var version2 = LambdaEvent.of(route(), request, true).path("requestContext");
    assertThat(version2.path("authorizer"))
        .isEqualTo(JsonText.parse("{\"lambda\": {\"n\": 1, \"of\": {\"a\": [true]}}}"));
    var version1 = LambdaEvent.of(route(), request, false).path("requestContext");
    assertThat(version1.path("authorizer"))
        .isEqualTo(JsonText.parse("{\"n\": 1, \"of\": {\"a\": [true]}, \"principalId\": \"u\"}"));
  }

  @Test
  void anAuthorizerGetsNoBody() {
    var request = request("text/plain", bytes("secret"), Map.of());
    var identity = List.of("a", "b");
    var version2 =
        AuthorizerEvent.of(route(), request, Integration.PayloadFormat.V2, "arn:r", identity);
    assertThat(version2.propertyNames())
        .containsExactlyInAnyOrder(
            "version",
            "type",
            "routeArn",
            "identitySource",
            "routeKey",
            "rawPath",
            "rawQueryString",
            "cookies",
            "headers",
            "queryStringParameters",
            "requestContext",
            "pathParameters",
            "stageVariables");
    assertThat(version2.path("identitySource")).isEqualTo(JsonText.parse("[\"a\", \"b\"]"));
    assertThat(version2.path("requestContext").has("authorizer")).isFalse();
    var version1 =
        AuthorizerEvent.of(route(), request, Integration.PayloadFormat.V1, "arn:r", identity);
    assertThat(version1.path("version").stringValue()).isEqualTo("1.0");
    assertThat(version1.path("methodArn").stringValue()).isEqualTo("arn:r");
    assertThat(version1.path("identitySource").stringValue()).isEqualTo("a,b");
    assertThat(version1.path("authorizationToken").stringValue()).isEqualTo("a,b");
    assertThat(version1.has("body")).isFalse();
    assertThat(version1.has("multiValueHeaders")).isFalse();
  }

  @Test
  void aFunctionSeesTheCertificateOfItsClient() {
    var request =
        request(
            "text/plain",
            new byte[0],
            Map.of(
                "identity.clientCert.clientCertPem", "PEM",
                "identity.clientCert.subjectDN", "CN=a",
                "identity.clientCert.validity.notAfter", "May 28 12:30:02 2029 GMT"));
    var expected =
        JsonText.parse(
            """
            {"clientCertPem": "PEM", "subjectDN": "CN=a", "validity": {"notAfter": "May 28 12:30:02 2029 GMT"}}
            """);
    assertThat(
            LambdaEvent.of(route(), request, true).at("/requestContext/authentication/clientCert"))
        .isEqualTo(expected);
    assertThat(LambdaEvent.of(route(), request, false).at("/requestContext/identity/clientCert"))
        .isEqualTo(expected);
  }
}
