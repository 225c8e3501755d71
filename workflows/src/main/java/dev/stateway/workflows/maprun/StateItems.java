package dev.stateway.workflows.maprun;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The items of a Map Run that are in the state's input. */
public final class StateItems {
  private StateItems() {}

  /** All of them that are wanted. */
  public static List<Item> of(MapRunRequest request) {
    var items = new ArrayList<Item>();
    var data = request.items();
    if (data == null) {
      return items;
    }
    if (data.isObject()) {
      for (var member : data.properties()) {
        items.add(new Item(member.getValue(), member.getKey(), Item.STATE_DATA));
      }
    } else {
      for (JsonNode element : data) {
        items.add(new Item(element, null, Item.STATE_DATA));
      }
    }
    return items;
  }
}
