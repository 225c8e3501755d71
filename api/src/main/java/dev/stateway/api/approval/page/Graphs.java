package dev.stateway.api.approval.page;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.graph.StateGraph;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Draws the state machines of executions. */
record Graphs(Executions executions) {
  private static final Logger LOG = LoggerFactory.getLogger(Graphs.class);

  /** More are no help to anybody. */
  private static final int MOST_STATES = 200;

  /** The picture of an execution in a state; empty where there is none to be had. */
  Mono<Optional<String>> of(String executionArn, String state) {
    return executions
        .origin(executionArn)
        .publishOn(Schedulers.boundedElastic())
        .map(origin -> StateGraph.of(JsonText.parse(origin.definition())))
        .filter(graph -> states(graph) <= MOST_STATES)
        .map(graph -> Optional.of(GraphSvg.of(graph, state)))
        .onErrorResume(AwsError.class, _ -> Mono.empty())
        // Nobody should have to wait with a decision for a picture.
        .onErrorResume(
            RuntimeException.class,
            failure -> {
              LOG.warn("{} has no picture", executionArn, failure);
              return Mono.empty();
            })
        .defaultIfEmpty(Optional.empty());
  }

  private static int states(StateGraph graph) {
    return graph.nodes().stream()
        .mapToInt(node -> 1 + node.inner().stream().mapToInt(Graphs::states).sum())
        .sum();
  }
}
