package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.Distribution;
import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.parse.DataFlowParser.Part;
import org.jspecify.annotations.Nullable;

/** Parses a Map state. */
final class MapStateParser {
  private final Context context;
  private final Fields fields;
  private final ProcessorMode mode;

  private MapStateParser(Context context) {
    this.context = context;
    this.fields = context.fields();
    this.mode = ProcessorMode.of(fields);
  }

  static @Nullable State parse(Context context) {
    return new MapStateParser(context).parse();
  }

  private @Nullable State parse() {
    var flow = DataFlowParser.parse(context, Part.RESULT_SELECTOR, Part.RESULT_PATH, Part.ASSIGN);
    var items = MapItemsParser.parse(context, mode.isDistributed());
    var limits = new MapLimits(fields, context.isJsonata());
    var maxConcurrency = limits.maxConcurrency();
    var toleratedCount = limits.toleratedFailureCount();
    var toleratedPercentage = limits.toleratedFailurePercentage();
    var selector = itemSelector();
    var processor = processor();
    Distribution distribution = mode.isDistributed() ? distribution() : null;
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
            distribution,
            retriers,
            catchers,
            transition);
  }

  private @Nullable Expression itemSelector() {
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), "Parameters");
      return new JsonataFields(fields).template("ItemSelector");
    }
    fields.exclusive("ItemSelector", "Parameters");
    var jsonPath = new JsonPathFields(fields);
    var old = jsonPath.template("Parameters");
    var selector = jsonPath.template("ItemSelector");
    return selector == null ? old : selector;
  }

  private @Nullable Flow processor() {
    fields.exclusive("ItemProcessor", "Iterator");
    var field = mode.processorField();
    fields.require(field);
    fields.ignore("ItemProcessor");
    var processor = fields.object(field);
    if (processor == null) {
      return null;
    }
    mode.check(processor);
    FlowParser flows =
        mode.isDistributed() ? context.flows().ofType(mode.executionType()) : context.flows();
    return flows.parseInner(processor);
  }

  private @Nullable Distribution distribution() {
    if (context.type() == MachineType.EXPRESS) {
      fields
          .problems()
          .schema(
              "Express state machine does not support a Map state with the Mode 'DISTRIBUTED'",
              fields.location());
    }
    return new DistributionParser(context).parse(mode);
  }
}
