package dev.stateway.api.http;

/** A request is not what it has to be: the answer says why. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient JsonAnswer answer;

  public RequestRefused(JsonAnswer answer) {
    super(answer.body(), null, false, false);
    this.answer = answer;
  }

  /** What the client is told. */
  public JsonAnswer answer() {
    return answer;
  }
}
