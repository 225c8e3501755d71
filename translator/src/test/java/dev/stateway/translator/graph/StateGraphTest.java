package dev.stateway.translator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.graph.StateGraph.Edge;
import org.junit.jupiter.api.Test;

class StateGraphTest {
  @Test
  void hasStatesAndTheWaysBetweenThem() {
    var graph =
        StateGraph.of(
            JsonText.parse(
                """
                {"StartAt": "A", "States": {
                  "A": {"Type": "Choice", "Choices": [{"Next": "B"}, {"Next": "B"}], "Default": "C"},
                  "B": {"Type": "Task", "Next": "C", "Catch": [{"Next": "F"}]},
                  "C": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "D", "States": {"D": {"Type": "Pass", "End": true}}}},
                  "F": {"Type": "Fail"}}}
                """));

    assertThat(graph.edges())
        .containsExactly(
            new Edge("A", "B", false),
            new Edge("A", "C", false),
            new Edge("B", "C", false),
            new Edge("B", "F", true));
    assertThat(graph.nodes()).extracting(StateGraph.Node::name).containsExactly("A", "B", "C", "F");
    assertThat(graph.nodes().get(0).starts()).isTrue();
    assertThat(graph.nodes())
        .extracting(StateGraph.Node::ends)
        .containsExactly(false, false, true, true);
    var inner = graph.nodes().get(2).inner().getFirst().nodes().getFirst();
    assertThat(inner.name()).isEqualTo("D");
    assertThat(inner.starts()).isTrue();
  }
}
