package dev.stateway.translator.parse;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.Distribution;
import dev.stateway.translator.model.ItemBatcher;
import dev.stateway.translator.model.ResultWriter;
import dev.stateway.translator.model.ResultWriter.OutputType;
import dev.stateway.translator.model.ResultWriter.Transformation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Parses the fields of a Map state that only its Distributed mode has.
 *
 * @param context the state's
 */
record DistributionParser(Context context) {
  private static final String WRITER_RESOURCE =
      "arn:aws[a-z-]*:states:[a-z0-9-]*:\\d*:s3:putObject";
  private static final int MAX_LABEL_LENGTH = 40;
  private static final String NOT_IN_LABELS = "<>{}[]?*\"#%\\^|~`$&,;:/";
  private static final List<String> PARTS_OF_A_PROCESSOR = List.of("Comment", "StartAt", "States");

  Distribution parse(ProcessorMode mode) {
    var reader = new ItemReaderParser(context.fields(), context.isJsonata()).parse("ItemReader");
    return new Distribution(
        mode.executionType(), label(), definition(mode), reader, batcher(), writer());
  }

  /** The processor's own text: a state machine that says by itself what its language is. */
  private String definition(ProcessorMode mode) {
    var processor = context.fields().peek(mode.processorField());
    var definition = JsonText.MAPPER.createObjectNode();
    if (context.flows().language() == QueryLanguage.JSONATA) {
      definition.put("QueryLanguage", "JSONata");
    }
    for (var part : PARTS_OF_A_PROCESSOR) {
      if (processor.has(part)) {
        definition.set(part, processor.get(part));
      }
    }
    return JsonText.write(definition);
  }

  private String label() {
    var fields = context.fields();
    var label = fields.text("Label");
    if (label == null) {
      // Like AWS's, and the same for all executions of the definition.
      return UUID.nameUUIDFromBytes(context.name().getBytes(StandardCharsets.UTF_8)).toString();
    }
    if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH) {
      fields.problem(
          "A label must have between 1 and " + MAX_LABEL_LENGTH + " characters", "Label");
    } else if (label.chars().anyMatch(DistributionParser::isForbidden)) {
      fields.problem(
          "A label must not contain blanks, control characters or any of "
              + String.join(" ", NOT_IN_LABELS.split("")),
          "Label");
    }
    return label;
  }

  private static boolean isForbidden(int character) {
    return NOT_IN_LABELS.indexOf(character) >= 0
        || Character.isWhitespace(character)
        || Character.isISOControl(character);
  }

  private @Nullable ItemBatcher batcher() {
    var batcher = context.fields().object("ItemBatcher");
    if (batcher == null) {
      return null;
    }
    var limits = new MapLimits(batcher, context.isJsonata());
    var parsed =
        new ItemBatcher(
            template(batcher, "BatchInput"),
            limits.maxItemsPerBatch(),
            limits.maxInputBytesPerBatch());
    if (List.of("MaxItemsPerBatch", "MaxInputBytesPerBatch").stream()
        .noneMatch(field -> batcher.has(field) || batcher.has(field + "Path"))) {
      batcher
          .problems()
          .schema(
              "There should be one of the following fields: [MaxItemsPerBatch,"
                  + " MaxInputBytesPerBatch]",
              batcher.location());
    }
    batcher.close();
    return parsed;
  }

  private @Nullable ResultWriter writer() {
    var writer = context.fields().object("ResultWriter");
    if (writer == null) {
      return null;
    }
    String argumentsField = context.isJsonata() ? "Arguments" : "Parameters";
    writer.ofOtherLanguage(context.language(), context.isJsonata() ? "Parameters" : "Arguments");
    var resource = writer.text("Resource");
    var arguments = template(writer, argumentsField);
    if (resource != null) {
      writer.require(argumentsField);
      if (!resource.matches(WRITER_RESOURCE)) {
        writer.problem(ItemReaderParser.unknownResource(resource), "Resource");
      }
    } else if (arguments != null) {
      writer.require("Resource");
    } else {
      writer.require("WriterConfig");
    }
    var parsed = writer(writer, arguments);
    writer.close();
    return parsed;
  }

  private static ResultWriter writer(Fields writer, @Nullable Expression arguments) {
    var config = writer.object("WriterConfig");
    Transformation transformation =
        arguments == null ? Transformation.COMPACT : Transformation.NONE;
    var type = OutputType.JSON;
    if (config != null) {
      transformation = choice(config, "Transformation", Transformation.values(), transformation);
      type = choice(config, "OutputType", OutputType.values(), type);
      config.close();
    }
    return new ResultWriter(arguments, transformation, type);
  }

  private static <E extends Enum<E>> E choice(
      Fields config, String field, E[] values, E otherwise) {
    var word = config.choice(field, Arrays.stream(values).map(Enum::name).toList());
    return Arrays.stream(values)
        .filter(value -> value.name().equals(word))
        .findFirst()
        .orElse(otherwise);
  }

  private @Nullable Expression template(Fields fields, String field) {
    return context.isJsonata()
        ? new JsonataFields(fields).template(field)
        : new JsonPathFields(fields).template(field);
  }
}
