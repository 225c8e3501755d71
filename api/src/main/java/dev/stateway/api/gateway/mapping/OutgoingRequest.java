package dev.stateway.api.gateway.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is about to be sent to an HTTP backend, while mappings change it.
 *
 * @param path decoded
 * @param query values by name, decoded
 * @param headers values by lower-case name
 */
public record OutgoingRequest(
    String path, Map<String, List<String>> query, Map<String, List<String>> headers) {
  /** The same after these changes, in their order. */
  public OutgoingRequest with(Collection<ParameterChange> changes, GatewayRequest request) {
    var input = new MappingInput(request, null);
    var newPath = path;
    var newQuery = mutable(query);
    var newHeaders = mutable(headers);
    for (var change : changes) {
      switch (change.target()) {
        case ParameterChange.Target.Header(var name) -> apply(change, name, newHeaders, input);
        case ParameterChange.Target.QueryString(var name) -> apply(change, name, newQuery, input);
        case ParameterChange.Target.Path() -> newPath = change.evaluate(input).orElse(newPath);
        case ParameterChange.Target.StatusCode() -> {}
      }
    }
    return new OutgoingRequest(newPath, newQuery, newHeaders);
  }

  private static Map<String, List<String>> mutable(Map<String, List<String>> values) {
    return new LinkedHashMap<>(values);
  }

  /**
   * Applies a change to the values of one name: one that names what is not there changes nothing.
   */
  static void apply(
      ParameterChange change, String name, Map<String, List<String>> values, MappingInput input) {
    switch (change.action()) {
      case REMOVE -> values.remove(name);
      case OVERWRITE -> change.evaluate(input).ifPresent(value -> values.put(name, List.of(value)));
      case APPEND ->
          change
              .evaluate(input)
              .ifPresent(value -> {
                var all = new ArrayList<>(values.getOrDefault(name, List.of()));
                all.add(value);
                values.put(name, all);
              });
    }
  }
}
