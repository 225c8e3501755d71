package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.testing.ManagementClient;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** Definitions of APIs that are imported: nothing is fetched, run or grown past its limits. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiAbuseIT {
  private final Doors doors;
  private final ManagementClient management;

  OpenApiAbuseIT(StatewayServer stateway) throws IOException, InterruptedException {
    doors = new Doors(stateway);
    management = new ManagementClient(stateway.endpoint());
  }

  private static ObjectNode definition() {
    return (ObjectNode)
        JsonText.parse(
            """
            {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
              "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
              "x-amazon-apigateway-integration": {"type": "mock"}}}},
             "components": {"schemas": {"A": {"$ref": "#/components/schemas/A"}}}}
            """);
  }

  private static String referring(String reference) {
    var definition = definition();
    ((ObjectNode) definition.at("/paths/~1a/post/requestBody/content/application~1json"))
        .putObject("schema")
        .put("$ref", reference);
    return JsonText.write(definition);
  }

  @TestFactory
  Stream<DynamicTest> documentsAreTakenOrRefused() throws IOException {
    return Recipe.tests(
        "openapi",
        recipe -> {
          var isReference = recipe.has("ref");
          var answer = doors.importApi(isReference ? referring(recipe.text("ref")) : recipe.text());
          var isLocal = isReference && recipe.text("ref").startsWith("#/");
          assertThat(answer.statusCode()).as(answer.body()).isIn(isLocal ? 201 : 400, 400);
          if (answer.statusCode() == 201) {
            use(JsonText.parse(answer.body()).path("apiId").stringValue());
          } else {
            assertThat(JsonText.parse(answer.body()).path("message").stringValue())
                .contains("line ");
          }
          doors.stillServes();
        });
  }

  /** A schema that is its own is asked, and comes to an end. */
  private void use(String apiId) throws Exception {
    var request = doors.request("/_aws/execute-api/" + apiId + "/a");
    doors.send(request.POST(HttpRequest.BodyPublishers.ofString("{\"a\": [{\"a\": 1}]}")));
    management.call(204, "DELETE", "/v2/apis/" + apiId, "");
  }

  @Test
  void nothingIsFetchedForAReference() throws Exception {
    var fetched = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          fetched.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";
      assertThat(doors.importApi(referring(url)).statusCode()).isEqualTo(400);
      var extended = definition();
      extended.putObject("externalDocs").put("url", url);
      extended.put("$schema", url).put("jsonSchemaDialect", url);
      ((ObjectNode) extended.at("/paths/~1a/post/requestBody/content/application~1json/schema"))
          .put("$schema", url)
          .put("$id", url);
      var taken = doors.importApi(JsonText.write(extended));
      if (taken.statusCode() == 201) {
        var id = JsonText.parse(taken.body()).path("apiId").stringValue();
        management.call(204, "DELETE", "/v2/apis/" + id, "");
      }
      assertThat(fetched).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  /** Templates are not run at all: what has one is refused with its place. */
  @TestFactory
  Stream<DynamicTest> mappingTemplatesAreNotRun() throws IOException {
    return Recipe.tests(
        "mapping-template",
        recipe -> {
          for (var template : new String[] {"request", "response"}) {
            var definition = definition();
            var integration =
                (ObjectNode) definition.at("/paths/~1a/post/x-amazon-apigateway-integration");
            var holder =
                template.equals("request")
                    ? integration.putObject("requestTemplates")
                    : integration.withObject("/responses/default").putObject("responseTemplates");
            holder.put("application/json", recipe.text());
            var answer = doors.importApi(JsonText.write(definition));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("mapping templates are not built yet");
          }
          doors.stillServes();
        });
  }
}
