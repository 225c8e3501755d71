package dev.stateway.api.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;

/** Who is answered, and how often. */
final class GuardedRoutesTest {
  private static void expect(WebTestClient.ResponseSpec answer, int status, String body) {
    answer.expectStatus().isEqualTo(status).expectHeader().exists("apigw-requestid");
    var text =
        new String(
            answer.expectBody().returnResult().getResponseBodyContent(), StandardCharsets.UTF_8);
    assertThat(JsonText.parse(text)).isEqualTo(JsonText.parse(body));
  }

  private static WebTestClient served(String api) {
    var imported = new OpenApiImporter(TestSettings.properties()).read(Path.of("api.yaml"), api);
    assertThat(imported.problems()).isEmpty();
    var catalog = new ApiCatalog();
    catalog.serveFiles(imported.routes());
    var handler =
        new GatewayHandler(
            catalog,
            new RequestReader(TestSettings.properties()),
            RouteAuthorizer.CLOSED,
            (_, request) -> Mono.just(request),
            (_, _) ->
                Mono.just(
                    GatewayResponse.json(200, "{}").with("access-control-allow-origin", "x")));
    return WebTestClient.bindToRouterFunction(
            RouterFunctions.route(RequestPredicates.all(), handler))
        .webFilter(new PreflightFilter(handler))
        .build();
  }

  private static final String GUARDED =
      """
      openapi: 3.0.3
      info: {title: t, version: "1"}
      x-amazon-apigateway-cors:
        allowOrigins: ['https://a.example', 'https://*.b.example']
        allowMethods: [GET, POST]
        allowHeaders: [x-a]
        exposeHeaders: [x-e]
        allowCredentials: true
        maxAge: 60
      paths:
        /open:
          get: {x-amazon-apigateway-integration: &mock {type: mock}}
        /slow:
          get:
            x-workflow-throttle: {rateLimit: 0.01, burstLimit: 2}
            x-amazon-apigateway-integration: *mock
        /signed:
          get:
            x-amazon-apigateway-auth: {type: AWS_IAM}
            x-amazon-apigateway-integration: *mock
      """;

  @Test
  void answersBrowsersOfOtherOrigins() {
    var preflight =
        served(GUARDED)
            .options()
            .uri("/open")
            .header("Origin", "https://x.b.example")
            .header("Access-Control-Request-Method", "GET")
            .exchange();
    preflight.expectStatus().isEqualTo(204);
    preflight
        .expectHeader()
        .valueEquals("access-control-allow-origin", "https://x.b.example")
        .expectHeader()
        .valueEquals("access-control-allow-methods", "GET,POST")
        .expectHeader()
        .valueEquals("access-control-allow-headers", "x-a")
        .expectHeader()
        .valueEquals("access-control-allow-credentials", "true")
        .expectHeader()
        .valueEquals("access-control-max-age", "60");
    var answer =
        served(GUARDED).get().uri("/open").header("Origin", "https://a.example").exchange();
    answer
        .expectHeader()
        .valueEquals("access-control-allow-origin", "https://a.example")
        .expectHeader()
        .valueEquals("access-control-expose-headers", "x-e");
    served(GUARDED)
        .get()
        .uri("/open")
        .header("Origin", "https://evil.example")
        .exchange()
        .expectHeader()
        .doesNotExist("access-control-allow-origin");
  }

  @Test
  void letsThroughAsManyAsTheRouteSays() {
    var client = served(GUARDED);
    for (var i = 0; i < 2; i++) {
      client.get().uri("/slow").exchange().expectStatus().isOk();
    }
    var refused = client.get().uri("/slow").exchange();
    refused.expectHeader().exists("Retry-After");
    expect(refused, 429, "{\"message\": \"Too Many Requests\"}");
    client.get().uri("/open").exchange().expectStatus().isOk();
  }

  @Test
  void aRouteThatNobodyCanCheckIsClosed() {
    expect(served(GUARDED).get().uri("/signed").exchange(), 403, "{\"message\": \"Forbidden\"}");
  }
}
