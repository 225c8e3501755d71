package dev.stateway.api.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.Vectors;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Bad input of all kinds: it is refused or taken, never an error of the server's own, always soon,
 * and says nothing of the server's inside.
 */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AbuseIT {
  /** Generous: it is for what takes for ever, not for slow machines. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Members that occur twice are JSON, and no input: readers differ on which of them counts. */
  private static final Set<String> REFUSED_HERE =
      Set.of("y_object_duplicated_key", "y_object_duplicated_key_and_value");

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

  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private StatewayServer stateway;

  AbuseIT(TemporalServer temporal, StatewayServer shared) {
    this.temporal = temporal;
    this.stateway = shared;
  }

  @BeforeAll
  void serve(@TempDir Path apis) throws IOException, InterruptedException {
    Files.writeString(apis.resolve("api.yaml"), API);
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of("stateway.apis", apis.toString(), "stateway.task-queue", "abuse-it"))
            .awaitReady();
  }

  @AfterAll
  void stop() {
    stateway.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(stateway.endpoint().resolve(URI.create(path))).timeout(SOON);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
    assertThat(answer.body()).doesNotContain("Exception:", "\tat ", ".java:", "/root/");
    return answer;
  }

  private int postJson(byte[] body) throws IOException, InterruptedException {
    return send(request("/json").POST(HttpRequest.BodyPublishers.ofByteArray(body))).statusCode();
  }

  private int postStates(String operation, byte[] body) throws IOException, InterruptedException {
    return send(request("/")
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  @TestFactory
  Stream<DynamicTest> jsonIsTakenOrRefused() throws IOException {
    return Vectors.read("abuse/json-parsing.json")
        .path("cases")
        .valueStream()
        .map(example ->
            DynamicTest.dynamicTest(
                example.path("name").stringValue(),
                () -> {
                  var name = example.path("name").stringValue();
                  var text = text(example);
                  postStates("StartExecution", text);
                  var status = postJson(text);
                  var expected =
                      REFUSED_HERE.contains(name) ? "reject" : example.path("expect").stringValue();
                  switch (expected) {
                    case "accept" -> assertThat(status).isEqualTo(200);
                    // A body of nothing but white space is none: the schema does not ask for one.
                    case "reject" -> assertThat(status).isEqualTo(isBlank(text) ? 200 : 400);
                    default -> assertThat(status).isIn(200, 400);
                  }
                }));
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
    return Vectors.read("abuse/payloads.json")
        .path("cases")
        .valueStream()
        .filter(example -> example.path("kind").stringValue().equals("json"))
        .filter(example -> !example.path("recipe").has("generator"))
        .map(example ->
            DynamicTest.dynamicTest(
                example.path("name").stringValue(),
                () -> {
                  var body = built(example.path("recipe"));
                  postStates("StartExecution", body);
                  var status = postJson(body);
                  if (example.path("expect").isIntegralNumber()) {
                    assertThat(status).isEqualTo(example.path("expect").intValue());
                  }
                }));
  }

  private static byte[] built(JsonNode recipe) {
    if (recipe.has("hex")) {
      return HexFormat.of().parseHex(recipe.path("hex").stringValue());
    }
    var text =
        recipe.has("text")
            ? recipe.path("text").stringValue()
            : recipe.path("prefix").stringValue()
                + recipe.path("unit").stringValue().repeat(recipe.path("times").intValue())
                + recipe.path("suffix").stringValue();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @TestFactory
  List<DynamicTest> largeObjectsAreTaken() {
    return List.of(
        DynamicTest.dynamicTest(
            "100,000 members",
            () -> {
              var object = JsonText.MAPPER.createObjectNode();
              for (var i = 0; i < 100_000; i++) {
                object.put("k" + i, i);
              }
              assertThat(postJson(bytes(object))).isEqualTo(200);
            }),
        DynamicTest.dynamicTest(
            "20,000 members of one hash",
            () -> {
              var object = JsonText.MAPPER.createObjectNode();
              for (var i = 0; i < 20_000; i++) {
                var key = new StringBuilder();
                for (var bit = 0; bit < 15; bit++) {
                  key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                object.put(key.toString(), i);
              }
              assertThat(postJson(bytes(object))).isEqualTo(200);
            }));
  }

  private static byte[] bytes(JsonNode tree) {
    return JsonText.write(tree).getBytes(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> textsOfAllKindsGoAnywhere() throws IOException {
    var texts = Vectors.read("abuse/naughty-strings.json").valueStream().toList();
    return java.util.stream.IntStream.range(0, texts.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest("string " + i, () -> everywhere(texts.get(i).stringValue())));
  }

  private void everywhere(String text) throws IOException, InterruptedException {
    var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    send(request("/any/" + encoded).GET());
    send(request("/any/x?" + encoded + "=" + encoded).GET());
    var header = text.replaceAll("[^\\x20-\\x7e]", "?");
    send(request("/any/x").header("X-Text", header).GET());
    send(request("/any/x").POST(HttpRequest.BodyPublishers.ofString(text)));
    var start = JsonText.MAPPER.createObjectNode();
    start.put("stateMachineArn", "arn:aws:states:us-east-1:111111111111:stateMachine:none");
    start.put("name", text);
    start.put("input", text);
    postStates("StartExecution", bytes(start));
    var stop = JsonText.MAPPER.createObjectNode();
    stop.put("executionArn", text);
    stop.put("cause", text);
    stop.put("error", text);
    postStates("StopExecution", bytes(stop));
  }
}
