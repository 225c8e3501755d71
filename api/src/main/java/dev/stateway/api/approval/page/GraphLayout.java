package dev.stateway.api.approval.page;

import dev.stateway.translator.graph.StateGraph;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds places for the states of a machine, from top to bottom.
 *
 * @see <a href="https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html">ELK
 *     Layered</a>
 */
final class GraphLayout {
  /** The identifier of edges that are for errors. */
  static final String CAUGHT = "caught";

  private static final double NODE_HEIGHT = 34;
  private static final double CHARACTER = 8;
  private static final double AROUND_TEXT = 32;
  private static final int LONGEST = 32;
  private static final int FIRST_WIDE = 0x2e80;
  private static final double GAP = 24;
  private static final ElkPadding PADDING = new ElkPadding(34, 14, 14, 14);
  private static final ElkPadding OUTER_PADDING = new ElkPadding(8, 8, 8, 8);

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private final Map<ElkNode, StateGraph.Node> states = new HashMap<>();
  private final ElkNode root = ElkGraphUtil.createGraph();

  private GraphLayout() {}

  static GraphLayout of(StateGraph graph) {
    var layout = new GraphLayout();
    configure(layout.root, OUTER_PADDING);
    layout.fill(layout.root, graph);
    new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
    return layout;
  }

  /** What holds all states; places within it are relative to it. */
  ElkNode root() {
    return root;
  }

  /** The state that a node is; null for a flow inside a state. */
  StateGraph.@Nullable Node state(ElkNode node) {
    return states.get(node);
  }

  /** A name as far as there is room for it. */
  static String label(String name) {
    if (width(name) <= LONGEST) {
      return name;
    }
    var label = new StringBuilder();
    var width = 1;
    for (var character : name.codePoints().toArray()) {
      width += width(character);
      if (width > LONGEST) {
        break;
      }
      label.appendCodePoint(character);
    }
    return label.append('…').toString();
  }

  private static int width(String text) {
    return text.codePoints().map(GraphLayout::width).sum();
  }

  /** Han, Kana, Hangul and pictures are about twice as wide as letters. */
  private static int width(int character) {
    return character >= FIRST_WIDE ? 2 : 1;
  }

  private void fill(ElkNode parent, StateGraph graph) {
    var nodes = new HashMap<String, ElkNode>();
    for (var state : graph.nodes()) {
      var node = ElkGraphUtil.createNode(parent);
      states.put(node, state);
      nodes.put(state.name(), node);
      node.setDimensions(width(label(state.name())) * CHARACTER + AROUND_TEXT, NODE_HEIGHT);
      if (!state.inner().isEmpty()) {
        configure(node, PADDING);
        state.inner().forEach(flow -> fillFlow(node, flow));
      }
    }
    for (var edge : graph.edges()) {
      var drawn = ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
      drawn.setIdentifier(edge.caught() ? CAUGHT : null);
    }
  }

  private void fillFlow(ElkNode state, StateGraph flow) {
    var node = ElkGraphUtil.createNode(state);
    configure(node, OUTER_PADDING);
    fill(node, flow);
  }

  private static void configure(ElkNode node, ElkPadding padding) {
    node.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
    node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
    node.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
    node.setProperty(CoreOptions.PADDING, padding);
  }
}
