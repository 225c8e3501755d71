package dev.stateway.api.execution;

import dev.stateway.workflows.execution.RunLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When executions go on in another run of their workflow.
 *
 * @param events how many events of an execution a run holds ({@code STATEWAY_RUNS_EVENTS})
 * @param drain how long its parallel lines wait for each other at the first try ({@code
 *     STATEWAY_RUNS_DRAIN})
 */
@ConfigurationProperties("stateway.runs")
record RunProperties(@DefaultValue("50000") long events, @DefaultValue("10s") Duration drain) {
  RunProperties {
    if (events < 1) {
      throw new IllegalArgumentException("STATEWAY_RUNS_EVENTS=" + events + " is not at least 1");
    }
  }

  /** What executions are started with; absent for the default, which takes no place in them. */
  @Nullable RunLimits limits() {
    var limits = RunLimits.recordedEvents(events, drain);
    return limits.equals(RunLimits.DEFAULT) ? null : limits;
  }
}
