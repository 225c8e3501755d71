package dev.stateway.workflows.history;

import dev.stateway.translator.JsonText;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The details of one event, kept as trees until somebody reads them: most executions' events never
 * are.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
public final class EventDetails {
  private static final int USUAL_MEMBERS = 2;

  /**
   * In a row without gaps, then nulls: an array of its own size, for there are very many of them.
   */
  private @Nullable Member[] members = new Member[USUAL_MEMBERS];

  private int size;

  /** No details yet. */
  public static EventDetails none() {
    return new EventDetails();
  }

  /** A text; an absent one leaves the member out. */
  public EventDetails text(String name, @Nullable String value) {
    if (value != null) {
      add(new Member.Text(name, value));
    }
    return this;
  }

  /** A number; an absent one leaves the member out. */
  public EventDetails number(String name, @Nullable Long value) {
    if (value != null) {
      add(new Member.Count(name, value));
    }
    return this;
  }

  /** Input or output: JSON text and the member that says it is all there. */
  public EventDetails payload(String name, JsonNode value) {
    add(new Member.Payload(name, value));
    return this;
  }

  /** What a service is called with: JSON text. */
  public EventDetails parameters(JsonNode value) {
    add(new Member.Parameters(value));
    return this;
  }

  /** The role a task is called in; an absent one leaves the member out. */
  public EventDetails credentials(@Nullable String roleArn) {
    if (roleArn != null) {
      add(new Member.Credentials(roleArn));
    }
    return this;
  }

  /** The variables a state assigned; none leave the member out. */
  public EventDetails variables(Map<String, JsonNode> values) {
    if (!values.isEmpty()) {
      add(new Member.Variables(values));
    }
    return this;
  }

  /** How much memory they take, roughly: a share of it is counted for each event that shows it. */
  long roughSize() {
    var bytes = 0L;
    for (var i = 0; i < size; i++) {
      bytes += memberAt(i).roughSize();
    }
    return bytes;
  }

  private Member memberAt(int index) {
    return Objects.requireNonNull(members[index]);
  }

  private void add(Member member) {
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    members[size] = member;
    size++;
  }

  /** AWS's form of it. */
  ObjectNode render(boolean includeExecutionData) {
    var details = JsonText.MAPPER.createObjectNode();
    for (var i = 0; i < size; i++) {
      var member = memberAt(i);
      if (includeExecutionData || !member.isExecutionData()) {
        member.render(details);
      }
    }
    return details;
  }

  private sealed interface Member {
    long SIZE_OF_NODE = 32;

    void render(ObjectNode details);

    default long roughSize() {
      return switch (this) {
        case Text(_, var value) -> value.length();
        case Count _, Credentials _ -> 0;
        case Payload(_, var value) -> roughSize(value);
        case Parameters(var value) -> roughSize(value);
        case Variables(var values) -> values.values().stream().mapToLong(Member::roughSize).sum();
      };
    }

    private static long roughSize(JsonNode tree) {
      var size = SIZE_OF_NODE;
      if (tree.isString()) {
        return size + tree.stringValue().length();
      }
      if (tree.isContainer()) {
        for (var element : tree) {
          size += roughSize(element);
        }
      }
      return size;
    }

    default boolean isExecutionData() {
      return switch (this) {
        case Text _, Count _, Credentials _ -> false;
        case Payload _, Parameters _, Variables _ -> true;
      };
    }

    private static void markComplete(ObjectNode details, String name) {
      details.putObject(name + "Details").put("truncated", false);
    }

    record Text(String name, String value) implements Member {
      @Override
      public void render(ObjectNode details) {
        details.put(name, value);
      }
    }

    record Count(String name, long value) implements Member {
      @Override
      public void render(ObjectNode details) {
        details.put(name, value);
      }
    }

    record Payload(String name, JsonNode value) implements Member {
      @Override
      public void render(ObjectNode details) {
        details.put(name, JsonText.write(value));
        markComplete(details, name);
      }
    }

    record Parameters(JsonNode value) implements Member {
      @Override
      public void render(ObjectNode details) {
        details.put("parameters", JsonText.write(value));
      }
    }

    record Credentials(String roleArn) implements Member {
      @Override
      public void render(ObjectNode details) {
        details.putObject("taskCredentials").put("roleArn", roleArn);
      }
    }

    record Variables(Map<String, JsonNode> values) implements Member {
      @Override
      public void render(ObjectNode details) {
        var texts = details.putObject("assignedVariables");
        values.forEach((name, value) -> texts.put(name, JsonText.write(value)));
        markComplete(details, "assignedVariables");
      }
    }
  }
}
