package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table against the services' own descriptions of their requests and answers. */
class OptimisedServicesTest {
  private static final List<String> NONE = List.of();
  private static final List<String> INVOKE_MODEL = List.of("Input", "Output");

  @Test
  void namesActionsAndParametersThatTheServicesHave() throws Exception {
    var known = 0;
    try (var classes = new SdkClasses()) {
      for (var row : OptimisedServices.table().values()) {
        for (var named : row.actions().entrySet()) {
          var action = named.getValue();
          var module = action.module() == null ? row.module() : action.module();
          var calls = action.calls() == null ? named.getKey() : action.calls();
          var members = new ArrayList<>(classes.members(module, calls));
          if (action.request() != null) {
            assertThat(members).containsAll(action.request().propertyNames());
          } else if (action.parameters() != null) {
            // Step Functions' own.
            members.addAll(named.getKey().equals("invokeModel") ? INVOKE_MODEL : NONE);
            assertThat(members).containsAll(action.parameters());
          }
          var found = action.found();
          if (found != null) {
            assertThat(classes.members(module, found.list()))
                .containsAll(found.at().propertyNames())
                .contains(found.page());
          }
          var sync = action.sync();
          if (sync != null) {
            assertThat(classes.members(module, sync.look())).containsAll(sync.at().propertyNames());
          }
          if (sync != null && sync.stop() != null) {
            assertThat(classes.members(module, sync.stop()))
                .containsAll(sync.stopAt().propertyNames());
          }
          known++;
        }
      }
    }
    assertThat(known).isGreaterThan(50);
  }

  @Test
  void saysOfEveryStatusWhatItMeans() throws Exception {
    var known = 0;
    try (var classes = new SdkClasses()) {
      for (var service : OptimisedServices.table().entrySet()) {
        for (var named : service.getValue().actions().entrySet()) {
          var sync = named.getValue().sync();
          if (sync == null) {
            continue;
          }
          var own = named.getValue().module();
          var module = own == null ? service.getValue().module() : own;
          var meant =
              Stream.of(sync.running(), sync.succeeded(), sync.failed())
                  .flatMap(statuses -> statuses.stream())
                  .toList();
          assertThat(meant)
              .as("%s:%s", service.getKey(), named.getKey())
              .doesNotHaveDuplicates()
              .containsAll(classes.values(module, sync.look(), pointer(sync)));
          known++;
        }
      }
    }
    assertThat(known).isGreaterThan(25);
  }

  /** Of the status in the answer to a look. */
  private static String pointer(Completion sync) {
    if (sync.result() == null) {
      return sync.work() + sync.status();
    }
    var names = sync.status().split("/", 3);
    return sync.result().path(names[1]).stringValue() + "/" + names[2];
  }
}
