package dev.stateway.workflows.maprun;

import dev.stateway.translator.expression.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The items of a Map Run that are in the state's input, page by page. */
public final class StateItems {
  private static final int PAGE = 1_000;

  private StateItems() {}

  /**
   * The page that begins there.
   *
   * @param position the number of its first item; absent for the first page
   * @param most how many items it may have
   */
  public static ItemPage page(MapRunRequest request, @Nullable JsonNode position, long most) {
    var data = request.items();
    if (data == null) {
      return new ItemPage(List.of(), null);
    }
    var first = position == null ? 0 : position.asInt();
    var items = new ArrayList<Item>();
    items(data, first).limit(Math.min(PAGE, most)).forEach(items::add);
    var next = first + items.size();
    return new ItemPage(items, next < data.size() ? Numbers.node(next) : null);
  }

  /** All of an array, or of the members of an object. */
  public static Stream<Item> all(JsonNode data) {
    return items(data, 0);
  }

  private static Stream<Item> items(JsonNode data, int first) {
    return data.isObject()
        ? data.properties().stream().skip(first).map(StateItems::member)
        : Stream.iterate(first, index -> index < data.size(), index -> index + 1)
            .map(index -> new Item(data.get(index), null, Item.STATE_DATA));
  }

  private static Item member(Map.Entry<String, JsonNode> member) {
    return new Item(member.getValue(), member.getKey(), Item.STATE_DATA);
  }
}
