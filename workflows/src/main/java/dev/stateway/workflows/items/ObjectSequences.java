package dev.stateway.workflows.items;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.items.ItemStreams.Columns;
import dev.stateway.workflows.items.ObjectSequence.Part;
import dev.stateway.workflows.items.ObjectStore.ObjectAddress;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.ItemSource.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The objects that a source names: one, those of a list, or those of a manifest. */
final class ObjectSequences {
  private static final int LISTED = 1_000;
  private static final Pattern ADDRESS = Pattern.compile("s3a?://([^/]+)/(.+)");
  private static final String BUCKET_ARN = "arn:aws[a-z-]*:s3:::";

  private ObjectSequences() {}

  static ObjectSequence of(ItemStreams streams) throws IOException {
    var source = streams.source();
    if (source.key() == null) {
      return new Listed(streams);
    }
    var manifest = address(source, source.bucket(), source.key());
    if (source.athena()) {
      return new Fixed(athena(streams, manifest));
    }
    if (source.format() == Format.INVENTORY) {
      return new Fixed(inventory(streams, manifest));
    }
    return new Fixed(List.of(new Part("", manifest, source.format(), columns(source))));
  }

  private static ObjectAddress address(ItemSource source, String bucket, String key) {
    return new ObjectAddress(bucket, key, source.versionId(), source.owner());
  }

  private static Columns columns(ItemSource source) {
    return new Columns(source.delimiter().charAt(0), source.headers());
  }

  /**
   * The files of an inventory: the manifest names their columns.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html">Inventory
   *     manifest</a>
   */
  private static List<Part> inventory(ItemStreams streams, ObjectAddress address)
      throws IOException {
    var manifest = json(streams.text(address));
    if (!"CSV".equals(manifest.path("fileFormat").asString(""))) {
      throw new UnreadableItemsException(
          "The manifest's fileFormat must be CSV but was: " + manifest.path("fileFormat"));
    }
    var bucket = manifest.path("destinationBucket").asString("").replaceFirst(BUCKET_ARN, "");
    var names =
        Arrays.stream(manifest.path("fileSchema").asString("").split(",", -1))
            .map(String::strip)
            .toList();
    var parts = new ArrayList<Part>();
    for (var file : manifest.path("files")) {
      var where = new ObjectAddress(bucket, file.path("key").asString(""), null, address.owner());
      parts.add(
          new Part(String.valueOf(parts.size()), where, Format.INVENTORY, new Columns(',', names)));
    }
    return parts;
  }

  private static JsonNode json(String text) {
    try {
      return JsonText.parse(text);
    } catch (JacksonException e) {
      throw new UnreadableItemsException("The manifest is not JSON: " + e.getOriginalMessage());
    }
  }

  /** The files that an Athena UNLOAD has written: their addresses, one a line. */
  private static List<Part> athena(ItemStreams streams, ObjectAddress manifest) throws IOException {
    var source = streams.source();
    var parts = new ArrayList<Part>();
    for (var line : streams.text(manifest).split("\n", -1)) {
      var text = line.strip().replace("\"", "");
      var match = ADDRESS.matcher(text);
      if (match.matches()) {
        var where = new ObjectAddress(match.group(1), match.group(2), null, source.owner());
        parts.add(new Part(String.valueOf(parts.size()), where, source.format(), columns(source)));
      } else if (!text.isEmpty()) {
        throw new UnreadableItemsException("The manifest has a line that is no address: " + text);
      }
    }
    return parts;
  }

  /** Objects that are known from the beginning: each is named by its number. */
  private record Fixed(List<Part> parts) implements ObjectSequence {
    @Override
    public Optional<Part> at(@Nullable String name) {
      return parts.stream().filter(part -> name == null || part.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Part> after(String name) {
      return parts.stream().dropWhile(part -> !part.name().equals(name)).skip(1).findFirst();
    }
  }

  /** Objects of a list: each is named by its key. */
  private static final class Listed implements ObjectSequence {
    private final ItemStreams streams;
    private final ObjectAddress bucket;
    private List<Part> known = List.of();

    private Listed(ItemStreams streams) {
      this.streams = streams;
      var source = streams.source();
      this.bucket = new ObjectAddress(source.bucket(), "", null, source.owner());
    }

    @Override
    public Optional<Part> at(@Nullable String name) {
      return name == null ? list(streams.source().startAfter()) : Optional.of(part(name));
    }

    @Override
    public Optional<Part> after(String name) {
      var next = known.stream().dropWhile(part -> !part.name().equals(name)).skip(1).findFirst();
      return next.isPresent() ? next : list(name);
    }

    private Optional<Part> list(@Nullable String after) {
      var prefix = Objects.requireNonNullElse(streams.source().prefix(), "");
      known =
          streams.store().list(bucket, prefix, after, LISTED).stream()
              .map(object -> part(object.key()))
              .toList();
      return known.stream().findFirst();
    }

    private Part part(String key) {
      return new Part(
          key,
          address(streams.source(), bucket.bucket(), key),
          streams.source().format(),
          columns(streams.source()));
    }
  }
}
