package dev.stateway.translator.expression.jsonata;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The types of JSON, as AWS names them when a result is of the wrong one. */
public enum JsonataType {
  ARRAY,
  OBJECT,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL;

  /** The type of this value. */
  public static JsonataType of(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> ARRAY;
      case OBJECT, POJO -> OBJECT;
      case STRING, BINARY -> STRING;
      case NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case NULL, MISSING -> NULL;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
