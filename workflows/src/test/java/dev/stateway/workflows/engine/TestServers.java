package dev.stateway.workflows.engine;

import java.util.function.Function;

/**
 * Test servers, one after another: now and then a server's time stands still for good, after an
 * activity or a stop that came to a workflow as it ended. Then a fresh one is asked once more.
 */
public final class TestServers implements AutoCloseable {
  private TestServer current = new TestServer();

  /** Runs this on a server whose time goes on. */
  public EngineResult run(Function<TestServer, EngineResult> execution) {
    try {
      return execution.apply(current);
    } catch (TimeStandsStill _) {
      current.close();
      current = new TestServer();
      return execution.apply(current);
    }
  }

  @Override
  public void close() {
    current.close();
  }

  /** There is no result, and nothing that could lead to one. */
  static final class TimeStandsStill extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
