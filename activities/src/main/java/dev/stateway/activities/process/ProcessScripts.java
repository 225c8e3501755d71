package dev.stateway.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands wrapped in the shell scripts that keep processes in hand. */
public final class ProcessScripts {
  private static final String SUPERVISE = script("supervise.sh");
  private static final String DETACH = script("detach.sh");
  private static final String RECORD = script("record.sh");

  private ProcessScripts() {}

  /** The command, ended with all it started when its standard input closes. */
  public static List<String> supervised(String name, List<String> command) {
    return shell(SUPERVISE, List.of(name), command);
  }

  /**
   * The command, started apart from the server; process id, log and exit code are left in the
   * folder.
   */
  public static List<String> detached(Path folder, String name, List<String> command) {
    var record = shell(RECORD, List.of("stateway-task", folder.toString(), name), command);
    return shell(DETACH, List.of("stateway-task"), record);
  }

  private static List<String> shell(String script, List<String> names, List<String> command) {
    var words = new ArrayList<>(List.of("/bin/sh", "-c", script));
    words.addAll(names);
    words.addAll(command);
    return words;
  }

  private static String script(String name) {
    try (var script = ProcessScripts.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
