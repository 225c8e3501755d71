package dev.stateway.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayApisTest {
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
            credentials: c
            integrationSubtype: %s
            requestParameters: {StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m'}
    """
        .formatted(path, subtype);
  }

  @Test
  void readsAllOpenApiFilesAndLeavesOutThoseWithErrors() throws IOException {
    write("a.yaml", api("/a", "StepFunctions-StartExecution"));
    write("sub/b.yml", api("/b", "StepFunctions-StartSyncExecution"));
    write("wrong.yaml", api("/c", "SQS-SendMessage"));
    write("functions.yaml", "functions: {}\n");
    write("input.json", "{\"a\": ");
    write(".hidden/d.yaml", api("/d", "StepFunctions-StartExecution"));
    write("z.yaml", api("/a", "StepFunctions-StartExecution"));
    var apis = GatewayApis.read(folder, new OpenApiImporter(Vectors.properties()));
    assertThat(apis.routes())
        .extracting(route -> route.key().text())
        .containsExactly("GET /a", "GET /b");
    assertThat(apis.problems())
        .extracting(Problem::toString)
        .containsExactly(
            folder
                + "/wrong.yaml:8: error: the integrationSubtype SQS-SendMessage is not built yet",
            folder + "/z.yaml:4: error: GET /a is a route already, in " + folder + "/a.yaml:4");
  }

  @Test
  void servesNothingUntilEveryFileIsRight() throws IOException {
    write("a.yaml", api("/a", "StepFunctions-StartExecution"));
    write("wrong.yaml", api("/c", "SQS-SendMessage"));
    write("worse.yaml", "openapi: 3.0.3\npaths: [\n");
    var apis = GatewayApis.read(folder, new OpenApiImporter(Vectors.properties()));
    assertThatThrownBy(apis::require)
        .isInstanceOf(BrokenApisException.class)
        .hasMessageContaining("wrong.yaml:8: error: the integrationSubtype")
        .hasMessageContaining("worse.yaml:");
    Files.delete(folder.resolve("wrong.yaml"));
    Files.delete(folder.resolve("worse.yaml"));
    GatewayApis.read(folder, new OpenApiImporter(Vectors.properties())).require();
  }
}
