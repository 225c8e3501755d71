package dev.stateway.api.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as parameter mappings see it.
 *
 * @param path decoded, without a stage
 * @param pathParameters the values of the route's variables
 * @param headers by lower-case name
 * @param query by name as written
 * @param body the text; empty for none
 * @param context what {@code $context} names
 * @param stageVariables what {@code $stageVariables} names
 */
record GatewayRequest(
    String path,
    Map<String, String> pathParameters,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    String body,
    Map<String, String> context,
    Map<String, String> stageVariables) {
  GatewayRequest {
    pathParameters = Map.copyOf(pathParameters);
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
    context = Map.copyOf(context);
    stageVariables = Map.copyOf(stageVariables);
  }

  /** All values of a header; names match without case. */
  List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
