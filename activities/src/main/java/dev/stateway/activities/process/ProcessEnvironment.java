package dev.stateway.activities.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process gets of the server's own environment: what it needs to run at all; none of the
 * server's secrets is among it.
 */
public final class ProcessEnvironment {
  private static final List<String> INHERITED =
      List.of(
          "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR");

  private ProcessEnvironment() {}

  /** A new environment to add to. */
  public static Map<String, String> of(Map<String, String> server, String region) {
    var environment = new HashMap<String, String>();
    for (var name : INHERITED) {
      var value = server.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.putIfAbsent("LANG", "C.UTF-8");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("AWS_REGION", region);
    environment.put("AWS_DEFAULT_REGION", region);
    return environment;
  }
}
