package dev.stateway.api.gateway.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One change of a request before it is sent on, or of an answer: {@code overwrite:header.NAME} and
 * the like, with its value.
 *
 * @param action what is done
 * @param target to what
 * @param value with what; absent for a removal
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html">Parameter
 *     mapping</a>
 */
public record ParameterChange(Action action, Target target, @Nullable ParameterMapping value) {
  private static final Pattern KEY =
      Pattern.compile("(append|overwrite|remove):(header|querystring)\\.(.+)", Pattern.DOTALL);
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * Headers that only the gateway itself may say, in lower case; {@code -*} for all that begin so.
   */
  private static final List<String> RESERVED =
      List.of(
          "access-control-*",
          "apigw-*",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-location",
          "forwarded",
          "keep-alive",
          "origin",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailers",
          "transfer-encoding",
          "upgrade",
          "x-amz-*",
          "x-amzn-*",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "via");

  /** What a change does. */
  public enum Action {
    /** Adds a value to those that are there. */
    APPEND,
    /** Sets the only value. */
    OVERWRITE,
    /** Takes all values away. */
    REMOVE
  }

  /** What a change changes. */
  public sealed interface Target {
    /** A header, in lower case. */
    record Header(String name) implements Target {}

    /** A parameter of the query. */
    record QueryString(String name) implements Target {}

    /** The path of a request. */
    record Path() implements Target {}

    /** The status of an answer. */
    record StatusCode() implements Target {}
  }

  /**
   * Reads a change of a request.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  public static ParameterChange ofRequest(String key, String value) {
    if (key.equals("overwrite:path")) {
      return new ParameterChange(
          Action.OVERWRITE, new Target.Path(), ParameterMapping.parse(value));
    }
    return keyed(key)
        .map(keyed -> keyed.with(value, ParameterMapping::parse))
        .orElseThrow(() ->
            new IllegalArgumentException(
                key
                    + " is not append, overwrite or remove:header.NAME or :querystring.NAME, or"
                    + " overwrite:path"));
  }

  /**
   * Reads a change of an answer.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  public static ParameterChange ofResponse(String key, String value) {
    if (key.equals("overwrite:statuscode")) {
      return new ParameterChange(
          Action.OVERWRITE, new Target.StatusCode(), ParameterMapping.parseResponse(value));
    }
    return keyed(key)
        .filter(keyed -> keyed.target instanceof Target.Header)
        .map(keyed -> keyed.with(value, ParameterMapping::parseResponse))
        .orElseThrow(() ->
            new IllegalArgumentException(
                key + " is not append, overwrite or remove:header.NAME, or overwrite:statuscode"));
  }

  private record Keyed(Action action, Target target) {
    ParameterChange with(
        String value, java.util.function.Function<String, ParameterMapping> parser) {
      return new ParameterChange(
          action, target, action == Action.REMOVE ? null : parser.apply(value));
    }
  }

  private static Optional<Keyed> keyed(String key) {
    var matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var action = Action.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    var name = matcher.group(3);
    var target = matcher.group(2).equals("header") ? header(name) : new Target.QueryString(name);
    return Optional.of(new Keyed(action, target));
  }

  private static Target header(String name) {
    if (!FIELD_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " cannot be the name of a header");
    }
    if (isReserved(name)) {
      throw new IllegalArgumentException("the header " + name + " is reserved");
    }
    return new Target.Header(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a mapping may not touch this header. */
  static boolean isReserved(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return RESERVED.stream()
        .anyMatch(reserved ->
            reserved.endsWith("*")
                ? lower.startsWith(reserved.substring(0, reserved.length() - 1))
                : lower.equals(reserved));
  }

  /** Its value for this input; empty if what it names is not there. */
  Optional<String> evaluate(MappingInput input) {
    return value == null ? Optional.empty() : value.evaluate(input);
  }
}
