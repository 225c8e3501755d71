package dev.stateway.translator.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A flow of states as a graph.
 *
 * @param nodes its states, in the order of the definition
 * @param edges from state to state
 */
public record StateGraph(List<Node> nodes, List<Edge> edges) {
  public StateGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * A state.
   *
   * @param name within the whole definition
   * @param type e.g. {@code Task}
   * @param starts whether its flow begins with it
   * @param ends whether its flow can end with it
   * @param inner the flows inside it: branches of a Parallel, the processor of a Map
   */
  public record Node(
      String name, String type, boolean starts, boolean ends, List<StateGraph> inner) {
    public Node {
      inner = List.copyOf(inner);
    }

    /** Whether a state of this name is inside it. */
    public boolean contains(String state) {
      return inner.stream()
          .flatMap(flow -> flow.nodes().stream())
          .anyMatch(node -> node.name().equals(state) || node.contains(state));
    }
  }

  /**
   * A way from one state to another.
   *
   * @param caught whether it is for errors
   */
  public record Edge(String from, String to, boolean caught) {}

  /** That of a definition without problems. */
  public static StateGraph of(JsonNode definition) {
    var nodes = new ArrayList<Node>();
    Set<Edge> edges = new LinkedHashSet<>();
    var states = definition.path("States");
    var startAt = definition.path("StartAt").asString("");
    for (var state : states.properties()) {
      nodes.add(node(state.getKey(), state.getValue(), startAt));
      addEdges(state.getKey(), state.getValue(), states, edges);
    }
    return new StateGraph(nodes, List.copyOf(edges));
  }

  private static Node node(String name, JsonNode state, String startAt) {
    var type = state.path("Type").asString("");
    var inner = new ArrayList<StateGraph>();
    state.path("Branches").forEach(branch -> inner.add(of(branch)));
    for (var processor : List.of("ItemProcessor", "Iterator")) {
      if (state.has(processor)) {
        inner.add(of(state.get(processor)));
      }
    }
    var ends = state.path("End").asBoolean(false) || type.equals("Succeed") || type.equals("Fail");
    return new Node(name, type, name.equals(startAt), ends, inner);
  }

  private static void addEdges(String name, JsonNode state, JsonNode states, Set<Edge> edges) {
    add(name, state.path("Next"), states, false, edges);
    state.path("Choices").forEach(rule -> add(name, rule.path("Next"), states, false, edges));
    add(name, state.path("Default"), states, false, edges);
    state.path("Catch").forEach(catcher -> add(name, catcher.path("Next"), states, true, edges));
  }

  private static void add(
      String from, JsonNode to, JsonNode states, boolean caught, Set<Edge> edges) {
    if (to.isString() && states.has(to.stringValue())) {
      edges.add(new Edge(from, to.stringValue(), caught));
    }
  }
}
