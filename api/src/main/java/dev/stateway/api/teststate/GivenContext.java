package dev.stateway.api.teststate;

import dev.stateway.api.error.AwsError;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Checks a context object that a test brings along.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html#using-context-field">The
 *     context field</a>
 */
final class GivenContext {
  private static final Map<String, Type> FIELDS =
      Map.ofEntries(
          Map.entry("Execution", Type.OBJECT),
          Map.entry("Execution.Id", Type.STRING),
          Map.entry("Execution.Input", Type.ANY),
          Map.entry("Execution.Name", Type.STRING),
          Map.entry("Execution.RoleArn", Type.STRING),
          Map.entry("Execution.StartTime", Type.STRING),
          Map.entry("Execution.RedriveCount", Type.NUMBER),
          Map.entry("Execution.RedriveTime", Type.STRING),
          Map.entry("State", Type.OBJECT),
          Map.entry("State.EnteredTime", Type.STRING),
          Map.entry("State.Name", Type.STRING),
          Map.entry("State.RetryCount", Type.NUMBER),
          Map.entry("StateMachine", Type.OBJECT),
          Map.entry("StateMachine.Id", Type.STRING),
          Map.entry("StateMachine.Name", Type.STRING),
          Map.entry("Task", Type.OBJECT),
          Map.entry("Task.Token", Type.STRING),
          Map.entry("Map", Type.OBJECT),
          Map.entry("Map.Item", Type.OBJECT),
          Map.entry("Map.Item.Index", Type.NUMBER),
          Map.entry("Map.Item.Key", Type.STRING),
          Map.entry("Map.Item.Source", Type.STRING),
          Map.entry("Map.Item.Value", Type.ANY));

  private GivenContext() {}

  private enum Type {
    OBJECT("an object"),
    STRING("a string"),
    NUMBER("a number"),
    ANY("anything");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    private boolean is(JsonNode value) {
      return switch (this) {
        case OBJECT -> value.isObject();
        case STRING -> value.isString();
        case NUMBER -> value.isNumber();
        case ANY -> true;
      };
    }
  }

  /**
   * Refuses what is none.
   *
   * @throws AwsError ValidationException
   */
  static JsonNode require(JsonNode context) {
    if (!context.isObject()) {
      throw invalid("The Context object must be a JSON object");
    }
    check("", context);
    return context;
  }

  private static void check(String prefix, JsonNode object) {
    for (var member : object.properties()) {
      var place = prefix + member.getKey();
      var type = FIELDS.get(place);
      if (type == null) {
        throw invalid("Field '" + place + "' is not allowed");
      }
      if (!type.is(member.getValue())) {
        throw invalid(place + " must be " + type.words);
      }
      if (type == Type.OBJECT) {
        check(place + ".", member.getValue());
      }
    }
  }

  private static AwsError invalid(String why) {
    return AwsError.validation("Invalid Context object provided: " + why);
  }
}
