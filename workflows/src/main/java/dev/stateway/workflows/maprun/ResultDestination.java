package dev.stateway.workflows.maprun;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.ResultWriter;
import dev.stateway.translator.model.ResultWriter.OutputType;
import dev.stateway.translator.model.ResultWriter.Transformation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of a Map Run's results: a {@code ResultWriter} whose expressions have been
 * evaluated.
 *
 * @param bucket where they are written; absent: they are the state's result
 * @param prefix what the keys of their files begin with
 * @param transformation how they are shown
 * @param outputType how they are put together
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public record ResultDestination(
    @Nullable String bucket,
    @Nullable String prefix,
    Transformation transformation,
    OutputType outputType) {
  /** That of a Map without a writer. */
  public static final ResultDestination STATE_OUTPUT =
      new ResultDestination(null, null, Transformation.COMPACT, OutputType.JSON);

  /**
   * The destination that a writer names with these arguments.
   *
   * @throws StatesException {@code States.Runtime}: they are not what it takes
   */
  public static ResultDestination of(ResultWriter writer, @Nullable JsonNode arguments) {
    if (arguments == null) {
      return new ResultDestination(null, null, writer.transformation(), writer.outputType());
    }
    var text = new ArgumentTexts("ResultWriter", arguments, List.of("Bucket", "Prefix"));
    return new ResultDestination(
        text.required("Bucket"),
        text.optional("Prefix"),
        writer.transformation(),
        writer.outputType());
  }

  /** Whether results are written to files. */
  public boolean writesFiles() {
    return bucket != null;
  }

  /** The key of one of the files. */
  public String key(MapRunIdentity identity, String fileName) {
    var folder = Objects.requireNonNullElse(prefix, "");
    if (!folder.isEmpty() && !folder.endsWith("/")) {
      folder += "/";
    }
    return folder + identity.id() + "/" + fileName;
  }

  /** What a file's name ends with. */
  public String extension() {
    return outputType == OutputType.JSONL ? ".jsonl" : ".json";
  }
}
