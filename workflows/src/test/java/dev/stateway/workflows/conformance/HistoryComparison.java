package dev.stateway.workflows.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Compares an execution's events with recorded ones: one by one with their ids where nothing ran
 * side by side, else along the chains of {@code previousEventId}.
 */
final class HistoryComparison {
  private static final List<String> NOT_OF_THE_EVENT =
      List.of("id", "previousEventId", "timestamp");

  private final Comparison values;

  HistoryComparison(Comparison values) {
    this.values = values;
  }

  Optional<String> difference(RecordedCase aCase, JsonNode recorded, JsonNode actual) {
    var expected = withMapRunEnds(recorded);
    var difference =
        aCase.isPartOfHistoryMasked()
            ? whereNotMasked(expected, actual)
            : aCase.isSequential() ? oneByOne(expected, actual) : perBranch(expected, actual);
    return difference.map(d -> d + "\n  of " + chain(actual));
  }

  /**
   * AWS lets a distributed Map's end follow from the beginning of its Map Run, or from its end;
   * here it is the latter.
   */
  private static JsonNode withMapRunEnds(JsonNode recorded) {
    var events = recorded.deepCopy();
    var lastEnd = 0;
    for (var event : events) {
      var type = event.path("type").asString("");
      if (type.equals("MapRunSucceeded")) {
        lastEnd = event.path("id").asInt(0);
      } else if (type.equals("MapStateExited") && lastEnd > 0) {
        event.asObject().put("previousEventId", lastEnd);
      }
    }
    return events;
  }

  private Optional<String> oneByOne(JsonNode expected, JsonNode actual) {
    for (var i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      var difference = values.difference("event " + (i + 1), expected.get(i), actual.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return sizeDifference(expected, actual);
  }

  /**
   * The recording lost ids of some events, and those of which it then thought to have another one:
   * the others are to have their ids.
   */
  private Optional<String> whereNotMasked(JsonNode expected, JsonNode actual) {
    var rest = new ArrayList<JsonNode>();
    actual.forEach(rest::add);
    for (var event : expected) {
      var isMasked = event.get("id").isArray();
      var found =
          rest.stream()
              .filter(
                  e -> isMasked ? isSameEvent(event, e) : values.difference("", event, e).isEmpty())
              .findFirst();
      if (found.isEmpty()) {
        return Optional.of("no event like " + event);
      }
      rest.remove(found.get());
    }
    return Optional.empty();
  }

  private Optional<String> perBranch(JsonNode expected, JsonNode actual) {
    var size = sizeDifference(expected, actual);
    if (size.isPresent()) {
      return size;
    }
    for (var event : actual) {
      if (event.get("previousEventId").asLong() >= event.get("id").asLong()) {
        return Optional.of("an event that follows from a later one: " + event);
      }
    }
    return new Matching(expected, actual).difference(0, 0);
  }

  /** Which events of the two histories are the same with all that follows from them. */
  private final class Matching {
    private final JsonNode expected;
    private final JsonNode actual;
    private final int[][] known;

    private Matching(JsonNode expected, JsonNode actual) {
      this.expected = expected;
      this.actual = actual;
      this.known = new int[expected.size() + 1][actual.size() + 1];
    }

    private Optional<String> difference(int expectedId, int actualId) {
      var wanted = following(expected, expectedId);
      var there = following(actual, actualId);
      if (pairs(wanted, there)) {
        return Optional.empty();
      }
      for (var id : wanted) {
        if (there.stream().noneMatch(other -> isSame(id, other))) {
          var event = expected.get(id - 1);
          // Deeper, where the event itself is there and what follows from it is not.
          return there.stream()
              .filter(other -> isSameEvent(event, actual.get(other - 1)))
              .findFirst()
              .flatMap(other -> difference(id, other))
              .or(() -> Optional.of("nothing after event " + actualId + " is like " + event));
        }
      }
      return Optional.of(
          "after event " + actualId + " come " + there.size() + ", not " + wanted.size());
    }

    private boolean pairs(List<Integer> wanted, List<Integer> there) {
      return wanted.size() == there.size() && pairs(wanted, there, 0, new boolean[there.size()]);
    }

    private boolean pairs(List<Integer> wanted, List<Integer> there, int from, boolean[] taken) {
      if (from == wanted.size()) {
        return true;
      }
      for (var i = 0; i < there.size(); i++) {
        if (!taken[i] && isSame(wanted.get(from), there.get(i))) {
          taken[i] = true;
          if (pairs(wanted, there, from + 1, taken)) {
            return true;
          }
          taken[i] = false;
        }
      }
      return false;
    }

    private boolean isSame(int expectedId, int actualId) {
      if (known[expectedId][actualId] == 0) {
        var same =
            isSameEvent(expected.get(expectedId - 1), actual.get(actualId - 1))
                && pairs(following(expected, expectedId), following(actual, actualId));
        known[expectedId][actualId] = same ? 1 : -1;
      }
      return known[expectedId][actualId] > 0;
    }

    private static List<Integer> following(JsonNode events, int id) {
      return IntStream.rangeClosed(1, events.size())
          .filter(i -> events.get(i - 1).get("previousEventId").asInt() == id)
          .boxed()
          .toList();
    }
  }

  private boolean isSameEvent(JsonNode expected, JsonNode actual) {
    return values.difference("", bare(expected), bare(actual)).isEmpty();
  }

  private static JsonNode bare(JsonNode event) {
    return event.deepCopy().asObject().remove(NOT_OF_THE_EVENT);
  }

  private static Optional<String> sizeDifference(JsonNode expected, JsonNode actual) {
    return expected.size() == actual.size()
        ? Optional.empty()
        : Optional.of("expected " + expected.size() + " events");
  }

  private static String chain(JsonNode events) {
    return Arrays.toString(
        events
            .valueStream()
            .map(e ->
                e.get("id").asLong()
                    + "<-"
                    + e.get("previousEventId").asLong()
                    + " "
                    + e.get("type").stringValue())
            .toArray());
  }
}
