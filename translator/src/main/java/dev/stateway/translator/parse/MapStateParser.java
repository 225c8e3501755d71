package dev.stateway.translator.parse;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.parse.DataFlowParser.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses a Map state. */
final class MapStateParser {
  private static final List<String> DISTRIBUTED_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

  private MapStateParser() {}

  static @Nullable State parse(Context context) {
    var fields = context.fields();
    var flow = DataFlowParser.parse(context, Part.RESULT_SELECTOR, Part.RESULT_PATH, Part.ASSIGN);
    var items = context.isJsonata() ? jsonataItems(fields) : jsonPathItems(fields);
    var limits = new MapLimits(context);
    var maxConcurrency = limits.maxConcurrency();
    var toleratedCount = limits.toleratedFailureCount();
    var toleratedPercentage = limits.toleratedFailurePercentage();
    var selector = itemSelector(context);
    var processor = processor(context);
    var retriers = ErrorHandlingParser.retriers(fields);
    var catchers = ErrorHandlingParser.catchers(context);
    var transition = StateParser.transition(fields);
    return processor == null
        ? null
        : new MapState(
            context.name(),
            flow,
            items,
            selector,
            processor,
            maxConcurrency,
            toleratedCount,
            toleratedPercentage,
            retriers,
            catchers,
            transition);
  }

  private static Expression jsonPathItems(Fields fields) {
    var path = new JsonPathFields(fields).path("ItemsPath", MapStateParser::mustPointToArray);
    return path == null
        ? scope -> array("$", scope.input(), scope)
        : scope -> array(path.text(), path.evaluate(scope), scope);
  }

  private static JsonNode array(String path, JsonNode value, Scope scope) {
    if (!value.isArray()) {
      throw mustPointToArray(path, "", scope);
    }
    return value;
  }

  private static StatesException mustPointToArray(String path, String why, Scope scope) {
    return StatesException.runtime("Reference path \"" + path + "\" must point to array.");
  }

  private static @Nullable Expression jsonataItems(Fields fields) {
    return new JsonataFields(fields).items("Items");
  }

  private static @Nullable Expression itemSelector(Context context) {
    var fields = context.fields();
    if (context.isJsonata()) {
      return new JsonataFields(fields).template("ItemSelector");
    }
    if (fields.has("ItemSelector") && fields.has("Parameters")) {
      fields
          .problems()
          .schema("Only one of 'ItemSelector' and 'Parameters' is allowed", fields.location());
    }
    var jsonPath = new JsonPathFields(fields);
    var old = jsonPath.template("Parameters");
    var selector = jsonPath.template("ItemSelector");
    return selector == null ? old : selector;
  }

  private static @Nullable Flow processor(Context context) {
    var fields = context.fields();
    if (fields.has("ItemProcessor") && fields.has("Iterator")) {
      fields
          .problems()
          .schema("Only one of 'ItemProcessor' and 'Iterator' is allowed", fields.location());
    }
    var field = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
    fields.require(field);
    fields.ignore("ItemProcessor");
    var processor = fields.object(field);
    if (processor == null) {
      return null;
    }
    processor.ignore("Comment");
    boolean distributed = isDistributed(processor);
    var flow = context.flows().parse(processor);
    processor.close();
    checkMode(fields, distributed);
    return distributed ? null : flow;
  }

  private static boolean isDistributed(Fields processor) {
    var config = processor.object("ProcessorConfig");
    if (config == null) {
      return false;
    }
    var mode = config.text("Mode");
    config.ignore("ExecutionType");
    config.close();
    if (mode != null && !mode.equals("INLINE") && !mode.equals("DISTRIBUTED")) {
      config.problem(
          "The field 'Mode' should have one of these values: [INLINE, DISTRIBUTED]", "Mode");
    }
    return "DISTRIBUTED".equals(mode);
  }

  private static void checkMode(Fields fields, boolean distributed) {
    if (distributed) {
      DISTRIBUTED_FIELDS.forEach(fields::ignore);
      fields
          .problems()
          .schema(
              "A Map state with the Mode 'DISTRIBUTED' is not supported yet", fields.location());
    }
  }
}
