package dev.stateway.activities.eks;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.AllowedHosts;
import dev.stateway.activities.http.Endpoint;
import dev.stateway.activities.http.HttpCalls;
import dev.stateway.activities.http.HttpCalls.Answer;
import dev.stateway.activities.http.HttpCalls.Call;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;

/**
 * The API server of one cluster, as the parameters of a task name it.
 *
 * @param hosts which may be called
 * @param aws who calls
 * @param name the cluster's name
 * @param endpoint where its API server is
 * @param trust how its API server proves itself
 */
record EksCluster(
    AllowedHosts hosts, AwsSettings aws, String name, URI endpoint, SSLContext trust) {
  /**
   * The cluster of these parameters.
   *
   * @throws TaskFailedException they are wrong
   */
  static EksCluster of(JsonNode parameters, AllowedHosts hosts, AwsSettings aws) {
    return new EksCluster(
        hosts,
        aws,
        text(parameters, "ClusterName"),
        endpoint(text(parameters, "Endpoint")),
        trust(text(parameters, "CertificateAuthority")));
  }

  /**
   * Calls its API.
   *
   * @return the answer, whatever its status
   * @throws TaskFailedException there is none
   */
  Answer call(String method, String path, Map<String, List<String>> query, @Nullable JsonNode body)
      throws InterruptedException {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Authorization", List.of("Bearer " + EksToken.of(aws, name)));
    headers.put("Accept", List.of("application/json"));
    if (body != null) {
      headers.put("Content-Type", List.of(contentType(method, body)));
    }
    var sent = body == null ? null : SdkBytes.fromUtf8String(SdkJson.asText(body));
    // Each task trusts another authority; what is kept open for it would be kept for all time.
    try (var calls = new HttpCalls(hosts, trust)) {
      return calls.call(new Call(method, uri(path, query), headers, sent));
    } catch (HttpCalls.TooLargeException e) {
      throw new TaskFailedException("States.DataLimitExceeded", e.getMessage());
    } catch (AllowedHosts.PrivateAddressException e) {
      throw Endpoint.invalid(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new TaskFailedException(
          "EKS.SdkClientException", "Unable to execute HTTP request: " + e.getMessage());
    }
  }

  /**
   * The same, of which only success is an answer.
   *
   * @throws TaskFailedException {@code EKS.} and the status, with the answer as the cause
   */
  Answer succeed(
      String method, String path, Map<String, List<String>> query, @Nullable JsonNode body)
      throws InterruptedException {
    var answer = call(method, path, query, body);
    if (!answer.isSuccess()) {
      throw failure(answer);
    }
    return answer;
  }

  /** What a call fails with that is answered so. */
  static TaskFailedException failure(Answer answer) {
    return new TaskFailedException("EKS." + answer.status(), JsonText.write(result(answer)));
  }

  /** An answer as a task's result. */
  static JsonNode result(Answer answer) {
    var result = JsonText.MAPPER.createObjectNode();
    result.set("ResponseBody", Endpoint.body(answer));
    return result.put("StatusCode", answer.status()).put("StatusText", answer.statusText());
  }

  private URI uri(String path, Map<String, List<String>> query) {
    var whole = endpoint + path + (query.isEmpty() ? "" : "?" + Endpoint.query(query));
    try {
      return new URI(whole);
    } catch (URISyntaxException e) {
      throw Endpoint.invalid("Endpoint and Path make no URL: " + e.getMessage());
    }
  }

  /** Kubernetes wants to know what kind of patch it is; an array can only be one kind. */
  private static String contentType(String method, JsonNode body) {
    if (!method.equals("PATCH")) {
      return "application/json";
    }
    var text = SdkJson.asText(body).stripLeading();
    return text.startsWith("[") ? "application/json-patch+json" : "application/merge-patch+json";
  }

  private static String text(JsonNode parameters, String field) {
    var text = parameters.path(field).stringValue("");
    if (text.isEmpty()) {
      throw Endpoint.invalid("The field '" + field + "' is required but was missing");
    }
    return text;
  }

  private static URI endpoint(String text) {
    try {
      var uri = new URI(text.replaceFirst("/$", ""));
      if ("https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw Endpoint.invalid("The Endpoint '" + text + "' is no URL: " + e.getMessage());
    }
    throw Endpoint.invalid("The Endpoint '" + text + "' must be the https:// URL of an API server");
  }

  private static SSLContext trust(String authority) {
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(Base64.getDecoder().decode(authority)));
      if (certificates.isEmpty()) {
        throw Endpoint.invalid("The CertificateAuthority has no certificate");
      }
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var number = 0;
      for (var certificate : certificates) {
        store.setCertificateEntry(Integer.toString(number++), certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw Endpoint.invalid(
          "The CertificateAuthority is no certificate in base64: " + e.getMessage());
    }
  }
}
