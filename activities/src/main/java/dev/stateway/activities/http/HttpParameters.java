package dev.stateway.activities.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a connection adds to a call; it wins over what the task gives under the same name.
 *
 * @param headers headers
 * @param query of the query string
 * @param body members of the body
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ConnectionHttpParameters.html">ConnectionHttpParameters</a>
 */
public record HttpParameters(
    Map<String, Secret> headers, Map<String, Secret> query, Map<String, Secret> body) {
  /** Nothing. */
  public static final HttpParameters NONE = new HttpParameters(Map.of(), Map.of(), Map.of());

  public HttpParameters {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }
}
