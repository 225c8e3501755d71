package dev.stateway.api.gateway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.SharedVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ParameterMappingTest {
  @TestFactory
  Stream<DynamicTest> evaluatesAsTheDeveloperGuideSays() throws IOException {
    var vectors = SharedVectors.read("apigateway/parameter-mapping.json");
    var request = request(vectors.path("request"));
    return vectors
        .path("cases")
        .valueStream()
        .map(example ->
            DynamicTest.dynamicTest(
                example.path("expression").stringValue(), () -> check(example, request)));
  }

  private static void check(JsonNode example, GatewayRequest request) {
    var expression = example.path("expression").stringValue();
    var expected = example.path("expect");
    if (expected.asString("").equals("error")) {
      assertThatThrownBy(() -> ParameterMapping.parse(expression))
          .isInstanceOf(IllegalArgumentException.class);
    } else if (expected.isNull()) {
      assertThat(ParameterMapping.parse(expression).evaluate(request)).isEmpty();
    } else {
      assertThat(ParameterMapping.parse(expression).evaluate(request))
          .contains(expected.stringValue());
    }
  }

  private static GatewayRequest request(JsonNode request) {
    var headers = new HashMap<String, List<String>>();
    request
        .path("headers")
        .forEachEntry((name, values) ->
            headers.put(
                name.toLowerCase(Locale.ROOT),
                values.valueStream().map(JsonNode::stringValue).toList()));
    var query = new HashMap<String, List<String>>();
    request
        .path("query")
        .forEach(pair ->
            query
                .computeIfAbsent(pair.get(0).stringValue(), _ -> new ArrayList<>())
                .add(pair.get(1).stringValue()));
    return new GatewayRequest(
        new GatewayRequest.Line(
            request.path("method").stringValue(),
            request.path("path").stringValue(),
            request.path("path").stringValue(),
            "",
            query),
        texts(request.path("pathParameters")),
        headers,
        RequestBody.of(request.path("body").stringValue()),
        texts(request.path("context")),
        texts(request.path("stageVariables")));
  }

  private static Map<String, String> texts(JsonNode object) {
    var result = new HashMap<String, String>();
    object.forEachEntry((name, value) -> result.put(name, value.stringValue()));
    return result;
  }

  private static final GatewayRequest EXAMPLE =
      new GatewayRequest(
          new GatewayRequest.Line(
              "POST", "/orders/7", "/orders/7", "k=1&k=2", Map.of("k", List.of("1", "2"))),
          Map.of("id", "7"),
          Map.of("x-tenant", List.of("red", "blue")),
          RequestBody.of(
              """
              {"a": {"b": "x", "list": [1, {"z": 2.50}], "nothing": null, "odd name": true}}\
              """),
          Map.of("requestId", "r1"),
          Map.of("env", "test"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          static text | static text
          $request.header.X-TENANT | red,blue
          $request.querystring.k | 1,2
          $request.path.id | 7
          $request.path | /orders/7
          $request.body.a.b | x
          $request.body.a.list[1].z | 2.50
          $request.body.a['odd name'] | true
          $context.requestId | r1
          $stageVariables.env | test
          ${request.path.id}-${stageVariables.env}! | 7-test!
          a${request.header.none}b | ab
          costs $5 | costs $5
          """)
  void selects(String expression, String expected) {
    assertThat(ParameterMapping.parse(expression).evaluate(EXAMPLE)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$request.body.none",
        "$request.body.a.nothing",
        "$request.body.a.list[7]",
        "$request.header.none",
        "$request.querystring.K",
        "$context.none",
        "$stageVariables.none",
        "$request.path.none"
      })
  void leavesOutWhatIsNotThere(String expression) {
    assertThat(ParameterMapping.parse(expression).evaluate(EXAMPLE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$request.body..b",
        "$request.body.a[?(@.b)]",
        "$request.body.a.length()",
        "$request.foo",
        "$response.body",
        "${request.body",
        "${nothing}",
        "$request.header.",
        "$request.body[nope"
      })
  void refusesWhatNamesNothing(String expression) {
    assertThatThrownBy(() -> ParameterMapping.parse(expression))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBodyThatIsNotJsonHasNoParts() {
    var request =
        new GatewayRequest(
            EXAMPLE.line(), Map.of(), Map.of(), RequestBody.of("not json"), Map.of(), Map.of());
    assertThat(ParameterMapping.parse("$request.body.a").evaluate(request)).isEmpty();
    assertThat(ParameterMapping.parse("$request.body").evaluate(request)).contains("not json");
  }
}
