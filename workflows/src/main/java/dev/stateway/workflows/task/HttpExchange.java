package dev.stateway.workflows.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP call of a task.
 *
 * @param request what was sent, as far as it may be seen
 * @param response absent where none came
 */
public record HttpExchange(Request request, @Nullable Response response) {
  /**
   * What was sent.
   *
   * @param method e.g. {@code POST}
   * @param url with its query
   * @param headers by name
   * @param body absent where there was none
   */
  public record Request(
      String method, String url, Map<String, List<String>> headers, @Nullable String body) {}

  /**
   * What came back.
   *
   * @param status e.g. 200
   * @param statusText e.g. {@code OK}
   * @param headers by name
   * @param body as text
   */
  public record Response(
      int status, String statusText, Map<String, List<String>> headers, String body) {}
}
