package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.sdk.SdkModules;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;

/** The table against the services' own descriptions of their requests. */
class OptimisedServicesTest {
  @Test
  void namesActionsAndParametersThatTheServicesHave() throws Exception {
    var known = 0;
    try (var modules = new SdkModules(Optional.empty())) {
      for (var row : OptimisedServices.table().values()) {
        for (var named : row.actions().entrySet()) {
          var action = named.getValue();
          var module = action.module() == null ? row.module() : action.module();
          if (!modules.services().contains(module)) {
            continue;
          }
          var calls = action.calls() == null ? named.getKey() : action.calls();
          if (action.request() == null && action.parameters() != null) {
            assertThat(members(module, calls)).containsAll(action.parameters());
          } else if (action.request() != null) {
            assertThat(members(module, calls)).containsAll(action.request().propertyNames());
          }
          var sync = action.sync();
          if (sync != null) {
            assertThat(members(module, sync.look())).containsAll(sync.at().propertyNames());
          }
          if (sync != null && sync.stop() != null) {
            assertThat(members(module, sync.stop())).containsAll(sync.stopAt().propertyNames());
          }
          known++;
        }
      }
    }
    assertThat(known).isGreaterThan(40);
  }

  private static Set<String> members(String module, String action) throws Exception {
    var request =
        Class.forName(
            "software.amazon.awssdk.services."
                + module
                + ".model."
                + capitalised(action)
                + "Request");
    var builder = (SdkPojo) request.getMethod("builder").invoke(null);
    return builder.sdkFields().stream()
        .map(field -> capitalised(field.memberName()))
        .collect(Collectors.toSet());
  }

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
