package dev.stateway.workflows.approval;

import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an approval is asked with.
 *
 * @param arguments of the state, evaluated and without problems
 */
public record ApprovalTerms(JsonNode arguments) {
  private static final Set<String> FIRST =
      Set.of("Title", "Description", "Details", "ExpiresAfterSeconds");

  /** Those of executions that knew no others. */
  public static ApprovalTerms ofFirstArguments(JsonNode arguments) {
    return new ApprovalTerms(
        arguments instanceof ObjectNode all ? all.deepCopy().retain(FIRST) : arguments);
  }

  /** One line on what is to be decided. */
  public @Nullable String title() {
    return text("Title");
  }

  /** More words. */
  public @Nullable String description() {
    return text("Description");
  }

  /** Any JSON to decide on. */
  public @Nullable JsonNode details() {
    return arguments.get("Details");
  }

  /** The JSON Schema of what is to be entered. */
  public @Nullable JsonNode form() {
    return arguments.get("Form");
  }

  /** How many have to approve. */
  public int quorum() {
    return arguments.path("Quorum").asInt(1);
  }

  /** How many have to reject. */
  public int rejectQuorum() {
    return arguments.path("RejectQuorum").asInt(1);
  }

  /** Whether who started the execution may not decide. */
  public boolean excludesInitiator() {
    return arguments.path("ExcludeInitiator").asBoolean(false);
  }

  /** Whether notices have links that decide without a login. */
  public boolean hasLinks() {
    return arguments.path("Links").asBoolean(false);
  }

  /** Who may decide; empty for whoever is permitted to. */
  public Optional<Approvers> approvers() {
    return Optional.ofNullable(arguments.get("Approvers")).map(Approvers::of);
  }

  /** Who may decide as well once it has been escalated. */
  public Approvers escalatedApprovers() {
    return Approvers.of(arguments.path("EscalateTo").path("Approvers"));
  }

  /** How long decisions count; absent for ever. */
  public @Nullable Duration expiry() {
    var seconds = arguments.path("ExpiresAfterSeconds");
    return seconds.isNumber() ? Duration.ofSeconds(seconds.asLong()) : null;
  }

  /** When it is escalated. */
  public Optional<Instant> escalation(Instant requestedAt) {
    var seconds = arguments.path("EscalateTo").path("AfterSeconds");
    return seconds.isNumber()
        ? Optional.of(requestedAt.plusSeconds(seconds.asLong()))
        : Optional.empty();
  }

  /** The next reminder after a time. */
  public Optional<Instant> reminder(Instant requestedAt, Instant after) {
    return arguments
        .path("Reminders")
        .valueStream()
        .map(reminder -> reminder(reminder, requestedAt, after))
        .filter(time -> time.isAfter(after))
        .min(Instant::compareTo);
  }

  private static Instant reminder(JsonNode reminder, Instant requestedAt, Instant after) {
    var once = reminder.path("AfterSeconds");
    if (once.isNumber()) {
      return requestedAt.plusSeconds(once.asLong());
    }
    var every = reminder.path("EverySeconds").asLong();
    var sent = Duration.between(requestedAt, after).toSeconds() / every;
    return requestedAt.plusSeconds((sent + 1) * every);
  }

  /**
   * Where notices of an occasion go: {@code {SNS}}, {@code {SQS}}, {@code {Webhook, Format}}, or
   * {@code {Email}} with one address, each of which gets a letter of its own.
   */
  public List<JsonNode> channels(ApprovalNotice.Occasion occasion, boolean escalated) {
    var all = arguments.path("Notify").valueStream();
    var ofEscalation = arguments.path("EscalateTo").path("Notify");
    var channels =
        switch (occasion) {
          case REQUESTED -> all;
          case REMINDER, DELEGATED ->
              escalated ? Stream.concat(all, ofEscalation.valueStream()) : all;
          case ESCALATED -> ofEscalation.isMissingNode() ? all : ofEscalation.valueStream();
        };
    return channels.flatMap(channel -> split(channel).stream()).distinct().toList();
  }

  private static List<JsonNode> split(JsonNode channel) {
    if (!channel.has("Email")) {
      return List.of(channel);
    }
    var letters = new ArrayList<JsonNode>();
    for (var address : Approvers.texts(channel.path("Email"))) {
      letters.add(JsonText.MAPPER.createObjectNode().put("Email", address));
    }
    return letters;
  }

  private @Nullable String text(String argument) {
    var value = arguments.path(argument);
    return value.isString() ? Objects.requireNonNull(value.stringValue()) : null;
  }
}
