package dev.stateway.translator.parse;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.expression.jsonata.JsonataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses what a Map state iterates over: an array, or in Distributed mode also the members of an
 * object.
 *
 * @param fields the state's
 * @param pairs whether objects are taken too
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemspath.html">ItemsPath</a>
 */
record MapItemsParser(Fields fields, boolean pairs) {
  static @Nullable Expression parse(Context context, boolean pairs) {
    context
        .fields()
        .ofOtherLanguage(context.language(), context.isJsonata() ? "ItemsPath" : "Items");
    var items = new MapItemsParser(context.fields(), pairs);
    return context.isJsonata() ? items.jsonata() : items.jsonPath();
  }

  private Expression jsonPath() {
    var path = new JsonPathFields(fields).path("ItemsPath", MapItemsParser::mustPointToArray);
    return path == null
        ? scope -> checked("$", scope.input(), scope)
        : scope -> checked(path.text(), path.evaluate(scope), scope);
  }

  private JsonNode checked(String path, JsonNode value, Scope scope) {
    if (!isIterable(value)) {
      throw mustPointToArray(path, "", scope);
    }
    return value;
  }

  private boolean isIterable(JsonNode value) {
    return value.isArray() || (pairs && value.isObject());
  }

  private static StatesException mustPointToArray(String path, String why, Scope scope) {
    return StatesException.runtime("Reference path \"" + path + "\" must point to array.");
  }

  private @Nullable Expression jsonata() {
    if (!pairs) {
      return new JsonataFields(fields).items("Items");
    }
    var value = fields.json("Items");
    if (value == null) {
      return scope -> inputItems(scope.input());
    }
    var name = fields.place("Items").name();
    if (!JsonataFields.isExpression(value) && !isIterable(value)) {
      fields.problem("Expected value of type [ARRAY]", "Items");
      return null;
    }
    var items = new JsonataFields(fields).template("Items");
    return items == null ? null : scope -> computed(items, items.evaluate(scope), name);
  }

  private JsonNode inputItems(JsonNode input) {
    if (!isIterable(input)) {
      throw new QueryEvaluationException(
          "Map state input must be an array but was: " + JsonText.write(input), null);
    }
    return input;
  }

  private JsonNode computed(Expression expression, JsonNode items, String name) {
    if (!isIterable(items)) {
      throw new QueryEvaluationException(
          "The JSONata expression '%s' specified for the field '%s' returned an unexpected result type. Expected 'array', but was '%s' for value: %s"
              .formatted(expression, name, JsonataType.of(items), JsonText.write(items)),
          name);
    }
    return items;
  }
}
