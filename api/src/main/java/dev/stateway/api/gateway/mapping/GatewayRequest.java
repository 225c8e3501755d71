package dev.stateway.api.gateway.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as parameter mappings and integrations see it.
 *
 * @param line what was asked for
 * @param pathParameters the values of the route's variables, decoded
 * @param headers by lower-case name, in the order received
 * @param body the body; empty for none
 * @param context what {@code $context} names
 * @param stageVariables what {@code $stageVariables} names
 */
public record GatewayRequest(
    Line line,
    Map<String, String> pathParameters,
    Map<String, List<String>> headers,
    RequestBody body,
    Map<String, String> context,
    Map<String, String> stageVariables) {
  public GatewayRequest {
    pathParameters = Collections.unmodifiableMap(new LinkedHashMap<>(pathParameters));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    context = Map.copyOf(context);
    stageVariables = Map.copyOf(stageVariables);
  }

  /**
   * The first line of a request.
   *
   * @param method e.g. {@code GET}
   * @param rawPath as received, percent-encoded, without a stage
   * @param path the same decoded
   * @param rawQuery as received, without its question mark; empty for none
   * @param query the values of the query by name, decoded, in the order received
   */
  public record Line(
      String method,
      String rawPath,
      String path,
      String rawQuery,
      Map<String, List<String>> query) {
    public Line {
      query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }
  }

  /** All values of a header; names match without case. */
  public List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The first value of a header. */
  public Optional<String> firstHeader(String name) {
    return header(name).stream().findFirst();
  }

  /** The values of a context variable or nothing. */
  public Optional<String> context(String name) {
    return Optional.ofNullable(context.get(name));
  }

  /** The same with these context variables more. */
  public GatewayRequest withContext(Map<String, String> more) {
    var all = new LinkedHashMap<>(context);
    all.putAll(more);
    return new GatewayRequest(line, pathParameters, headers, body, all, stageVariables);
  }

  /** The cookies of all Cookie headers, as they were written. */
  public List<String> cookies() {
    var cookies = new ArrayList<String>();
    for (var header : header("cookie")) {
      for (var cookie : header.split(";", -1)) {
        if (!cookie.isBlank()) {
          cookies.add(cookie.strip());
        }
      }
    }
    return cookies;
  }
}
