package dev.stateway.api.gateway.answer;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.translator.JsonText;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Errors as problem details, for clients that accept {@code application/problem+json}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class ProblemDetails {
  private static final String TYPE = "application/problem+json";

  private ProblemDetails() {}

  /** Whether the client asks for them. */
  public static boolean wanted(GatewayRequest request) {
    return request.header("accept").stream().anyMatch(accept -> accept.contains(TYPE));
  }

  /**
   * The same error with {@code type}, {@code title}, {@code status}, {@code detail}, {@code
   * instance}; an answer that is no error of this gateway stays as it is.
   */
  public static GatewayResponse of(GatewayResponse answer, String requestId) {
    if (answer.status() < 400) {
      return answer;
    }
    return answer
        .text()
        .map(ProblemDetails::tree)
        .filter(body -> body.path("message").isString())
        .map(body -> {
          var problem = JsonText.MAPPER.createObjectNode();
          var error = body.path("error").asString("");
          problem.put("type", error.isEmpty() ? "about:blank" : "urn:error:" + error);
          var known = HttpStatus.resolve(answer.status());
          problem.put("title", known == null ? "Error" : known.getReasonPhrase());
          problem.put("status", answer.status());
          problem.put("detail", body.path("message").stringValue());
          if (body.has("executionArn")) {
            problem.set("instance", body.path("executionArn"));
          }
          body.properties().stream()
              .filter(member -> !member.getKey().equals("message"))
              .filter(member -> !member.getKey().equals("executionArn"))
              .forEach(member -> problem.set(member.getKey(), member.getValue()));
          problem.put("requestId", requestId);
          var result = GatewayResponse.json(answer.status(), problem);
          return new GatewayResponse(answer.status(), answer.headers(), result.content())
              .with("content-type", TYPE);
        })
        .orElse(answer);
  }

  private static JsonNode tree(String text) {
    try {
      return JsonText.parse(text);
    } catch (JacksonException notJson) {
      return JsonText.MAPPER.missingNode();
    }
  }
}
