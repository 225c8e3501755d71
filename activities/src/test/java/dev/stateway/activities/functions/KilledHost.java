package dev.stateway.activities.functions;

import java.util.List;

/** A server of its own for the test that kills it: invokes one function that does not end. */
final class KilledHost {
  private KilledHost() {}

  static List<String> command(String pids) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-cp",
        System.getProperty("java.class.path"),
        KilledHost.class.getName(),
        pids);
  }

  public static void main(String[] arguments) throws InterruptedException {
    var host = Functions.host(Functions.function("sleep_with_child"));
    host.invoke("sleep_with_child", Functions.request("{\"pids\":\"" + arguments[0] + "\"}"));
  }
}
