package dev.stateway.activities.http;

import dev.stateway.activities.aws.SdkJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A body in the form {@code application/x-www-form-urlencoded}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#url-encode-request-body">Apply
 *     URL-encoding on the request body</a>
 */
final class FormBody {
  private final ArrayFormat arrays;
  private final List<String> pairs = new ArrayList<>();

  private FormBody(ArrayFormat arrays) {
    this.arrays = arrays;
  }

  /** The text of this object. */
  static String of(JsonNode object, ArrayFormat arrays) {
    if (!object.isObject()) {
      throw Endpoint.invalid("A RequestBody that is URL-encoded must be an object");
    }
    var form = new FormBody(arrays);
    object.properties().forEach(member -> form.add(member.getKey(), member.getValue()));
    return String.join("&", form.pairs);
  }

  private void add(String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(m -> add(name + "[" + m.getKey() + "]", m.getValue()));
    } else if (value.isArray()) {
      addAll(name, value);
    } else {
      pairs.add(Endpoint.encoded(name) + "=" + (value.isNull() ? "" : text(value)));
    }
  }

  private void addAll(String name, JsonNode array) {
    switch (arrays) {
      case INDICES -> {
        for (var i = 0; i < array.size(); i++) {
          add(name + "[" + i + "]", array.get(i));
        }
      }
      case REPEAT, NONE -> array.forEach(item -> add(name, item));
      case BRACKETS -> array.forEach(item -> add(name + "[]", item));
      case COMMAS ->
          pairs.add(
              Endpoint.encoded(name)
                  + "="
                  + StreamSupport.stream(array.spliterator(), false)
                      .map(FormBody::text)
                      .collect(Collectors.joining(",")));
    }
  }

  private static String text(JsonNode value) {
    return Endpoint.encoded(SdkJson.asText(value));
  }

  /** How the items of a list are named. */
  enum ArrayFormat {
    INDICES,
    REPEAT,
    COMMAS,
    BRACKETS,
    NONE;

    static ArrayFormat of(JsonNode name) {
      var text = name.stringValue(INDICES.name());
      return Arrays.stream(values())
          .filter(format -> format.name().equals(text))
          .findFirst()
          .orElseThrow(() -> Endpoint.invalid("The ArrayFormat '" + text + "' is unknown"));
    }
  }
}
