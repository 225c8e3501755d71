package dev.stateway.activities.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.functions.FunctionDefinition.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the processes of functions begin and end. */
class FunctionProcessesTest {
  @Test
  void aTimeoutEndsWhatTheFunctionStartedToo(@TempDir Path folder) throws Exception {
    var limits = Functions.limits(Duration.ofSeconds(1), 1);
    try (var host = Functions.host(Functions.function("sleep_with_child", limits))) {
      var pids = folder.resolve("pids");
      host.invoke("sleep_with_child", Functions.request("{\"pids\":\"" + pids + "\"}"));

      assertThatProcessesEnd(pids);
    }
  }

  @Test
  void closingEndsEveryProcess(@TempDir Path folder) throws Exception {
    var pids = folder.resolve("pids");
    var host = Functions.host(Functions.function("sleep_with_child"));
    var caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                host.invoke("sleep_with_child", Functions.request("{\"pids\":\"" + pids + "\"}"));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    await().atMost(Duration.ofSeconds(30)).until(() -> hasTwoPids(pids));

    host.close();

    assertThatProcessesEnd(pids);
    assertThat(caller.isAlive()).as("the task is neither done nor failed").isTrue();
    caller.interrupt();
  }

  @Test
  void noProcessOutlivesAServerThatIsKilled(@TempDir Path folder) throws Exception {
    var pids = folder.resolve("pids");
    var server = new ProcessBuilder(KilledHost.command(pids.toString())).inheritIO().start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> hasTwoPids(pids));
    } finally {
      // SIGKILL: nothing in the server gets to run.
      server.destroyForcibly();
    }

    assertThatProcessesEnd(pids);
  }

  @Test
  void changedCodeRunsInANewProcess(@TempDir Path folder) throws Exception {
    var code = folder.resolve("live.py");
    Files.writeString(code, "def handler(event, context):\n    return 'old'\n");
    var function =
        new FunctionDefinition(
            "live",
            FunctionRuntime.PYTHON3,
            "live.handler",
            folder,
            List.of(),
            Map.of("PYTHONDONTWRITEBYTECODE", "1"),
            Functions.limits(Duration.ofSeconds(30), 1));
    try (var host = Functions.host(function)) {
      assertThat(Functions.returned(host, "live", "{}").stringValue()).isEqualTo("old");
      Files.writeString(code, "def handler(event, context):\n    return 'brand new'\n");

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(Functions.returned(host, "live", "{}").stringValue())
                  .isEqualTo("brand new"));
    }
  }

  @Test
  void endsAProcessThatHasBeenIdle() throws Exception {
    var limits =
        new Limits(Duration.ofSeconds(30), 1, Duration.ofMillis(200), Duration.ofMillis(1), 128);
    try (var host = Functions.host(Functions.function("count", limits))) {
      var pid = Functions.returned(host, "count", "{}").path("pid").longValue();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
      assertThat(Functions.returned(host, "count", "{}").path("calls").intValue()).isEqualTo(1);
    }
  }

  private static boolean hasTwoPids(Path pids) throws IOException {
    return Files.exists(pids) && Files.readString(pids).matches("\\d+ \\d+");
  }

  private static void assertThatProcessesEnd(Path pids) throws IOException {
    for (var pid : Files.readString(pids).split(" ", -1)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }
}
