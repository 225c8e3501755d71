package dev.stateway.workflows.items;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.maprun.ChildResults;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.ResultChunk;
import dev.stateway.workflows.maprun.ResultDestination;
import dev.stateway.workflows.maprun.ResultFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Writes the results of a Map Run: the same content at the same keys when it is done again.
 *
 * @param store where to
 * @param identity of the Map Run
 * @param destination bucket, prefix and form
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public record ResultFiles(
    ObjectStore store, MapRunIdentity identity, ResultDestination destination) {
  private static final String MANIFEST = "manifest.json";

  /**
   * Writes a file for each kind of results that there are.
   *
   * @throws MapRunFailedException {@code States.ResultWriterFailed}
   */
  public List<ResultFile> write(ResultChunk chunk) {
    var files = new ArrayList<ResultFile>();
    for (var kind : ResultFile.Kind.values()) {
      var results = chunk.of(kind);
      if (!results.isEmpty()) {
        var name = kind + "_" + chunk.number() + destination.extension();
        files.add(new ResultFile(kind, name, put(name, ChildResults.text(results, destination))));
      }
    }
    return files;
  }

  /**
   * Writes the manifest; what the Map state gives.
   *
   * @throws MapRunFailedException {@code States.ResultWriterFailed}
   */
  public JsonNode writeManifest(List<ResultFile> files) {
    var manifest =
        JsonText.MAPPER
            .createObjectNode()
            .put("DestinationBucket", bucket())
            .put("MapRunArn", identity.mapRunArn());
    var byKind = manifest.putObject("ResultFiles");
    for (var kind : ResultFile.Kind.values()) {
      var ofKind = byKind.putArray(kind.name());
      files.stream()
          .filter(file -> file.kind() == kind)
          .forEach(file ->
              ofKind
                  .addObject()
                  .put("Key", destination.key(identity, file.name()))
                  .put("Size", file.size()));
    }
    put(MANIFEST, JsonText.write(manifest));
    var result = JsonText.MAPPER.createObjectNode().put("MapRunArn", identity.mapRunArn());
    result
        .putObject("ResultWriterDetails")
        .put("Bucket", bucket())
        .put("Key", destination.key(identity, MANIFEST));
    return result;
  }

  private long put(String name, String text) {
    var content = text.getBytes(StandardCharsets.UTF_8);
    try {
      store.put(bucket(), destination.key(identity, name), content);
      return content.length;
    } catch (ObjectStoreException e) {
      throw new MapRunFailedException(MapRunFailure.writer(e.getMessage()));
    }
  }

  private String bucket() {
    return Objects.requireNonNull(destination.bucket());
  }
}
