package dev.stateway.api.http.edge;

/** What the two guards of a connection tell each other; used on the connection's own thread. */
final class ConnectionState {
  /** Whether what comes next is of a body. */
  boolean inBody;

  /** How many bytes of the body are still to come; -1 where it is in chunks. */
  long bodyLeft;

  /** Requests whose answers have not ended yet. */
  int unanswered;

  /** Whether nothing that comes is looked at any more. */
  boolean refused;
}
