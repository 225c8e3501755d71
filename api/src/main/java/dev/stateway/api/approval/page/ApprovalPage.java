package dev.stateway.api.approval.page;

import dev.stateway.api.approval.ApprovalDocuments;
import dev.stateway.api.approval.ApprovalId;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.approval.ApprovalVote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One approval, as its page shows it.
 *
 * @param id of it
 * @param said what is to be said of it
 * @param refusal why the reader may not decide; absent if they may
 * @param graph picture of the state machine, as SVG; absent where there is none
 */
public record ApprovalPage(
    ApprovalId id, Said said, @Nullable String refusal, @Nullable String graph) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** How it stands. */
  public ApprovalView view() {
    return said.view();
  }

  /** What is to be said before all else. */
  public @Nullable String alert() {
    return said.alert();
  }

  /** A row of a table. */
  public record Row(String name, String value) {}

  /** One line on what is to be decided. */
  public String title() {
    return Objects.requireNonNullElse(view().terms().title(), view().stateName());
  }

  /** More words. */
  public @Nullable String description() {
    return view().terms().description();
  }

  /** How it stands, in a word. */
  public String status() {
    return status(view().status());
  }

  static String status(Status status) {
    return switch (status) {
      case PENDING -> "Waiting for a decision";
      case APPROVED -> "Approved";
      case REJECTED -> "Rejected";
      case EXPIRED -> "Expired";
      case CANCELLED -> "No longer needed";
    };
  }

  /** Whether the reader can decide. */
  public boolean isOpen() {
    return view().status() == Status.PENDING && refusal == null;
  }

  /** What there is to know. */
  public List<Row> facts() {
    return List.of(
            Optional.of(new Row("State machine", id.stateMachine())),
            Optional.of(new Row("Execution", id.execution())),
            Optional.of(new Row("State", view().stateName())),
            Optional.of(new Row("Asked", time(view().requestedAt()))),
            Optional.ofNullable(view().expiresAt()).map(t -> new Row("Open until", time(t))),
            Optional.ofNullable(view().escalatedAt()).map(t -> new Row("Escalated", time(t))),
            quorum())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Row> quorum() {
    var needed = view().terms().quorum();
    var given = view().votes().stream().filter(vote -> vote.decision() == Choice.APPROVE).count();
    return needed == 1
        ? Optional.empty()
        : Optional.of(new Row("Approvals", given + " of " + needed));
  }

  /** What is to be decided on. */
  public List<DetailRows.Row> details() {
    var details = view().terms().details();
    return details == null ? List.of() : DetailRows.of(details);
  }

  /** What was said so far. */
  public List<String> history() {
    var lines = new ArrayList<Map.Entry<Instant, String>>();
    view().votes().forEach(vote -> lines.add(Map.entry(vote.at(), vote(vote))));
    view()
        .delegations()
        .forEach(delegation ->
            lines.add(
                Map.entry(
                    delegation.at(),
                    delegation.by().name()
                        + " handed it on to "
                        + delegation.to()
                        + comment(delegation.comment()))));
    return lines.stream()
        .sorted(Map.Entry.comparingByKey())
        .map(line -> time(line.getKey()) + ": " + line.getValue())
        .toList();
  }

  private static String vote(ApprovalVote vote) {
    var did = vote.decision() == Choice.APPROVE ? " approved" : " rejected";
    return vote.voter().name() + did + comment(vote.comment());
  }

  private static String comment(@Nullable String comment) {
    return comment == null || comment.isBlank() ? "" : ": " + comment;
  }

  /** What is to be entered. */
  public List<FormInput> inputs() {
    return form().map(form -> form.inputs(said.sent(), said.problems())).orElse(List.of());
  }

  /** What is wrong with what was sent, and of no input. */
  public List<String> otherProblems() {
    return form()
        .map(form -> form.others(said.problems()))
        .orElseGet(() -> said.problems().stream().map(ApprovalForm::told).toList());
  }

  /** The name of the first input that has to be put right; empty for none. */
  public String firstWrong() {
    return inputs().stream()
        .filter(input -> input.error() != null)
        .map(FormInput::name)
        .findFirst()
        .orElse("");
  }

  /** Whether the page was sent to hand the answer on, and has to be sent again. */
  public boolean isDelegating() {
    return "delegate".equals(said.sent().getFirst("action"));
  }

  /** Whom it was to be handed on to. */
  public String to() {
    return Objects.requireNonNullElse(said.sent().getFirst("to"), "");
  }

  /** What was said beside. */
  public String comment() {
    return Objects.requireNonNullElse(said.sent().getFirst("comment"), "");
  }

  Optional<ApprovalForm> form() {
    JsonNode form = view().terms().form();
    return Optional.ofNullable(form).map(ApprovalForm::new);
  }

  /** Who decided, and when. */
  public String outcome() {
    return view()
        .decidingVote()
        .map(vote -> "%s by %s, %s".formatted(status(), vote.voter().name(), time(vote.at())))
        .orElseGet(() -> ApprovalDocuments.lateness(view()));
  }

  static String time(Instant time) {
    return TIME.format(time);
  }
}
