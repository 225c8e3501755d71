package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import tools.jackson.databind.JsonNode;

/**
 * The error SerializationException of members that are of another type than they should be, in
 * AWS's words.
 */
final class UnexpectedType {
  private UnexpectedType() {}

  /** Says what came instead of what was wanted. */
  static AwsError error(JsonNode node, String wanted) {
    return AwsError.serialization(
        switch (node.getNodeType()) {
          case OBJECT -> "Start of structure or map found where not expected.";
          case ARRAY -> "Start of list found where not expected.";
          case STRING, BINARY, POJO -> "STRING_VALUE can not be converted to " + wanted;
          case NUMBER ->
              (node.isIntegralNumber() ? "NUMBER_VALUE" : "DECIMAL_VALUE")
                  + " can not be converted to "
                  + wanted;
          case BOOLEAN ->
              (node.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE")
                  + " can not be converted to "
                  + wanted;
          case NULL, MISSING -> "The request must be " + wanted;
        });
  }
}
