package dev.stateway.api.integrations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Begins one execution for each way of each integration, all at once; each is awaited by its own
 * test.
 */
record Trials(IntegrationServers servers) {
  Stream<DynamicTest> all(Consumer<Trial> check) throws IOException {
    return of(_ -> true, check);
  }

  Stream<DynamicTest> of(Predicate<Trial> wanted, Consumer<Trial> check) throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (var integration : Integration.all()) {
      for (var way : integration.ways()) {
        var trial = new Trial(servers, integration, way);
        if (wanted.test(trial)) {
          var done =
              CompletableFuture.runAsync(() -> check.accept(trial.prepare()), servers.threads());
          tests.add(
              DynamicTest.dynamicTest(integration.name() + way.suffix(), () -> outcome(done)));
        }
      }
    }
    return tests.stream();
  }

  private static void outcome(CompletableFuture<Void> done) throws Throwable {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
