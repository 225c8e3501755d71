package dev.stateway.workflows.task;

/** Is shown the HTTP calls that a task makes. */
public interface HttpTap {
  /** Whether it may see what a connection adds to requests: that holds secrets. */
  boolean revealsSecrets();

  /** A call was made. */
  void saw(HttpExchange exchange);
}
