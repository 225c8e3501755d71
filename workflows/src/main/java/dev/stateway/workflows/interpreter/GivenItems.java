package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.items.Items;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.items.ObjectStoreException;
import dev.stateway.workflows.maprun.Item;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.ItemSource.Format;
import dev.stateway.workflows.statetest.StateTestRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Items that an {@code ItemReader} would find in an object whose text is given. */
final class GivenItems {
  private static final Set<Format> TEXTS = EnumSet.of(Format.JSON, Format.JSON_LINES, Format.CSV);

  private GivenItems() {}

  /**
   * The items.
   *
   * @param most how many at the most, 0 for all
   * @throws StateTestRefusedException the reader does not read one text
   * @throws dev.stateway.workflows.maprun.MapRunFailedException the text does not hold what the
   *     reader reads
   */
  static List<Item> read(ItemSource source, String text, long most) {
    if (!TEXTS.contains(source.format()) || source.athena() || source.key() == null) {
      throw new StateTestRefusedException(
          "mapItemReaderData is supported for an ItemReader that reads one object as JSON, JSONL"
              + " or CSV");
    }
    var reader = new Items(new OneText(text));
    var items = new ArrayList<Item>();
    JsonNode position = null;
    do {
      var rest = most == 0 ? Long.MAX_VALUE : most - items.size();
      var page = reader.read(source, position, new Items.PageSize(rest, Integer.MAX_VALUE));
      items.addAll(page.items());
      position = page.next();
    } while (position != null && (most == 0 || items.size() < most));
    return items;
  }

  /** A store in which every object is the same text. */
  private record OneText(String text) implements ObjectStore {
    @Override
    public OpenObject open(ObjectAddress address, long offset) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var start = Math.toIntExact(offset);
      return new OpenObject(new ByteArrayInputStream(bytes, start, bytes.length - start), "given");
    }

    @Override
    public List<ListedObject> list(
        ObjectAddress address, String prefix, @Nullable String startAfter, int most) {
      throw new ObjectStoreException("There is one text, and no bucket");
    }

    @Override
    public void put(String bucket, String key, byte[] content) {
      throw new ObjectStoreException("There is one text, and no bucket");
    }
  }
}
