package dev.stateway.api.auth.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What conditions and variables of policies can ask of a request: values by condition key; keys
 * match without case.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
 *     condition context keys</a>
 */
public final class RequestContext {
  private final Map<String, List<String>> values;

  private RequestContext(Map<String, List<String>> values) {
    this.values = Map.copyOf(values);
  }

  /** These values; a key without any is one that is absent. */
  public static RequestContext of(Map<String, List<String>> values) {
    return new RequestContext(Map.of()).with(values);
  }

  /** These values besides; where both have a key, these count. */
  public RequestContext with(Map<String, List<String>> more) {
    var all = new HashMap<>(values);
    more.forEach((key, list) -> all.put(key.toLowerCase(Locale.ROOT), List.copyOf(list)));
    all.values().removeIf(List::isEmpty);
    return new RequestContext(all);
  }

  /** The values of a key; empty where it is absent. */
  List<String> values(String key) {
    return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }

  /** The value of a key that has just one. */
  Optional<String> single(String key) {
    var all = values(key);
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }
}
