package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.ManagementClient;
import dev.stateway.api.testing.SharedVectors;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Bodies and texts: they are taken or refused. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JsonAbuseIT {
  /** Members that occur twice are JSON, and no input: readers differ on which of them counts. */
  private static final Set<String> REFUSED_HERE =
      Set.of("y_object_duplicated_key", "y_object_duplicated_key_and_value");

  private static final int LARGEST_BODY = 10 * 1024 * 1024;

  private static final String API =
      """
      openapi: 3.0.3
      info: {title: abuse, version: "1"}
      paths:
        /json:
          post:
            requestBody: {content: {application/json: {schema: {}}}}
            x-amazon-apigateway-integration: &mock {type: mock}
        /any/{proxy+}:
          x-amazon-apigateway-any-method: {x-amazon-apigateway-integration: *mock}
      """;

  private final ManagementClient management;
  private final Doors doors;
  private String base = "";

  JsonAbuseIT(StatewayServer stateway) throws IOException, InterruptedException {
    management = new ManagementClient(stateway.endpoint());
    doors = new Doors(stateway);
  }

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    base = "/_aws/execute-api/" + management.importApi(API);
  }

  @AfterAll
  void remove() throws IOException, InterruptedException {
    management.call(204, "DELETE", base.replace("/_aws/execute-api", "/v2/apis"), "");
  }

  private int postJson(byte[] body) throws Exception {
    return doors
        .send(doors.request(base + "/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  @TestFactory
  Stream<DynamicTest> jsonIsTakenOrRefused() throws IOException {
    return SharedVectors.read("abuse/json-parsing.json")
        .path("cases")
        .valueStream()
        .map(example ->
            DynamicTest.dynamicTest(
                example.path("name").stringValue(), () -> takenOrRefused(example)));
  }

  private void takenOrRefused(JsonNode example) throws Exception {
    var name = example.path("name").stringValue();
    var text = text(example);
    doors.states("StartExecution", text);
    var status = postJson(text);
    var expected = REFUSED_HERE.contains(name) ? "reject" : example.path("expect").stringValue();
    switch (expected) {
      case "accept" -> assertThat(status).isEqualTo(200);
      // A body of nothing but white space is none: the schema does not ask for one.
      case "reject" -> assertThat(status).isEqualTo(isBlank(text) ? 200 : 400);
      default -> assertThat(status).isIn(200, 400);
    }
    doors.stillServes();
  }

  private static boolean isBlank(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).isBlank();
  }

  private static byte[] text(JsonNode example) {
    if (example.has("base64")) {
      return Base64.getDecoder().decode(example.path("base64").stringValue());
    }
    var repeat = example.path("repeat");
    return repeat
        .path("unit")
        .asString("")
        .repeat(repeat.path("times").asInt(0))
        .getBytes(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> payloadsAreTakenOrRefused() throws IOException {
    return Recipe.tests(
        "json",
        recipe -> {
          var body = recipe.isGenerated() ? generated(recipe.name()) : recipe.bytes();
          doors.states("StartExecution", body);
          var status = postJson(body);
          recipe.withStatus(expected -> assertThat(status).isEqualTo(expected));
          doors.stillServes();
        });
  }

  private static byte[] generated(String name) {
    var object = JsonText.MAPPER.createObjectNode();
    switch (name) {
      case "json-100k-keys" -> IntStream.range(0, 100_000).forEach(i -> object.put("k" + i, i));
      case "json-colliding-keys" -> IntStream.range(0, 20_000).forEach(i -> object.put(key(i), i));
      default -> throw new AssertionError("nobody makes " + name);
    }
    return JsonText.write(object).getBytes(StandardCharsets.UTF_8);
  }

  /** A key that has the hash of all others. */
  private static String key(int number) {
    return IntStream.range(0, 15)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .collect(java.util.stream.Collectors.joining());
  }

  @Test
  void aBodyMayHaveTenMegabytesAndNotAByteMore() throws Exception {
    var path = base + "/any/body";
    var most = new byte[LARGEST_BODY];
    assertThat(
            doors
                .send(doors.request(path).POST(HttpRequest.BodyPublishers.ofByteArray(most)))
                .statusCode())
        .isEqualTo(200);
    var more = new byte[LARGEST_BODY + 1];
    var refused =
        doors.send(doors.request(path).POST(HttpRequest.BodyPublishers.ofByteArray(more)));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    doors.stillServes();
  }

  @TestFactory
  Stream<DynamicTest> textsOfAllKindsGoAnywhere() throws IOException {
    var texts =
        Stream.concat(
                List.of("", "\u0000", "\ud800", "../../etc/passwd", "%s%n", "\u202etxt").stream(),
                SharedVectors.find("abuse/naughty-strings.json").stream()
                    .flatMap(JsonNode::valueStream)
                    .map(JsonNode::stringValue))
            .toList();
    return IntStream.range(0, texts.size())
        .mapToObj(i -> DynamicTest.dynamicTest("string " + i, () -> everywhere(texts.get(i))));
  }

  private void everywhere(String text) throws Exception {
    var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    doors.send(doors.request(base + "/any/" + encoded).GET());
    doors.send(doors.request(base + "/any/x?" + encoded + "=" + encoded).GET());
    var header = text.replaceAll("[^\\x20-\\x7e]", "?");
    doors.send(doors.request(base + "/any/x").header("X-Text", header).GET());
    doors.send(doors.request(base + "/any/x").POST(HttpRequest.BodyPublishers.ofString(text)));
    var start = JsonText.MAPPER.createObjectNode();
    start.put("stateMachineArn", "arn:aws:states:us-east-1:111111111111:stateMachine:none");
    start.put("name", text);
    start.put("input", text);
    doors.states("StartExecution", JsonText.write(start));
    var stop = JsonText.MAPPER.createObjectNode();
    stop.put("executionArn", text);
    stop.put("cause", text);
    stop.put("error", text);
    doors.states("StopExecution", JsonText.write(stop));
    doors.stillServes();
  }
}
