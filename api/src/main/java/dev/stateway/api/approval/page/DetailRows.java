package dev.stateway.api.approval.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What is to be decided on, as a table: a row for each value, with the way to it. */
final class DetailRows {
  /** More are no help to anybody. */
  private static final int MOST = 300;

  private final List<Row> rows = new ArrayList<>();
  private int more;

  private DetailRows() {}

  /**
   * A value.
   *
   * @param way to what holds it, e.g. {@code customer › address}; empty at the top
   * @param name of it there
   * @param value as text
   */
  public record Row(String way, String name, String value) {}

  /** The rows of any JSON. */
  static List<Row> of(JsonNode details) {
    var table = new DetailRows();
    if (details.isObject()) {
      table.addMembers("", details);
    } else {
      table.add("", "Details", details);
    }
    if (table.more > 0) {
      table.rows.add(new Row("", "More", table.more + " values that are not shown"));
    }
    return table.rows;
  }

  private void addMembers(String way, JsonNode object) {
    object.properties().forEach(member -> add(way, member.getKey(), member.getValue()));
  }

  private void add(String way, String name, JsonNode value) {
    var inner = way.isEmpty() ? name : way + " › " + name;
    if (value.isObject() && !value.isEmpty()) {
      addMembers(inner, value);
    } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainer)) {
      for (var i = 0; i < value.size(); i++) {
        add(inner, Integer.toString(i + 1), value.get(i));
      }
    } else if (rows.size() < MOST) {
      rows.add(new Row(way, name, plain(value)));
    } else {
      more++;
    }
  }

  /** Plain values of a list stand beside each other. */
  private static String plain(JsonNode value) {
    if (value.isContainer()) {
      return value.isEmpty()
          ? "none"
          : value.valueStream().map(ApprovalForm::plain).collect(Collectors.joining(", "));
    }
    return ApprovalForm.plain(value);
  }
}
