package dev.stateway.api.testing;

import dev.stateway.api.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The application in this process, on a port and a data folder of its own. */
public final class StatewayServer implements AutoCloseable {
  /** The account it answers as. */
  public static final String ACCOUNT = "111111111111";

  /** A role for state machines. */
  public static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/executions";

  /** The API key of the administrator, who may do everything. */
  public static final String API_KEY = "test-api-key";

  private static final Duration START = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final URI endpoint;
  private final SfnClient client;

  private StatewayServer(ConfigurableApplicationContext context, URI endpoint) {
    this.context = context;
    this.endpoint = endpoint;
    this.client = client(AwsBasicCredentials.create("test", "test"));
  }

  /** A client of its Step Functions API with these credentials; to be closed by the caller. */
  public SfnClient client(AwsCredentials credentials) {
    return SfnClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .build())
        .build();
  }

  /** Starts it, without waiting for Temporal. */
  public static StatewayServer start(String temporalAddress, Map<String, String> more)
      throws IOException {
    var port = TemporalServer.freePort();
    var properties = new LinkedHashMap<String, Object>();
    properties.put("stateway.port", port);
    properties.put("stateway.host", "127.0.0.1");
    properties.put("stateway.account", ACCOUNT);
    properties.put("stateway.region", "us-east-1");
    var data = folder();
    properties.put("stateway.data", data.toString());
    properties.put("stateway.identities", TestIdentities.write(data).toString());
    properties.put("stateway.temporal.address", temporalAddress);
    properties.putAll(more);
    var arguments =
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    var context = new SpringApplicationBuilder(Application.class).run(arguments);
    return new StatewayServer(context, URI.create("http://127.0.0.1:" + port));
  }

  private static Path folder() throws IOException {
    return Files.createTempDirectory("stateway");
  }

  /** Waits until it is ready. */
  public StatewayServer awaitReady() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START.toNanos();
    while (get("/readyz").statusCode() != 200) {
      if (System.nanoTime() > deadline) {
        throw new IOException("Stateway is not ready: " + get("/readyz").body());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return this;
  }

  /** Where it is. */
  public URI endpoint() {
    return endpoint;
  }

  /** A client of its Step Functions API. */
  public SfnClient client() {
    return client;
  }

  /** One of its parts. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** An answer to a GET of the administrator. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Authorization", "Bearer " + API_KEY)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** An answer of the Step Functions API to this text of the administrator. */
  public HttpResponse<String> call(String operation, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(endpoint.resolve("/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "Bearer " + API_KEY)
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
