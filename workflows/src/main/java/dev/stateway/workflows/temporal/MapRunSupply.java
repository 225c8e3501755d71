package dev.stateway.workflows.temporal;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ItemInputs;
import dev.stateway.workflows.maprun.ItemPage;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.StateItems;
import dev.stateway.workflows.maprun.Tally;
import dev.stateway.workflows.maprun.UnfinishedPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The executions that a Map Run has to run: first those that a redrive repeats, part by part, then
 * those of items, page by page. Never more than a few pages are held.
 */
final class MapRunSupply {
  /** Inputs of one part, in characters: below 2 MiB together with what goes with them. */
  static final int PART_CHARACTERS = 700_000;

  private final MapRunRequest request;
  private final MapRunActivities activities;
  private final ItemInputs inputs;
  private final int redriveCount;
  private final Deque<ChildInput> ready;
  private final Deque<UnfinishedPart> toRepeat;
  private @Nullable JsonNode position;
  private boolean allRead;
  private long taken;

  MapRunSupply(
      MapRunRequest request,
      MapRunActivities activities,
      ItemInputs inputs,
      MapRunProgress progress) {
    this.request = request;
    this.activities = activities;
    this.inputs = inputs;
    this.redriveCount = progress.redriveCount();
    this.ready = new ArrayDeque<>(progress.ready());
    this.toRepeat = new ArrayDeque<>(progress.toRepeat());
    this.position = progress.position();
    this.allRead = progress.allRead();
    this.taken = progress.taken();
  }

  /** Whether all have been given out. */
  boolean isEmpty() {
    return ready.isEmpty() && !canRead();
  }

  /** Whether it has to read before it can give so many. */
  boolean mustRead(int wanted) {
    return ready.size() < wanted && canRead();
  }

  private boolean canRead() {
    return !toRepeat.isEmpty() || !allRead;
  }

  /**
   * Reads some.
   *
   * @throws dev.stateway.workflows.maprun.MapRunFailedException they cannot be read
   */
  void read() {
    if (toRepeat.isEmpty()) {
      readPage();
    } else {
      ready.addAll(repeated(toRepeat.getFirst()));
      toRepeat.removeFirst();
    }
  }

  private List<ChildInput> repeated(UnfinishedPart part) {
    return MapRunErrors.calling(
        () -> activities.readPart(request.identity(), part.shard(), redriveCount),
        MapRunFailure::reader);
  }

  private void readPage() {
    var page = page();
    taken += page.items().size();
    position = page.next();
    var last = position == null || (request.maxItems() > 0 && taken >= request.maxItems());
    ready.addAll(inputs.add(page.items(), last));
    allRead = last;
  }

  private ItemPage page() {
    var source = request.source();
    var most = request.maxItems() == 0 ? Long.MAX_VALUE : request.maxItems() - taken;
    if (source == null) {
      return StateItems.page(request, position, most);
    }
    return MapRunErrors.calling(
        () -> activities.readItems(source, position, most), MapRunFailure::reader);
  }

  /** Gives some, as many as one part can have. */
  List<ChildInput> take(int most) {
    var part = new ArrayList<ChildInput>();
    var characters = 0;
    while (!ready.isEmpty() && part.size() < most && characters <= PART_CHARACTERS) {
      var child = ready.remove();
      part.add(child);
      characters += JsonText.write(child.input()).length();
    }
    return part;
  }

  /** How those stand that have not been given out, as far as is known. */
  Tally tally() {
    var tally = toRepeat.stream().map(UnfinishedPart::tally).reduce(Tally.NONE, Tally::plus);
    for (var child : ready) {
      tally = tally.expecting(child);
    }
    return tally;
  }

  /** How many items there are; absent while they are still being read. */
  @Nullable Long items() {
    return allRead ? taken : null;
  }

  long taken() {
    return taken;
  }

  @Nullable JsonNode position() {
    return position;
  }

  ItemInputs.State inputs() {
    return inputs.state();
  }

  List<ChildInput> ready() {
    return List.copyOf(ready);
  }

  List<UnfinishedPart> toRepeat() {
    return List.copyOf(toRepeat);
  }
}
