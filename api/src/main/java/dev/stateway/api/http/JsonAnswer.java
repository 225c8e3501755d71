package dev.stateway.api.http;

import dev.stateway.translator.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer to a client.
 *
 * @param status the HTTP status
 * @param headers beside those that every answer has
 * @param body JSON text
 */
public record JsonAnswer(int status, Map<String, String> headers, String body) {
  private static final String RETRY_SECONDS = "1";

  public JsonAnswer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** With this tree as its body. */
  public static JsonAnswer of(int status, JsonNode body) {
    return new JsonAnswer(status, Map.of(), JsonText.write(body));
  }

  /** In the form of API Gateway's own answers: {@code {"message":...}}. */
  public static JsonAnswer message(int status, String message) {
    return of(status, messageBody(message));
  }

  /** The body of such an answer, to say more in. */
  public static ObjectNode messageBody(String message) {
    return JsonText.MAPPER.createObjectNode().put("message", message);
  }

  /** The same with one header more. */
  public JsonAnswer with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new JsonAnswer(status, all, body);
  }

  /** The same, and that the client should try again soon. */
  public JsonAnswer withRetryAfter() {
    return with("Retry-After", RETRY_SECONDS);
  }

  /** For the client. */
  public Mono<ServerResponse> toResponse() {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .headers(all -> headers.forEach(all::set))
        .bodyValue(body);
  }
}
