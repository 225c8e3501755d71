package dev.stateway.api.approval.page;

import dev.stateway.translator.graph.StateGraph;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.springframework.web.util.HtmlUtils;

/**
 * A state machine as a picture; how it looks is for the style sheet to say.
 *
 * @see <a href="https://www.w3.org/TR/SVG2/">SVG</a>
 */
final class GraphSvg {
  private final StringBuilder svg = new StringBuilder();
  private final GraphLayout layout;
  private final String current;

  private GraphSvg(GraphLayout layout, String current) {
    this.layout = layout;
    this.current = current;
  }

  /** The picture of a machine with the state marked that it is in. */
  static String of(StateGraph graph, String current) {
    var drawing = new GraphSvg(GraphLayout.of(graph), current);
    drawing.drawAll();
    return drawing.svg.toString();
  }

  private void drawAll() {
    var root = layout.root();
    write(
        "<svg class=\"graph\" role=\"img\" aria-labelledby=\"graph-title\" viewBox=\"0 0 ",
        root.getWidth(),
        " ",
        root.getHeight(),
        "\" width=\"",
        root.getWidth(),
        "\" height=\"",
        root.getHeight(),
        "\">");
    svg.append("<title id=\"graph-title\">")
        .append(text("The state machine; the state that asks is " + current))
        .append("</title><defs>");
    arrow("arrow", "");
    arrow("arrow-caught", " class=\"caught\"");
    svg.append("</defs>");
    drawContents(root);
    svg.append("</svg>");
  }

  private void arrow(String id, String attributes) {
    svg.append("<marker id=\"").append(id).append('"').append(attributes);
    svg.append(
        " viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
            + " orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker>");
  }

  private void drawContents(ElkNode parent) {
    parent.getContainedEdges().forEach(this::draw);
    parent.getChildren().forEach(this::draw);
  }

  private void draw(ElkNode node) {
    write("<g transform=\"translate(", node.getX(), " ", node.getY(), ")\"");
    var state = layout.state(node);
    if (state != null && state.name().equals(current)) {
      svg.append(" id=\"current-state\"");
    }
    if (state == null) {
      svg.append(" class=\"flow\">");
    } else {
      svg.append(" class=\"").append(classes(state)).append("\">");
      drawState(node, state);
    }
    drawContents(node);
    svg.append("</g>");
  }

  private String classes(StateGraph.Node state) {
    return "state"
        + (state.name().equals(current) ? " current" : "")
        + (state.contains(current) ? " around" : "")
        + (state.starts() ? " starts" : "")
        + (state.ends() ? " ends" : "")
        + (state.inner().isEmpty() ? "" : " compound");
  }

  private void drawState(ElkNode node, StateGraph.Node state) {
    svg.append("<title>").append(text(state.name() + " (" + state.type() + ")")).append("</title>");
    write("<rect width=\"", node.getWidth(), "\" height=\"", node.getHeight(), "\" rx=\"6\"/>");
    write("<text x=\"", node.getWidth() / 2, "\" y=\"22\" text-anchor=\"middle\">");
    svg.append(text(GraphLayout.label(state.name()))).append("</text>");
  }

  private void draw(ElkEdge edge) {
    var caught = GraphLayout.CAUGHT.equals(edge.getIdentifier());
    for (var section : edge.getSections()) {
      svg.append("<path class=\"edge")
          .append(caught ? " caught" : "")
          .append("\" marker-end=\"url(#arrow")
          .append(caught ? "-caught" : "");
      write(")\" d=\"M", section.getStartX(), " ", section.getStartY());
      section.getBendPoints().forEach(point -> write(" L", point.getX(), " ", point.getY()));
      write(" L", section.getEndX(), " ", section.getEndY(), "\"/>");
    }
  }

  /** Texts and numbers, the latter with one decimal. */
  private void write(Object... parts) {
    for (var part : parts) {
      svg.append(part instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : part);
    }
  }

  private static String text(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }
}
