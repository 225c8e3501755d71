package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of an execution as texts that can be compared: each with what it follows from, without
 * the numbers that only the order of side-by-side branches decides.
 */
final class Events {
  private static final Set<String> JSON_TEXTS = Set.of("input", "output", "parameters");
  private static final Pattern EVENT_ID = Pattern.compile("\\(entered at the event id #[\\d?]+\\)");

  private Events() {}

  /** One event, and the chain of those before it. */
  private record Told(String text, @Nullable Told previous) {
    String chain() {
      return text + (previous == null ? "" : "  <-  " + previous.text);
    }
  }

  /** The events that must be there, sorted. */
  static List<String> predicted(Prediction prediction, boolean withTime) {
    var told = new HashMap<PredictedEvent, Told>();
    var texts = new ArrayList<String>();
    for (var event : prediction.events()) {
      texts.add(told(event, told, withTime).chain());
    }
    return texts.stream().sorted().toList();
  }

  private static Told told(
      PredictedEvent event, Map<PredictedEvent, Told> known, boolean withTime) {
    var there = known.get(event);
    if (there != null) {
      return there;
    }
    var previous = event.previous() == null ? null : told(event.previous(), known, withTime);
    var told = new Told(text(event.type(), event.seconds(), event.details(), withTime), previous);
    known.put(event, told);
    return told;
  }

  /** The events that are there, sorted. */
  static List<String> actual(JsonNode events, boolean withTime) {
    var told = new ArrayList<Told>();
    var start = events.get(0).get("timestamp").decimalValue();
    for (var event : events) {
      var previous = event.get("previousEventId").asInt();
      var seconds = event.get("timestamp").decimalValue().subtract(start).doubleValue();
      var text = text(event.get("type").stringValue(), seconds, details(event), withTime);
      told.add(new Told(text, previous == 0 ? null : told.get(previous - 1)));
    }
    return told.stream().map(Told::chain).sorted().toList();
  }

  private static String text(
      String type, double seconds, @Nullable JsonNode details, boolean withTime) {
    return type
        + (withTime ? " at " + seconds : "")
        + " "
        + EVENT_ID.matcher(details == null ? "" : sorted(details)).replaceAll("");
  }

  private static @Nullable ObjectNode details(JsonNode event) {
    for (var member : event.properties()) {
      if (member.getKey().endsWith("EventDetails")) {
        return plain(member.getValue());
      }
    }
    return null;
  }

  /** Details with their JSON texts as trees, and without the marks of complete ones. */
  private static ObjectNode plain(JsonNode details) {
    var plain = JsonText.MAPPER.createObjectNode();
    for (var member : details.properties()) {
      var name = member.getKey();
      if (JSON_TEXTS.contains(name)) {
        plain.set(name, withoutToken(JsonText.parse(member.getValue().stringValue())));
      } else if (name.equals("assignedVariables")) {
        var variables = plain.putObject(name);
        member
            .getValue()
            .properties()
            .forEach(v -> variables.set(v.getKey(), JsonText.parse(v.getValue().stringValue())));
      } else if (!name.endsWith("Details")) {
        plain.set(name, member.getValue());
      }
    }
    return plain;
  }

  /** Nobody can foretell a token. */
  private static JsonNode withoutToken(JsonNode parameters) {
    if (parameters.path("MessageBody") instanceof ObjectNode body && body.has("token")) {
      body.put("token", "its token");
    }
    return parameters;
  }

  private static String sorted(JsonNode tree) {
    if (tree.isObject()) {
      var members = new TreeMap<String, String>();
      tree.properties().forEach(m -> members.put(m.getKey(), sorted(m.getValue())));
      return members.toString();
    }
    if (tree.isArray()) {
      return tree.valueStream().map(Events::sorted).toList().toString();
    }
    return JsonText.write(Objects.requireNonNull(tree));
  }

  /** Ids with what they follow from, in order: only where nothing runs side by side. */
  static List<String> predictedIds(Prediction prediction) {
    var ids = new HashMap<PredictedEvent, Integer>();
    prediction.events().forEach(event -> ids.put(event, ids.size() + 1));
    return prediction.events().stream()
        .map(e -> {
          var previous = e.previous();
          return ids.get(e) + "<-" + (previous == null ? "0" : ids.get(previous)) + " " + e.type();
        })
        .toList();
  }

  static List<String> actualIds(JsonNode events) {
    return events
        .valueStream()
        .map(e -> e.get("id") + "<-" + e.get("previousEventId") + " " + e.get("type").asString())
        .toList();
  }
}
