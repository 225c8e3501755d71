package dev.stateway.workflows.approval;

import dev.stateway.translator.form.FormSchema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An answer that reached the execution and does not count.
 *
 * @param answerId the sender's id of it
 * @param voter whose it is
 * @param why it does not count
 * @param problems with what was entered: JSON pointers into it, and what is wrong there
 * @param at when it arrived
 */
public record RefusedAnswer(
    String answerId, Voter voter, Refusal why, List<FormSchema.Problem> problems, Instant at) {
  public RefusedAnswer {
    problems = List.copyOf(Objects.requireNonNullElse(problems, List.of()));
  }
}
