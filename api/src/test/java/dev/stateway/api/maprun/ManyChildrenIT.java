package dev.stateway.api.maprun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * Map Runs that say nothing of their concurrency: all executions of several parts are open at a
 * time; with {@code -Dstateway.long=true} thousands.
 */
class ManyChildrenIT {
  private static final int CHILDREN = Boolean.getBoolean("stateway.long") ? 2_200 : 700;
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private static final String WAITS =
      """
      {"Type": "Map", "Label": "many", "End": true,
       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
         "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 36000, "End": true}}}}
      """;

  @Test
  void holdsAllOpenAtATime() throws IOException, InterruptedException {
    try (var server = MapRunServer.start()) {
      var items = IntStream.range(0, CHILDREN).boxed().toList().toString();
      var execution = server.start(server.machine(WAITS), items);
      var sfn = server.client();
      MapRunServer.until(
          () -> !sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns().isEmpty());
      var mapRun = sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns().getFirst().mapRunArn();

      MapRunServer.until(PATIENCE, () -> open(server, mapRun) == CHILDREN);

      var counts = sfn.describeMapRun(r -> r.mapRunArn(mapRun)).executionCounts();
      assertThat(counts.running()).isEqualTo(CHILDREN);
      assertThat(counts.pending()).isZero();
    }
  }

  /** How many are open; none while the server is too busy with them to tell. */
  private static long open(MapRunServer server, String mapRun) {
    try {
      return server
          .client()
          .listExecutionsPaginator(
              r -> r.mapRunArn(mapRun).statusFilter(ExecutionStatus.RUNNING).maxResults(1_000))
          .executions()
          .stream()
          .count();
    } catch (SfnException failure) {
      if (failure.statusCode() != HttpURLConnection.HTTP_UNAVAILABLE) {
        throw failure;
      }
      return 0;
    }
  }
}
