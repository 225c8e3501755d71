package dev.stateway.api.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.SharedVectors;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class RouteTableTest {
  @TestFactory
  Stream<DynamicTest> selectsAsTheDeveloperGuideSays() throws IOException {
    return SharedVectors.read("apigateway/route-selection.json")
        .path("cases")
        .valueStream()
        .map(example ->
            DynamicTest.dynamicTest(example.path("name").stringValue(), () -> check(example)));
  }

  private static void check(JsonNode example) {
    var routes = example.path("routes").valueStream().map(JsonNode::stringValue).toList();
    var selected =
        table(routes)
            .select(example.path("method").stringValue(), example.path("path").stringValue());
    if (example.path("selected").isNull()) {
      assertThat(selected).isEmpty();
      return;
    }
    var parameters = new HashMap<String, String>();
    example
        .path("pathParameters")
        .forEachEntry((name, value) -> parameters.put(name, value.stringValue()));
    assertThat(selected)
        .contains(new RouteTable.Selection<>(example.path("selected").stringValue(), parameters));
  }

  private static RouteTable<String> table(List<String> routes) {
    return new RouteTable<>(routes, RouteKey::parse);
  }

  @Test
  void prefersTheMoreSpecificPartFurtherLeft() {
    var table = table(List.of("GET /a/{x}/c", "GET /a/b/{y}", "GET /{proxy+}", "ANY /a/{rest+}"));
    assertThat(table.select("GET", "/a/b/c").orElseThrow().route()).isEqualTo("GET /a/b/{y}");
    assertThat(table.select("GET", "/a/z/c").orElseThrow().route()).isEqualTo("GET /a/{x}/c");
    assertThat(table.select("GET", "/a/z/d").orElseThrow().route()).isEqualTo("ANY /a/{rest+}");
    assertThat(table.select("GET", "/b").orElseThrow().route()).isEqualTo("GET /{proxy+}");
  }

  @Test
  void anEncodedPlusIsAPlus() {
    var selection = table(List.of("GET /p/{id}")).select("GET", "/p/a+b%2Bc");
    assertThat(selection.orElseThrow().pathParameters()).isEqualTo(Map.of("id", "a+b+c"));
  }

  @Test
  void routesOfTheSameShapeCollide() {
    assertThat(RouteKey.parse("GET /a/{x}").collidesWith(RouteKey.parse("GET /a/{y}"))).isTrue();
    assertThat(RouteKey.parse("GET /a/{x}").collidesWith(RouteKey.parse("POST /a/{x}"))).isFalse();
    assertThat(RouteKey.parse("GET /a/{x}").collidesWith(RouteKey.parse("GET /b/{x}"))).isFalse();
    assertThat(RouteKey.parse("GET /a/{x}").collidesWith(RouteKey.parse("GET /a/{x+}"))).isFalse();
    assertThat(RouteKey.parse("$default").collidesWith(RouteKey.parse("$default"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "get /a",
        "GET a",
        "GET /{a+}/b",
        "GET /x{a}",
        "GET /{a",
        "GET /{}",
        "GET /{+}",
        "GET /{a}/{a}",
        "TRACE /a"
      })
  void refusesWhatIsNoRoute(String text) {
    assertThatThrownBy(() -> RouteKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
