package dev.stateway.api.gateway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.SharedVectors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ParameterChangeTest {
  private static final GatewayRequest REQUEST =
      new GatewayRequest(
          new GatewayRequest.Line(
              "GET", "/orders/7", "/orders/7", "k=1", Map.of("k", List.of("1"))),
          Map.of("id", "7"),
          Map.of("accept", List.of("a", "b")),
          RequestBody.of("{\"a\": \"x\"}"),
          Map.of("requestId", "r1"),
          Map.of("env", "test"));

  private static OutgoingRequest changed(Map<String, String> parameters) {
    var changes =
        parameters.entrySet().stream()
            .map(entry -> ParameterChange.ofRequest(entry.getKey(), entry.getValue()))
            .toList();
    return new OutgoingRequest(
            "/base",
            Map.of("k", List.of("1"), "old", List.of("2")),
            Map.of("x-a", List.of("1"), "x-b", List.of("2")))
        .with(changes, REQUEST);
  }

  @Test
  void appendsOverwritesAndRemoves() {
    var request =
        changed(
            Map.of(
                "append:header.X-A", "$request.path.id",
                "overwrite:header.x-b", "$request.header.accept",
                "append:header.x-new", "${context.requestId}-${stageVariables.env}",
                "remove:querystring.old", "''",
                "append:querystring.k", "$request.body.a",
                "overwrite:querystring.q", "fixed",
                "overwrite:path", "/v2$request.path"));
    assertThat(request.headers())
        .isEqualTo(
            Map.of("x-a", List.of("1", "7"), "x-b", List.of("a,b"), "x-new", List.of("r1-test")));
    assertThat(request.query()).isEqualTo(Map.of("k", List.of("1", "x"), "q", List.of("fixed")));
    assertThat(request.path()).isEqualTo("/v2$request.path");
  }

  @Test
  void whatIsNotThereChangesNothing() {
    var request =
        changed(
            Map.of(
                "append:header.x-a", "$request.header.none",
                "overwrite:querystring.k", "$request.querystring.none",
                "overwrite:path", "$request.path.none"));
    assertThat(request.headers().get("x-a")).containsExactly("1");
    assertThat(request.query().get("k")).containsExactly("1");
    assertThat(request.path()).isEqualTo("/base");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header.x",
        "replace:header.x",
        "append:path",
        "remove:path",
        "overwrite:header.",
        "overwrite:header.a b",
        "overwrite:statuscode",
        "overwrite:body.x"
      })
  void refusesWhatIsNoChangeOfARequest(String key) {
    assertThatThrownBy(() -> ParameterChange.ofRequest(key, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"append:statuscode", "overwrite:querystring.a", "overwrite:path"})
  void refusesWhatIsNoChangeOfAnAnswer(String key) {
    assertThatThrownBy(() -> ParameterChange.ofResponse(key, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @TestFactory
  Stream<DynamicTest> reservedHeadersAreNotToBeMapped() throws IOException {
    return SharedVectors.read("apigateway/parameter-mapping.json")
        .path("reservedHeaders")
        .valueStream()
        .map(JsonNode::stringValue)
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  var header = name.replace("*", "anything");
                  for (var action : List.of("append", "overwrite", "remove")) {
                    var key = action + ":header." + header;
                    assertThatThrownBy(() -> ParameterChange.ofRequest(key, "x"))
                        .hasMessageContaining("reserved");
                    assertThatThrownBy(() -> ParameterChange.ofResponse(key, "x"))
                        .hasMessageContaining("reserved");
                  }
                }));
  }

  private static GatewayResponse mapped(int status, String key, String value) {
    var mapping = new ResponseMapping(Map.of(200, List.of(ParameterChange.ofResponse(key, value))));
    var response =
        new GatewayResponse(
            status,
            Map.of("x-a", List.of("1", "2")),
            new GatewayResponse.Content.Whole(
                RequestBody.of("{\"code\": 202, \"deep\": {\"v\": \"w\"}}")));
    return java.util.Objects.requireNonNull(mapping.apply(response, REQUEST).toFuture().join());
  }

  @Test
  void changesAnswersOfTheirStatus() {
    assertThat(mapped(200, "overwrite:statuscode", "$response.body.code").status()).isEqualTo(202);
    assertThat(mapped(200, "overwrite:statuscode", "nothing").status()).isEqualTo(200);
    assertThat(mapped(404, "overwrite:statuscode", "$response.body.code").status()).isEqualTo(404);
    assertThat(mapped(200, "append:header.x-a", "$response.body.deep.v").headers().get("x-a"))
        .containsExactly("1", "2", "w");
    assertThat(mapped(200, "overwrite:header.y", "$response.header.X-A").headers().get("y"))
        .containsExactly("1,2");
    assertThat(mapped(200, "remove:header.x-a", "").headers()).doesNotContainKey("x-a");
    assertThat(mapped(200, "overwrite:header.y", "$context.requestId").headers().get("y"))
        .containsExactly("r1");
  }

  @Test
  void aBodyIsLookedAtForOneHundredKibibytes() {
    var long64 = "x".repeat(102_400);
    var request =
        new GatewayRequest(
            REQUEST.line(),
            Map.of(),
            Map.of(),
            RequestBody.of("{\"a\": \"b\", \"long\": \"" + long64 + "\"}"),
            Map.of(),
            Map.of());
    assertThat(ParameterMapping.parse("$request.body.a").evaluate(request)).isEmpty();
    assertThat(ParameterMapping.parse("$request.body").evaluate(request)).isPresent();
  }
}
