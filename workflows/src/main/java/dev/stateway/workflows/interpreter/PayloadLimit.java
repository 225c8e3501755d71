package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * The limit of inputs and outputs that an execution has.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas</a>
 */
final class PayloadLimit {
  /** A character takes six bytes of JSON text at the most: an escaped control character. */
  private static final int BYTES_PER_CHARACTER = 6;

  private PayloadLimit() {}

  /** Fails the state beyond Catch when its output is too large. */
  static void checkOutput(Visit visit, JsonNode output) {
    if (isExceededBy(output, visit.branch().execution().limits())) {
      throw new FlowFailure(
          Origin.OUTPUT_LIMIT, ErrorName.DATA_LIMIT_EXCEEDED, cause(visit.stateName()));
    }
  }

  static String cause(String stateOrTask) {
    return "The state/task '"
        + stateOrTask
        + "' returned a result with a size exceeding the maximum number of bytes service limit.";
  }

  /** Whether the text is too long; it is only written when a rough count leaves that open. */
  static boolean isExceededBy(JsonNode tree, ExecutionLimits limits) {
    var bytes = limits.payloadBytes();
    return bytes != null
        && roughSize(tree, bytes) > bytes
        && JsonText.write(tree).getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  /**
   * Never less than the text's bytes as long as it is within the limit; counting ends beyond it.
   */
  private static long roughSize(JsonNode tree, long limit) {
    var size = 2L;
    if (tree.isString()) {
      return size + (long) tree.stringValue().length() * BYTES_PER_CHARACTER;
    }
    if (tree.isObject()) {
      for (var member : tree.properties()) {
        size += 4L + (long) member.getKey().length() * BYTES_PER_CHARACTER;
        size += roughSize(member.getValue(), limit - size);
        if (size > limit) {
          return size;
        }
      }
      return size;
    }
    if (tree.isArray()) {
      for (var element : tree) {
        size += 1L + roughSize(element, limit - size);
        if (size > limit) {
          return size;
        }
      }
      return size;
    }
    return size + tree.asString().length();
  }
}
