package dev.stateway.api.states;

import dev.stateway.api.arn.AliasName;
import dev.stateway.api.error.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of a request, read by their names and checked as AWS checks them: all that break a
 * constraint are told at once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html">ValidationError</a>
 */
public final class RequestMembers {
  private final JsonNode object;
  private final String path;
  private final List<String> violations;

  private RequestMembers(JsonNode object, String path, List<String> violations) {
    this.object = object;
    this.path = path;
    this.violations = violations;
  }

  public static RequestMembers of(JsonNode body) {
    if (!body.isObject()) {
      throw UnexpectedType.error(body, "a structure");
    }
    return new RequestMembers(body, "", new ArrayList<>());
  }

  /**
   * To be called when all was read.
   *
   * @throws AwsError ValidationException
   */
  public void check() {
    if (!violations.isEmpty()) {
      var count = violations.size();
      throw AwsError.validation(
          count
              + (count == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", violations));
    }
  }

  /** A string that must be there; empty when it is not, which {@link #check} then tells. */
  public String required(String name, Text rule) {
    var value = optional(name, rule);
    if (value == null) {
      violation("Value null", name, "Member must not be null");
      return "";
    }
    return value;
  }

  /** A string, if it is there. */
  public @Nullable String optional(String name, Text rule) {
    var node = member(name);
    if (node.isEmpty()) {
      return null;
    }
    if (!node.get().isString()) {
      throw UnexpectedType.error(node.get(), "a String");
    }
    var value = node.get().stringValue();
    var shown = rule.secret() ? "Value" : "Value '" + value + "'";
    if (value.length() < rule.min()) {
      violation(shown, name, "Member must have length greater than or equal to " + rule.min());
    } else if (value.length() > rule.max()) {
      violation(shown, name, "Member must have length less than or equal to " + rule.max());
    }
    var pattern = rule.pattern();
    if (pattern != null && !pattern.matcher(value).matches()) {
      violation(shown, name, "Member must satisfy regular expression pattern: " + pattern);
    }
    return value;
  }

  /** One of the names of an enumeration, if it is there and one of them. */
  public <E extends Enum<E>> Optional<E> optional(String name, Class<E> values) {
    var value = optional(name, Text.ANY);
    if (value == null) {
      return Optional.empty();
    }
    var constants = values.getEnumConstants();
    var found = Stream.of(constants).filter(constant -> constant.name().equals(value)).findFirst();
    if (found.isEmpty()) {
      var names = Stream.of(constants).map(Enum::name).collect(Collectors.joining(", "));
      violation(
          "Value '" + value + "'", name, "Member must satisfy enum value set: [" + names + "]");
    }
    return found;
  }

  /** A whole number, if it is there. */
  public OptionalInt optional(String name, int min, int max) {
    var node = member(name);
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!node.get().isIntegralNumber() || !node.get().canConvertToInt()) {
      throw UnexpectedType.error(node.get(), "an Integer");
    }
    var value = node.get().intValue();
    if (value < min) {
      violation(
          "Value '" + value + "'", name, "Member must have value greater than or equal to " + min);
    } else if (value > max) {
      violation(
          "Value '" + value + "'", name, "Member must have value less than or equal to " + max);
    }
    return OptionalInt.of(value);
  }

  /** A whole number that must be there. */
  int required(String name, int min, int max) {
    var value = optional(name, min, max);
    if (value.isEmpty()) {
      violation("Value null", name, "Member must not be null");
    }
    return value.orElse(min);
  }

  /** A number, if it is there. */
  OptionalDouble optional(String name, double min, double max) {
    var node = member(name);
    if (node.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!node.get().isNumber()) {
      throw UnexpectedType.error(node.get(), "a Float");
    }
    var value = node.get().doubleValue();
    var shown = "Value '" + node.get() + "'";
    if (value < min) {
      violation(shown, name, "Member must have value greater than or equal to " + (int) min);
    } else if (value > max) {
      violation(shown, name, "Member must have value less than or equal to " + (int) max);
    }
    return OptionalDouble.of(value);
  }

  /** A truth value, if it is there. */
  public boolean optional(String name, boolean otherwise) {
    var node = member(name);
    if (node.isEmpty()) {
      return otherwise;
    }
    if (!node.get().isBoolean()) {
      throw UnexpectedType.error(node.get(), "a Boolean");
    }
    return node.get().booleanValue();
  }

  /** The members of a structure, if it is there. */
  public Optional<RequestMembers> structure(String name) {
    return member(name)
        .map(node -> {
          if (!node.isObject()) {
            throw UnexpectedType.error(node, "a structure");
          }
          return new RequestMembers(node, path + uncapitalised(name) + ".", violations);
        });
  }

  /** The structures of a list, if it is there. */
  public Optional<List<RequestMembers>> structures(String name) {
    return elements(name)
        .map(nodes -> {
          var structures = new ArrayList<RequestMembers>();
          for (var node : nodes) {
            if (!node.isObject()) {
              throw UnexpectedType.error(node, "a structure");
            }
            var at = path + uncapitalised(name) + "." + (structures.size() + 1) + ".member.";
            structures.add(new RequestMembers(node, at, violations));
          }
          return structures;
        });
  }

  /** The strings of a list that must be there. */
  List<String> requiredStrings(String name) {
    var nodes = elements(name);
    if (nodes.isEmpty()) {
      violation("Value null", name, "Member must not be null");
      return List.of();
    }
    return nodes.get().stream()
        .map(node -> {
          if (!node.isString()) {
            throw UnexpectedType.error(node, "a String");
          }
          return node.stringValue();
        })
        .toList();
  }

  /** The list {@code tags}, by key. */
  Map<String, String> tags(boolean required) {
    var list = structures("tags");
    if (list.isEmpty() && required) {
      violation("Value null", "tags", "Member must not be null");
    }
    var tags = new LinkedHashMap<String, String>();
    for (var tag : list.orElse(List.of())) {
      tags.put(tag.required("key", Text.TAG_KEY), tag.required("value", Text.TAG_VALUE));
    }
    return tags;
  }

  private Optional<List<JsonNode>> elements(String name) {
    return member(name)
        .map(node -> {
          if (!node.isArray()) {
            throw UnexpectedType.error(node, "a list");
          }
          return List.copyOf(node.values());
        });
  }

  private Optional<JsonNode> member(String name) {
    var node = object.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  /** Has {@link #check} tell what is wrong with a member. */
  public void violation(String value, String name, String constraint) {
    violations.add(
        value
            + " at '"
            + path
            + uncapitalised(name)
            + "' failed to satisfy constraint: "
            + constraint);
  }

  /** AWS's names in the texts of violations, also where those of requests are in PascalCase. */
  private static String uncapitalised(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * How long a string may be, and how it is written.
   *
   * @param min characters at least
   * @param max characters at the most
   * @param secret whether it is left out of error messages
   * @param pattern that it must match; absent for none
   */
  public record Text(int min, int max, boolean secret, @Nullable Pattern pattern) {
    /** What every database takes. */
    private static final Pattern STORABLE = Pattern.compile("[^\\x00]*");

    static final Text ANY = new Text(0, Integer.MAX_VALUE, false);
    static final Text ARN = new Text(1, 256, false);
    static final Text LONG_ARN = new Text(1, 2_000, false);
    static final Text NAME = new Text(1, 80, false);
    static final Text ALIAS_NAME = new Text(1, 80, false, AliasName.PATTERN);
    static final Text STATE_NAME = new Text(1, 80, true);
    static final Text DEFINITION = new Text(1, 1_048_576, true);

    /** How much of it there may be depends on the state machine. */
    static final Text INPUT = new Text(0, Integer.MAX_VALUE, true);

    static final Text DATA = new Text(0, 262_144, true);
    static final Text ERROR = new Text(0, 256, true);
    static final Text CAUSE = new Text(0, 32_768, true);
    static final Text TASK_TOKEN = new Text(1, 2_048, true);
    static final Text CLIENT_TOKEN = new Text(1, 64, false);
    static final Text TRACE_HEADER = new Text(0, 256, false);
    static final Text DESCRIPTION = new Text(0, 256, true, STORABLE);
    static final Text PAGE_TOKEN = new Text(1, 1_024, false);
    static final Text LONG_PAGE_TOKEN = new Text(1, 3_096, false);
    static final Text TAG_KEY = new Text(1, 128, false, STORABLE);
    static final Text TAG_VALUE = new Text(0, 256, false, STORABLE);
    static final Text KMS_KEY = new Text(1, 2_048, false);

    /** Written in any way. */
    public Text(int min, int max, boolean secret) {
      this(min, max, secret, null);
    }
  }
}
