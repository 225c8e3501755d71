package dev.stateway.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the bodies of requests; what their content type says does not matter, as {@code curl -d}
 * calls everything a form.
 */
public final class RequestText {
  private RequestText() {}

  /**
   * The body as text, empty for none; {@link RequestRefused} when it is larger than this or no
   * text.
   */
  public static Mono<String> read(ServerRequest request, int largest) {
    return bytes(request, largest).map(RequestText::text);
  }

  /** The body's bytes, none for none; {@link RequestRefused} when they are more than this. */
  public static Mono<byte[]> bytes(ServerRequest request, int largest) {
    return DataBufferUtils.join(request.exchange().getRequest().getBody(), largest)
        .map(RequestText::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(
            DataBufferLimitException.class,
            _ -> new RequestRefused(JsonAnswer.message(413, "Request Entity Too Large")));
  }

  private static byte[] bytes(DataBuffer buffer) {
    var bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new RequestRefused(JsonAnswer.message(400, "The request body is not UTF-8 text"));
    }
  }

  /**
   * The body as JSON.
   *
   * @throws RequestRefused it is none, with the place
   */
  public static JsonNode json(String body) {
    try {
      return StrictJson.parse(body);
    } catch (StrictJson.UnboundedNumberException unbounded) {
      throw new RequestRefused(
          JsonAnswer.message(400, "The request body is not usable: " + unbounded.getMessage()));
    } catch (JacksonException malformed) {
      var place = malformed.getLocation();
      var where =
          place == null || place.getLineNr() < 1
              ? ""
              : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
      var message = "The request body is not JSON: " + malformed.getOriginalMessage() + where;
      throw new RequestRefused(JsonAnswer.message(400, message));
    }
  }
}
