package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.generated.Reference.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The branches of a Parallel and the iterations of a Map, in one attempt. */
final class Branches {
  private static final int MOST_AT_A_TIME = 40;

  private final Passage passage;
  private final Line line;
  private final List<Ended> running = new ArrayList<>();

  Branches(Passage passage) {
    this.passage = passage;
    this.line = passage.line;
  }

  /** A line that has been worked out to its end. */
  private record Ended(Line line, @Nullable JsonNode output, @Nullable Failed failure) {}

  private Ended run(JsonNode flow, JsonNode input, Line inner) {
    passage.visit.inner().add(inner);
    try {
      return new Ended(inner, passage.inner(flow, input, inner), null);
    } catch (Failed failed) {
      return new Ended(inner, null, failed);
    }
  }

  private Ended next() {
    var order = running.stream().sorted(Comparator.comparingDouble(e -> e.line().now())).toList();
    if (order.size() > 1
        && passage.world().pace().isUnsure(order.get(0).line().now(), order.get(1).line().now())) {
      throw new Ambiguous();
    }
    running.remove(order.getFirst());
    order.getFirst().line().goneAt(order.getFirst().line().now());
    return order.getFirst();
  }

  JsonNode parallel(JsonNode input) {
    var started = line.tell("ParallelStateStarted", null);
    var all = new ArrayList<Ended>();
    for (var branch : passage.state.get("Branches")) {
      all.add(run(branch, input, line.branch(started)));
    }
    running.addAll(all);
    while (!running.isEmpty()) {
      var ended = next();
      line.goOn(ended.line().now(), ended.line().last());
      if (ended.failure() != null) {
        throw giveUp(ended, ended.failure());
      }
    }
    line.aside(line.last(), "ParallelStateSucceeded", null);
    var outputs = JsonText.MAPPER.createArrayNode();
    all.forEach(ended -> outputs.add(Objects.requireNonNull(ended.output())));
    return outputs;
  }

  private Failed giveUp(Ended ended, Failed failure) {
    var moment = ended.line().now();
    var told = ended.line().last();
    if (ended.line().failedIn().equals("Task")) {
      line.aside(told, "TaskStateAborted", null);
    }
    for (var other : running) {
      other.line().cutAfter(moment);
      other.line().giveUp(line, told, passage.name, moment);
      other.line().goneAt(moment);
    }
    return Failed.told(failure.error(), failure.cause());
  }

  JsonNode map() {
    var data = passage.data(passage.input, null, null);
    var items =
        passage.isJsonata()
            ? data.jsonataTemplate(passage.state.get("Items"), "Items")
            : data.required(passage.state.get("ItemsPath").stringValue());
    var started =
        line.tell(
            "MapStateStarted", JsonText.MAPPER.createObjectNode().put("length", items.size()));
    var most = passage.state.path("MaxConcurrency").asInt(0);
    var outputs = new JsonNode[items.size()];
    var next = 0;
    while (next < Math.min(items.size(), most == 0 ? MOST_AT_A_TIME : most)) {
      start(items, next++, started);
    }
    var last = started;
    for (var i = 0; i < items.size(); i++) {
      var ended = next();
      var index = Objects.requireNonNull(ended.line().iteration());
      line.now(ended.line().now());
      last = iterationEnded(ended, index);
      outputs[index] = Objects.requireNonNull(ended.output());
      if (next < items.size()) {
        start(items, next++, ended.line().last());
      }
    }
    line.goOn(line.now(), last);
    line.aside(last, "MapStateSucceeded", null);
    return JsonText.MAPPER.createArrayNode().addAll(List.of(outputs));
  }

  private PredictedEvent iterationEnded(Ended ended, int index) {
    var told = ended.line().last();
    var details = Line.iterationDetails(index, passage.name);
    if (ended.failure() == null) {
      return line.aside(told, "MapIterationSucceeded", details);
    }
    line.aside(told, "MapIterationFailed", details);
    var failure = giveUp(ended, ended.failure());
    line.goOn(line.now(), told);
    throw failure;
  }

  private void start(JsonNode items, int index, PredictedEvent previous) {
    var item = JsonText.MAPPER.createObjectNode().put("Index", index);
    item.set("Value", items.get(index));
    var data =
        new ReferenceData(passage.input, passage.context(item), line.variables(), null, null);
    var selector = passage.state.get("ItemSelector");
    var input =
        passage.isJsonata()
            ? data.jsonataTemplate(selector, "ItemSelector")
            : data.template(selector);
    var started =
        line.aside(previous, "MapIterationStarted", Line.iterationDetails(index, passage.name));
    running.add(
        run(passage.state.get("ItemProcessor"), input, line.iteration(index, item, started)));
  }
}
