package dev.stateway.api.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.graph.StateGraph;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class GraphSvgTest {
  private static Element svg(String definition, String current) throws Exception {
    var text = GraphSvg.of(StateGraph.of(JsonText.parse(definition)), current);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }

  private static int count(Element svg, String cssClass) {
    var groups = svg.getElementsByTagName("*");
    var found = 0;
    for (var i = 0; i < groups.getLength(); i++) {
      var classes = ((Element) groups.item(i)).getAttribute("class");
      found += List.of(classes.split(" ")).contains(cssClass) ? 1 : 0;
    }
    return found;
  }

  @Test
  void drawsStatesInsideStatesAndMarksTheCurrentOne() throws Exception {
    var svg =
        svg(
            """
            {"StartAt": "A <&>", "States": {
              "A <&>": {"Type": "Task", "Next": "P", "Catch": [{"Next": "F"}]},
              "P": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "End": true}}},
                {"StartAt": "Z", "States": {"Z": {"Type": "Pass", "End": true}}}]},
              "F": {"Type": "Fail"}}}
            """,
            "Y");

    assertThat(count(svg, "state")).isEqualTo(6);
    assertThat(count(svg, "flow")).isEqualTo(2);
    assertThat(count(svg, "current")).isEqualTo(1);
    assertThat(count(svg, "edge")).isEqualTo(3);
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("The state machine; the state that asks is Y");
    assertThat(svg.getTextContent()).contains("A <&>");
    assertThat(Double.parseDouble(svg.getAttribute("height"))).isGreaterThan(150);
  }

  @Test
  void drawsLoops() throws Exception {
    var svg =
        svg(
            "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Choice\", \"Choices\":"
                + " [{\"Next\": \"A\"}], \"Default\": \"B\"}, \"B\": {\"Type\": \"Pass\", \"Next\":"
                + " \"A\"}}}",
            "A");
    assertThat(count(svg, "edge")).isEqualTo(3);
  }
}
