package dev.stateway.api.teststate;

import dev.stateway.workflows.task.HttpExchange;
import dev.stateway.workflows.task.HttpTap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the last HTTP call of a test. */
final class HttpTrace implements HttpTap {
  private final boolean revealsSecrets;
  private final AtomicReference<@Nullable HttpExchange> last = new AtomicReference<>();

  HttpTrace(boolean revealsSecrets) {
    this.revealsSecrets = revealsSecrets;
  }

  @Override
  public boolean revealsSecrets() {
    return revealsSecrets;
  }

  @Override
  public void saw(HttpExchange exchange) {
    last.set(exchange);
  }

  /** The last call; absent where there was none. */
  @Nullable HttpExchange last() {
    return last.get();
  }
}
