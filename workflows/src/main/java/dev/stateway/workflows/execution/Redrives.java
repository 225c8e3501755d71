package dev.stateway.workflows.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest redrives of an execution, kept in the memo of its workflow: the same client token
 * again is answered with what it did.
 *
 * @param latest the oldest first
 */
public record Redrives(List<Redrive> latest) {
  /** None yet. */
  public static final Redrives NONE = new Redrives(List.of());

  private static final int KEPT = 10;
  private static final Duration VALID = Duration.ofMinutes(15);

  public Redrives {
    latest = List.copyOf(latest);
  }

  /**
   * One redrive.
   *
   * @param clientToken what the caller gave; absent for none, and for a Map Run's
   * @param date when it was
   */
  public record Redrive(@Nullable String clientToken, Instant date) {}

  /** That of a Map Run. */
  public static Redrives by(Instant date) {
    return NONE.with(new Redrive(null, date));
  }

  /** When this token was first used, if that is still to be answered the same. */
  public Optional<Instant> dateOf(@Nullable String clientToken, Instant now) {
    return latest.stream()
        .filter(redrive -> clientToken != null && clientToken.equals(redrive.clientToken()))
        .map(Redrive::date)
        .filter(date -> date.plus(VALID).isAfter(now))
        .findFirst();
  }

  /** With one more. */
  public Redrives with(Redrive redrive) {
    var all = new ArrayList<>(latest);
    all.add(redrive);
    return new Redrives(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }
}
