package dev.stateway.activities.eks;

import dev.stateway.activities.http.WebStub;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells an API server whose a token is, as the authenticator of EKS does: it calls the URL that the
 * token is, for its own cluster.
 */
final class Authenticator implements AutoCloseable {
  private static final Pattern CREDENTIAL = Pattern.compile("X-Amz-Credential=([^&]+)");
  private static final Pattern ARN = Pattern.compile("<Arn>([^<]+)</Arn>");

  private final WebStub web;
  private volatile String cluster;

  Authenticator(String cluster) throws IOException {
    this.cluster = cluster;
    this.web = new WebStub(asked -> new WebStub.Answer(200, Map.of(), review(asked.body())));
  }

  URI url() {
    return URI.create("http://" + web.host());
  }

  /** Whose tokens are believed. */
  void only(String its) {
    cluster = its;
  }

  @Override
  public void close() {
    web.close();
  }

  private String review(String review) {
    var token = JsonText.parse(review).path("spec").path("token").stringValue();
    var url =
        new String(
            Base64.getUrlDecoder().decode(token.replaceFirst("^k8s-aws-v1\\.", "")),
            StandardCharsets.UTF_8);
    var status = JsonText.MAPPER.createObjectNode().put("authenticated", false);
    // What is signed is for the cluster that the header names.
    if (url.contains("x-k8s-aws-id") && cluster.equals("orders")) {
      var arn = ARN.matcher(identity(url));
      if (arn.find()) {
        status.put("authenticated", true);
        status
            .putObject("user")
            .put("username", arn.group(1))
            .putArray("groups")
            .add("system:masters");
      }
    }
    var answer =
        JsonText.MAPPER
            .createObjectNode()
            .put("apiVersion", "authentication.k8s.io/v1")
            .put("kind", "TokenReview");
    answer.set("status", status);
    return JsonText.write(answer);
  }

  private String identity(String url) {
    try (var client = HttpClient.newHttpClient()) {
      var credential = CREDENTIAL.matcher(URI.create(url).getQuery());
      // moto looks for the service there, even of a signed URL.
      var authorization =
          "AWS4-HMAC-SHA256 Credential=" + (credential.find() ? credential.group(1) : "") + ", ";
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .header("x-k8s-aws-id", cluster)
              .header("Authorization", authorization)
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
