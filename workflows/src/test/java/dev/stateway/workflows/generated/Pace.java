package dev.stateway.workflows.generated;

/** How time passes where a generated machine runs. */
public enum Pace {
  /** All of it is skipped: everything may take long. */
  SKIPPED,
  /** It is skipped, but not while tasks are under way: they answer at once. */
  SKIPPED_BETWEEN_TASKS,
  /** As it does for everybody: everything is short. */
  REAL;

  private static final int LONGEST_REAL = 12;
  private static final int APART_REAL = 3;

  /** The bound of random seconds that have this one where they are skipped. */
  int bound(int skipped) {
    return this == REAL ? LONGEST_REAL : skipped;
  }

  /** How many seconds each iteration of a Map begins later than the one before. */
  int betweenIterations() {
    return this == REAL ? APART_REAL + 1 : 9_777;
  }

  /** Whether tasks may time out. */
  boolean hasTimeouts() {
    return this != SKIPPED_BETWEEN_TASKS;
  }

  /** Whether nobody can foretell which of two moments comes first, in seconds. */
  boolean isUnsure(double one, double other) {
    return Math.abs(one - other) <= (this == REAL ? APART_REAL : 0);
  }
}
