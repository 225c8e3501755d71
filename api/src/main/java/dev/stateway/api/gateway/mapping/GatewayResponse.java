package dev.stateway.api.gateway.mapping;

import dev.stateway.api.http.JsonAnswer;
import dev.stateway.translator.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/**
 * An answer of a route.
 *
 * @param status the HTTP status
 * @param headers values by lower-case name
 * @param content the body
 */
public record GatewayResponse(int status, Map<String, List<String>> headers, Content content) {
  public GatewayResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The body of an answer. */
  public sealed interface Content {
    /** All of it is there. */
    record Whole(RequestBody body) implements Content {}

    /** It comes while it is read; it is read once. */
    record Streamed(Flux<DataBuffer> buffers) implements Content {}
  }

  /** The same as JSON text. */
  public static GatewayResponse of(JsonAnswer answer) {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("content-type", List.of("application/json"));
    answer
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return new GatewayResponse(
        answer.status(), headers, new Content.Whole(RequestBody.of(answer.body())));
  }

  /** In the form of API Gateway's own answers. */
  public static GatewayResponse message(int status, String message) {
    return of(JsonAnswer.message(status, message));
  }

  /** With this tree as its body. */
  public static GatewayResponse json(int status, JsonNode body) {
    return json(status, JsonText.write(body));
  }

  /** With this JSON text as its body. */
  public static GatewayResponse json(int status, String body) {
    return of(new JsonAnswer(status, Map.of(), body));
  }

  /** The body's text, if all of it is there and it is text. */
  public Optional<String> text() {
    return switch (content) {
      case Content.Whole(var body) -> body.text();
      case Content.Streamed _ -> Optional.empty();
    };
  }

  /** The same, and that the client should try again soon. */
  public GatewayResponse withRetryAfter() {
    return with("retry-after", "1");
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The same with this as the only value of a header. */
  public GatewayResponse with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, List.of(value));
    return new GatewayResponse(status, all, content);
  }
}
