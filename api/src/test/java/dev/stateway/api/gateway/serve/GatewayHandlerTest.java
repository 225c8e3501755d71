package dev.stateway.api.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.integration.Calls;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.translator.JsonText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;

final class GatewayHandlerTest {
  private static final String API =
      """
      openapi: 3.0.3
      paths:
        /orders:
          post:
            x-amazon-apigateway-integration: &start
              type: aws_proxy
              integrationSubtype: StepFunctions-StartExecution
              credentials: arn:aws:iam::000000000000:role/c
              requestParameters:
                StateMachineArn: arn:aws:states:us-east-1:000000000000:stateMachine:orders
                Input: $request.body
            requestBody:
              required: true
              content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}}
        /anything/{id}:
          post: {x-amazon-apigateway-integration: *start}
        /raw/{id}:
          x-amazon-apigateway-any-method:
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StartExecution
              credentials: arn:aws:iam::000000000000:role/c
              requestParameters:
                StateMachineArn: arn:aws:states:us-east-1:000000000000:stateMachine:orders
                Input: '{"id": "${request.path.id}", "tenant": "${request.header.X-Tenant}", "q": "${request.querystring.q}", "key": "${context.routeKey}"}'
      """;

  /** Answers with the input that an execution would get. */
  private static Mono<GatewayResponse> input(Route route, GatewayRequest request) {
    var start = (Integration.StartExecution) route.integration();
    var input = start.input();
    return Mono.just(
        GatewayResponse.json(200, input == null ? "{}" : input.evaluate(request).orElse("{}")));
  }

  private static WebTestClient client(Calls calls) {
    var api = new OpenApiImporter(TestSettings.properties()).read(Path.of("api.yaml"), API);
    assertThat(api.problems()).isEmpty();
    var catalog = new ApiCatalog();
    catalog.serveFiles(api.routes());
    var handler =
        new GatewayHandler(
            catalog,
            new RequestReader(TestSettings.properties()),
            RouteAuthorizer.CLOSED,
            (_, request) -> Mono.just(request),
            calls);
    return WebTestClient.bindToRouterFunction(
            RouterFunctions.route(RequestPredicates.all(), handler))
        .build();
  }

  private static WebTestClient client() {
    return client(GatewayHandlerTest::input);
  }

  private static void expect(WebTestClient.ResponseSpec answer, int status, String body) {
    answer.expectStatus().isEqualTo(status).expectHeader().exists("apigw-requestid");
    var text =
        new String(
            answer.expectBody().returnResult().getResponseBodyContent(), StandardCharsets.UTF_8);
    assertThat(JsonText.parse(text)).isEqualTo(JsonText.parse(body));
  }

  private static WebTestClient.ResponseSpec post(String path, Object body) {
    return client()
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue(body)
        .exchange();
  }

  @Test
  void anUnknownRouteIsNotFound() {
    expect(client().get().uri("/nothing").exchange(), 404, "{\"message\": \"Not Found\"}");
    expect(client().get().uri("/orders").exchange(), 404, "{\"message\": \"Not Found\"}");
  }

  @Test
  void whatCurlSendsIsABodyToo() {
    expect(post("/orders", "{\"id\": 1, \"more\": 2.50}"), 200, "{\"id\": 1, \"more\": 2.50}");
  }

  @Test
  void mapsTheRequest() {
    expect(
        client().put().uri(URI.create("/raw/a%2Fb?q=1&q=2")).header("x-tenant", "red").exchange(),
        200,
        """
        {"id": "a/b", "tenant": "red", "q": "1,2", "key": "ANY /raw/{id}"}\
        """);
  }

  @Test
  void saysWhereABodyIsNotJson() {
    expect(
        post("/orders", "{\n  \"id\": 1,\n  oops\n}"),
        400,
        """
        {"message": "The request body is not JSON: Unexpected character ('o' (code 111)): was expecting double-quote to start property name (line 3, column 3)"}\
        """);
    expect(
        post("/anything/1", "not json"),
        400,
        """
        {"message": "The request body is not JSON: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') (line 1, column 1)"}\
        """);
  }

  @Test
  void saysWhereABodyBreaksTheSchema() {
    expect(
        post("/orders", "{\"id\": \"1\"}"),
        400,
        """
        {"message": "Invalid request body: /id string found, integer expected",
         "errors": [{"pointer": "/id", "message": "string found, integer expected"}]}\
        """);
  }

  @Test
  void aRequiredBodyMustBeThere() {
    expect(
        client().post().uri("/orders").exchange(),
        400,
        "{\"message\": \"The request needs a body\"}");
    expect(client().post().uri("/anything/1").exchange(), 200, "{}");
  }

  @Test
  void aBodyMustBeText() {
    expect(
        post("/anything/1", new byte[] {'"', (byte) 0xff, '"'}),
        400,
        "{\"message\": \"The request body is not UTF-8 text\"}");
  }

  @Test
  void tenMegabytesAreTheLimit() {
    var limit = 10 * 1024 * 1024;
    expect(
        post("/anything/1", "\"" + "x".repeat(limit - 1) + "\""),
        413,
        "{\"message\": \"Request Entity Too Large\"}");
  }

  @Test
  void tellsNobodyWhatIsWrongWithARoute() {
    var missing = client((_, _) -> Mono.error(AwsError.stateMachineDoesNotExist("arn")));
    expect(
        missing.post().uri("/anything/1").exchange(),
        500,
        "{\"message\": \"Internal Server Error\"}");
    var broken = client((_, _) -> Mono.error(new IllegalStateException("secret")));
    expect(
        broken.post().uri("/anything/1").exchange(),
        500,
        "{\"message\": \"Internal Server Error\"}");
  }

  @Test
  void asksToComeBackWhenTemporalIsAway() {
    var away =
        client((_, _) ->
            Mono.error(AwsError.unavailable("Temporal does not answer; try again later")));
    var answer = away.post().uri("/anything/1").exchange();
    answer.expectHeader().valueEquals("Retry-After", "1");
    expect(answer, 503, "{\"message\": \"Temporal does not answer; try again later\"}");
  }

  @Test
  void tellsErrorsAsProblemsToThoseWhoAsk() {
    var answer =
        client()
            .post()
            .uri("/orders")
            .header("Accept", "application/problem+json")
            .bodyValue("{\"id\": \"1\"}")
            .exchange();
    answer.expectStatus().isBadRequest();
    answer.expectHeader().contentType("application/problem+json");
    answer
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("about:blank")
        .jsonPath("$.title")
        .isEqualTo("Bad Request")
        .jsonPath("$.status")
        .isEqualTo(400)
        .jsonPath("$.errors[0].pointer")
        .isEqualTo("/id")
        .jsonPath("$.requestId")
        .exists();
  }
}
