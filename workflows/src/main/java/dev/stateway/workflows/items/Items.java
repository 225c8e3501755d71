package dev.stateway.workflows.items;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.workflows.items.ObjectSequence.Part;
import dev.stateway.workflows.items.ObjectStore.ListedObject;
import dev.stateway.workflows.items.ObjectStore.ObjectAddress;
import dev.stateway.workflows.maprun.Item;
import dev.stateway.workflows.maprun.ItemPage;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a source's items in pages, each from where the one before ended: no page needs what came
 * before it in memory.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public final class Items {
  private static final int LISTED = 1_000;

  private final ObjectStore store;

  /** Reads from this store. */
  public Items(ObjectStore store) {
    this.store = store;
  }

  /**
   * How much a page holds.
   *
   * @param items at the most
   * @param characters of JSON text, after which it is full
   */
  public record PageSize(long items, int characters) {}

  /**
   * A page.
   *
   * @param position where it begins: {@link ItemPage#next} of the one before; absent for the first
   * @throws MapRunFailedException {@code States.ItemReaderFailed}
   */
  public ItemPage read(ItemSource source, @Nullable JsonNode position, PageSize size) {
    try {
      return source.format() == ItemSource.Format.METADATA
          ? list(source, position, size)
          : readObjects(source, position, size);
    } catch (ObjectStoreException | UnreadableItemsException e) {
      throw new MapRunFailedException(MapRunFailure.reader(e.getMessage()));
    } catch (IOException e) {
      throw new MapRunFailedException(
          MapRunFailure.reader("The items could not be read: " + e.getMessage()));
    }
  }

  // --- the objects of a bucket as items

  private ItemPage list(ItemSource source, @Nullable JsonNode position, PageSize size) {
    var after = position == null ? source.startAfter() : position.path("after").stringValue();
    var most = (int) Math.min(size.items(), LISTED);
    var objects =
        store.list(
            new ObjectAddress(source.bucket(), "", null, source.owner()),
            Objects.requireNonNullElse(source.prefix(), ""),
            after,
            most);
    var items =
        objects.stream()
            .map(object -> new Item(metadata(object), null, "s3://" + source.bucket()))
            .toList();
    return new ItemPage(
        items,
        objects.size() < most
            ? null
            : JsonText.MAPPER.createObjectNode().put("after", objects.getLast().key()));
  }

  /** An object's metadata as AWS gives them to an execution. */
  private static ObjectNode metadata(ListedObject object) {
    var item =
        JsonText.MAPPER.createObjectNode().put("Etag", object.etag()).put("Key", object.key());
    item.set("LastModified", Numbers.node(object.lastModified().getEpochSecond()));
    item.set("Size", Numbers.node(object.size()));
    return item.put("StorageClass", object.storageClass());
  }

  // --- what objects hold as items

  private ItemPage readObjects(ItemSource source, @Nullable JsonNode position, PageSize size)
      throws IOException {
    var streams = new ItemStreams(store, source);
    var sequence = ObjectSequences.of(streams);
    var page = new Page(size);
    var part = sequence.at(position == null ? null : position.path("object").stringValue());
    var at = position == null ? null : position;
    while (part.isPresent()) {
      var next = readObject(streams, part.get(), at, page);
      if (next.isPresent()) {
        return new ItemPage(page.items, next.get());
      }
      at = null;
      part = sequence.after(part.get().name());
    }
    return new ItemPage(page.items, null);
  }

  /** Where to go on when the page is full before the object ends. */
  private static Optional<JsonNode> readObject(
      ItemStreams streams, Part part, @Nullable JsonNode at, Page page) throws IOException {
    var opened =
        streams.open(
            part.address(), part.format(), part.columns(), at == null ? null : at.get("at"));
    try (var items = opened.items()) {
      if (at != null && !at.path("etag").asString("").equals(opened.etag())) {
        throw new UnreadableItemsException(
            "The object '" + part.address().key() + "' changed while it was read");
      }
      var source = "s3://" + part.address().bucket() + "/" + part.address().key();
      while (!page.isFull()) {
        var entry = items.next();
        if (entry.isEmpty()) {
          return Optional.empty();
        }
        page.add(new Item(entry.get().value(), entry.get().key(), source));
      }
      var next =
          JsonText.MAPPER.createObjectNode().put("object", part.name()).put("etag", opened.etag());
      return Optional.of(next.set("at", items.position()));
    }
  }

  private static final class Page {
    private final PageSize size;
    private final List<Item> items = new ArrayList<>();
    private long characters;

    private Page(PageSize size) {
      this.size = size;
    }

    private boolean isFull() {
      return items.size() >= size.items() || characters >= size.characters();
    }

    private void add(Item item) {
      items.add(item);
      characters += JsonText.write(item.value()).length();
    }
  }
}
