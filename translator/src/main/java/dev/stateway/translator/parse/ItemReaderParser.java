package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.ItemReader;
import dev.stateway.translator.model.ItemReader.Action;
import dev.stateway.translator.model.ItemReader.ItemFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code ItemReader}.
 *
 * @param map the fields of its state
 * @param jsonata whether the state's language is JSONata
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
record ItemReaderParser(Fields map, boolean jsonata) {
  private static final Pattern RESOURCE =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]*:\\d*:s3:(getObject|listObjectsV2)");
  private static final Map<String, Character> DELIMITERS = delimiters();
  private static final String INPUT_TYPE = "InputType";
  private static final String HEADER_LOCATION = "CSVHeaderLocation";

  private static Map<String, Character> delimiters() {
    var delimiters = new LinkedHashMap<String, Character>();
    delimiters.put("COMMA", ',');
    delimiters.put("PIPE", '|');
    delimiters.put("SEMICOLON", ';');
    delimiters.put("SPACE", ' ');
    delimiters.put("TAB", '\t');
    return delimiters;
  }

  static String unknownResource(String arn) {
    return "The resource provided %s is not recognized. The value is not a valid resource ARN, or the resource is not available in this region."
        .formatted(arn);
  }

  @Nullable ItemReader parse(String field) {
    var reader = map.object(field);
    if (reader == null) {
      return null;
    }
    var action = action(reader);
    var arguments = arguments(reader);
    var config = reader.object("ReaderConfig");
    var format = format(reader, config, action.orElse(Action.LIST_OBJECTS));
    Expression maxItems = config == null ? null : new MapLimits(config, jsonata).maxItems();
    if (config != null) {
      config.close();
    }
    reader.close();
    return action.isEmpty() || arguments == null || format.isEmpty()
        ? null
        : new ItemReader(action.get(), arguments, format.get(), maxItems);
  }

  private static Optional<Action> action(Fields reader) {
    var arn = reader.requiredText("Resource");
    if (arn == null) {
      return Optional.empty();
    }
    var match = RESOURCE.matcher(arn);
    if (!match.matches()) {
      reader.problem(unknownResource(arn), "Resource");
      return Optional.empty();
    }
    return Optional.of(
        match.group(1).equals("getObject") ? Action.GET_OBJECT : Action.LIST_OBJECTS);
  }

  private @Nullable Expression arguments(Fields reader) {
    String field = jsonata ? "Arguments" : "Parameters";
    reader.ofOtherLanguage(
        jsonata ? QueryLanguage.JSONATA : QueryLanguage.JSONPATH,
        jsonata ? "Parameters" : "Arguments");
    reader.require(field);
    return jsonata
        ? new JsonataFields(reader).template(field)
        : new JsonPathFields(reader).template(field);
  }

  /** Empty when what is said of it makes no sense, which is a problem. */
  private static Optional<ItemFormat> format(
      Fields reader, @Nullable Fields config, Action action) {
    if (config == null) {
      if (action == Action.LIST_OBJECTS) {
        return Optional.of(new ItemFormat.Metadata());
      }
      reader.require("ReaderConfig");
      return Optional.empty();
    }
    var transformation = config.choice("Transformation", List.of("NONE", "LOAD_AND_FLATTEN"));
    var manifest = config.choice("ManifestType", List.of("S3_INVENTORY", "ATHENA_DATA"));
    if (action == Action.LIST_OBJECTS && !"LOAD_AND_FLATTEN".equals(transformation)) {
      // A listing has no use for it, but AWS shows the two together.
      config.ignore(INPUT_TYPE);
      return Optional.of(new ItemFormat.Metadata());
    }
    if ("S3_INVENTORY".equals(manifest)) {
      return Optional.of(new ItemFormat.Inventory());
    }
    return ofInputType(config, action, "ATHENA_DATA".equals(manifest));
  }

  private static Optional<ItemFormat> ofInputType(Fields config, Action action, boolean athena) {
    config.require(INPUT_TYPE);
    var type = config.choice(INPUT_TYPE, inputTypes(action, athena));
    @Nullable ItemFormat format =
        switch (type) {
          case "JSON" -> json(config);
          case "JSONL" -> new ItemFormat.JsonLines();
          case "CSV" -> csv(config);
          case "PARQUET" -> new ItemFormat.Parquet();
          case "MANIFEST" -> inventory(config);
          case null, default -> null;
        };
    return Optional.ofNullable(athena && format != null ? new ItemFormat.Athena(format) : format);
  }

  private static List<String> inputTypes(Action action, boolean athena) {
    var types = new ArrayList<>(List.of("CSV", "JSON", "JSONL", "PARQUET"));
    if (athena) {
      types.remove("JSON");
    } else if (action == Action.GET_OBJECT) {
      types.add("MANIFEST");
    }
    return types;
  }

  /** AWS takes these fields with a manifest; it names the columns itself. */
  private static ItemFormat inventory(Fields config) {
    List.of("CSVDelimiter", HEADER_LOCATION, "CSVHeaders").forEach(config::ignore);
    return new ItemFormat.Inventory();
  }

  private static ItemFormat json(Fields config) {
    var pointer = config.text("ItemsPointer");
    if (pointer != null && !pointer.isEmpty() && !pointer.startsWith("/")) {
      config.problem("Value is not a valid JSON pointer: it must start with '/'", "ItemsPointer");
    }
    return new ItemFormat.Json(pointer == null ? "" : pointer);
  }

  private static ItemFormat csv(Fields config) {
    var delimiter = config.choice("CSVDelimiter", List.copyOf(DELIMITERS.keySet()));
    config.require(HEADER_LOCATION);
    var location = config.choice(HEADER_LOCATION, List.of("FIRST_ROW", "GIVEN"));
    var headers = headers(config);
    if ("GIVEN".equals(location)) {
      config.require("CSVHeaders");
    } else if (headers != null) {
      config.problem(
          "The field 'CSVHeaders' is allowed only with 'CSVHeaderLocation' GIVEN", "CSVHeaders");
    }
    return new ItemFormat.Csv(
        delimiter == null ? ',' : DELIMITERS.getOrDefault(delimiter, ','),
        "GIVEN".equals(location) ? headers : null);
  }

  private static @Nullable List<String> headers(Fields config) {
    var array = config.array("CSVHeaders");
    if (array == null) {
      return null;
    }
    var headers = new ArrayList<String>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).isString()) {
        headers.add(array.get(i).stringValue());
      } else {
        config
            .problems()
            .schema(
                "Expected value of type [STRING]", config.place("CSVHeaders").element(i).pointer());
      }
    }
    if (array.isEmpty()) {
      config.problem("Value cannot be empty", "CSVHeaders");
    }
    return headers;
  }
}
