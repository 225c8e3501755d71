package dev.stateway.api.gateway.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.openapi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiFilesTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String api(String path, String subtype) {
    return """
    openapi: 3.0.3
    paths:
      %s:
        get:
          x-amazon-apigateway-integration:
            type: aws_proxy
            credentials: arn:aws:iam::000000000000:role/c
            integrationSubtype: %s
            requestParameters: {StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m'}
    """
        .formatted(path, subtype);
  }

  @Test
  void readsAllOpenApiFilesAndLeavesOutThoseWithErrors() throws IOException {
    write("a.yaml", api("/a", "StepFunctions-StartExecution"));
    write("sub/b.yml", api("/b", "StepFunctions-StartSyncExecution"));
    write("wrong.yaml", api("/c", "SQS-CreateQueue"));
    write("functions.yaml", "functions: {}\n");
    write("input.json", "{\"a\": ");
    write(".hidden/d.yaml", api("/d", "StepFunctions-StartExecution"));
    write("z.yaml", api("/a", "StepFunctions-StartExecution"));
    var apis = new ApiFiles(folder, new OpenApiImporter(TestSettings.properties()));
    assertThat(apis.refresh()).isTrue();
    assertThat(apis.routes())
        .extracting(route -> route.key().text())
        .containsExactly("GET /a", "GET /b");
    assertThat(apis.problems())
        .extracting(Problem::toString)
        .containsExactly(
            folder + "/wrong.yaml:8: error: there is no integrationSubtype SQS-CreateQueue",
            folder + "/z.yaml:4: error: GET /a is a route already, in " + folder + "/a.yaml:4");
  }

  @Test
  void servesNothingUntilEveryFileIsRight() throws IOException {
    write("a.yaml", api("/a", "StepFunctions-StartExecution"));
    write("wrong.yaml", api("/c", "SQS-CreateQueue"));
    write("worse.yaml", "openapi: 3.0.3\npaths: [\n");
    var apis = new ApiFiles(folder, new OpenApiImporter(TestSettings.properties()));
    apis.refresh();
    assertThatThrownBy(apis::require)
        .isInstanceOf(BrokenApisException.class)
        .hasMessageContaining("wrong.yaml:8: error: there is no integrationSubtype")
        .hasMessageContaining("worse.yaml:");
    Files.delete(folder.resolve("wrong.yaml"));
    Files.delete(folder.resolve("worse.yaml"));
    assertThat(apis.refresh()).isTrue();
    apis.require();
  }

  @Test
  void aFileThatBreaksWhileItIsServedIsServedAsItWas() throws IOException {
    write("a.yaml", api("/a", "StepFunctions-StartExecution"));
    write("b.yaml", api("/b", "StepFunctions-StartExecution"));
    var apis = new ApiFiles(folder, new OpenApiImporter(TestSettings.properties()));
    apis.refresh();
    assertThat(apis.refresh()).isFalse();
    write("a.yaml", api("/changed", "nothing"));
    assertThat(apis.refresh()).isTrue();
    assertThat(keys(apis)).containsExactly("GET /a", "GET /b");
    assertThat(apis.problems()).isNotEmpty();
    write("a.yaml", api("/b", "StepFunctions-StartSyncExecution"));
    assertThat(apis.refresh()).isTrue();
    assertThat(apis.problems()).extracting(Problem::message).anyMatch(m -> m.contains("already"));
    write("a.yaml", api("/changed-again", "StepFunctions-StartExecution"));
    assertThat(apis.refresh()).isTrue();
    assertThat(keys(apis)).containsExactly("GET /changed-again", "GET /b");
    assertThat(apis.problems()).isEmpty();
    Files.delete(folder.resolve("a.yaml"));
    assertThat(apis.refresh()).isTrue();
    assertThat(keys(apis)).containsExactly("GET /b");
  }

  private static List<String> keys(ApiFiles apis) {
    return apis.routes().stream().map(route -> route.key().text()).toList();
  }
}
