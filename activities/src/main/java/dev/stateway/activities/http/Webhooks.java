package dev.stateway.activities.http;

import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;

/** Posts JSON to the URLs that definitions name: only to hosts that HTTP tasks may call, too. */
public final class Webhooks implements AutoCloseable {
  private final AllowedHosts hosts;
  private final HttpCalls calls;

  public Webhooks(AllowedHosts hosts) {
    this.hosts = hosts;
    this.calls = new HttpCalls(hosts);
  }

  /** What the role of a state machine must be allowed that has something posted there. */
  public Permission permission(TaskRequest request, String url) {
    return Endpoint.permission(request, "POST", url);
  }

  /**
   * Posts.
   *
   * @param key the same for every try: {@code Idempotency-Key}
   * @throws TaskFailedException it was not taken, with the time after which it may be tried again
   *     if the answer says so
   */
  public void post(String url, JsonNode body, String key) throws InterruptedException {
    var uri = uri(url);
    var headers =
        Map.of("Content-Type", List.of("application/json"), "Idempotency-Key", List.of(key));
    var bytes = SdkBytes.fromUtf8String(JsonText.write(body));
    try {
      var answer = calls.call(new HttpCalls.Call("POST", uri, headers, bytes));
      if (!answer.isSuccess()) {
        throw new TaskFailedException(
            "States.Http.StatusCode." + answer.status(),
            uri.getHost() + " did not take it",
            RetryAfter.of(answer.status(), answer.headers(), Clock.systemUTC()).orElse(null));
      }
    } catch (IOException e) {
      throw new TaskFailedException("States.Http.Socket", String.valueOf(e.getMessage()));
    }
  }

  private URI uri(String url) {
    try {
      var uri = URI.create(url);
      if (uri.getHost() == null
          || !("https".equals(uri.getScheme()) || hosts.isNamed(uri.getHost()))) {
        throw Endpoint.invalid(
            "A webhook must be an HTTPS URL, or its host be named in STATEWAY_HTTP_ALLOW");
      }
      return uri;
    } catch (IllegalArgumentException malformed) {
      throw Endpoint.invalid("The webhook is no URL: " + malformed.getMessage());
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
