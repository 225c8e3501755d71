package dev.stateway.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import tools.jackson.databind.JsonNode;

/**
 * The administrator's calls of the gateway's management API, signed as AWS's clients sign them.
 *
 * @param endpoint of the server
 */
public record ManagementClient(URI endpoint) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** One call; its answer whatever it is. */
  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var uri = endpoint.resolve(URI.create(path));
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(AwsBasicCredentials.create("test", "test"))
                    .request(
                        SdkHttpRequest.builder()
                            .uri(uri)
                            .method(SdkHttpMethod.fromValue(method))
                            .build())
                    .payload(ContentStreamProvider.fromUtf8String(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    var request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
    signed
        .request()
        .forEachHeader((name, values) -> {
          if (!name.equalsIgnoreCase("host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** One call that is answered with this status; the JSON of the answer, missing for none. */
  public JsonNode call(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    var answer = send(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body().isEmpty() ? JsonText.MAPPER.missingNode() : JsonText.parse(answer.body());
  }

  /** ImportApi of an API that is good; its id. */
  public String importApi(String definition) throws IOException, InterruptedException {
    return call(201, "PUT", "/v2/apis", importBody(definition)).path("apiId").stringValue();
  }

  /** The body of ImportApi and ReimportApi. */
  public static String importBody(String definition) {
    return JsonText.write(JsonText.MAPPER.createObjectNode().put("body", definition));
  }
}
