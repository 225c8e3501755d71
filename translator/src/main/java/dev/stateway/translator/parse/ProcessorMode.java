package dev.stateway.translator.parse;

import dev.stateway.translator.model.MachineType;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a Map's item processor runs: {@code ProcessorConfig}. A Map that says nothing of it runs
 * inline, unless it has a field that only Distributed mode knows.
 *
 * @param processorField the field that has the processor
 * @param isDistributed whether items run as executions of their own
 * @param executionType the type of these
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html">Map processing
 *     modes</a>
 */
record ProcessorMode(String processorField, boolean isDistributed, MachineType executionType) {
  private static final String CONFIG = "ProcessorConfig";
  private static final String DISTRIBUTED = "DISTRIBUTED";
  private static final String INLINE = "INLINE";
  private static final List<String> DISTRIBUTED_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

  /** Looks ahead: what is wrong is told by {@link #check}. */
  static ProcessorMode of(Fields map) {
    String field = map.has("Iterator") ? "Iterator" : "ItemProcessor";
    var config = map.peek(field).path(CONFIG);
    var mode = config.path("Mode");
    boolean distributed =
        mode.isMissingNode()
            ? DISTRIBUTED_FIELDS.stream().anyMatch(map::has)
            : DISTRIBUTED.equals(mode.asString(""));
    return new ProcessorMode(field, distributed, type(config.path("ExecutionType")));
  }

  private static MachineType type(JsonNode executionType) {
    return "EXPRESS".equals(executionType.asString(""))
        ? MachineType.EXPRESS
        : MachineType.STANDARD;
  }

  /** Reads the processor's configuration. */
  void check(Fields processor) {
    var config = processor.object(CONFIG);
    if (config == null) {
      return;
    }
    config.choice("Mode", List.of(INLINE, DISTRIBUTED));
    if (isDistributed) {
      config.require("ExecutionType");
    }
    config.choice("ExecutionType", List.of("STANDARD", "EXPRESS"));
    config.close();
  }
}
