package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.generated.FlowGenerator.Names;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes random expressions over the data that generated states have. */
final class ExpressionGenerator {
  private final Random random;

  ExpressionGenerator(Random random) {
    this.random = random;
  }

  ObjectNode data() {
    var data = JsonText.MAPPER.createObjectNode().put("n", random.nextInt(20)).put("s", letter());
    data.putArray("l").add(random.nextInt(9)).add(random.nextInt(9));
    data.putObject("o").put("a", random.nextInt(9));
    return data;
  }

  JsonNode constant() {
    return switch (random.nextInt(4)) {
      case 0 -> data();
      case 1 -> JsonText.MAPPER.nullNode();
      case 2 -> JsonText.parse("[1, {\"deep\": [2.50, \"x\", null, true]}]");
      default -> JsonText.parse("\"text\"");
    };
  }

  private String letter() {
    return Character.toString('a' + random.nextInt(6));
  }

  // --- JSONPath

  ObjectNode jsonPathItem(String number) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("try.$", "$$.State.RetryCount")
        .put("n.$", number)
        .put("s.$", "$.s")
        .put("l.$", "$.l")
        .put("o.$", "$.o");
  }

  ObjectNode selector() {
    return JsonText.MAPPER
        .createObjectNode()
        .put("n.$", "States.MathAdd($.n, $.o.a)")
        .put("s.$", "$.s")
        .put("l.$", "$.l")
        .put("o.$", "$.o")
        .put("x.$", "States.ArrayLength($.l)");
  }

  ObjectNode jsonPathData(Names names) {
    var data = JsonText.MAPPER.createObjectNode();
    data.put("n.$", random.nextInt(50) == 0 ? "$.missing" : jsonPathNumber(names, true));
    data.put("s.$", random.nextBoolean() ? "$.s" : jsonPathText(names));
    data.put("l.$", jsonPathList());
    data.putObject("o").put("a.$", jsonPathNumber(names, false));
    if (random.nextInt(3) == 0) {
      data.put("extra.$", jsonPathOther(names));
    }
    return data;
  }

  String jsonPathNumber(Names names, boolean nested) {
    return switch (random.nextInt(nested ? 8 : 5)) {
      case 0, 1 -> "$.n";
      case 2 -> "$.o.a";
      case 3 -> "$.l[" + random.nextInt(2) + "]";
      case 4 -> "$" + names.number();
      case 5 ->
          "States.MathAdd(%s, %d)".formatted(jsonPathNumber(names, true), random.nextInt(9) - 4);
      case 6 -> "States.ArrayLength(" + jsonPathList() + ")";
      default -> "States.ArrayGetItem($.l, " + random.nextInt(2) + ")";
    };
  }

  private String jsonPathText(Names names) {
    return switch (random.nextInt(5)) {
      case 0 -> "States.Format('{}-{}', $.s, %s)".formatted(jsonPathNumber(names, true));
      case 1 -> "States.Base64Decode(States.Base64Encode($.s))";
      case 2 -> "States.JsonToString($.o)";
      case 3 -> "States.ArrayGetItem(States.StringSplit('x-y,z', '-,'), 1)";
      default -> "States.Hash($.s, 'SHA-256')";
    };
  }

  private String jsonPathList() {
    return switch (random.nextInt(6)) {
      case 0 -> "States.ArrayRange(%d, %d, 2)".formatted(random.nextInt(3), 5 + random.nextInt(6));
      case 1 -> "States.Array($.n, $.o.a)";
      case 2 -> "States.ArrayUnique(States.Array(7, $.n, 8, 7))";
      default -> "$.l";
    };
  }

  private String jsonPathOther(Names names) {
    return switch (random.nextInt(6)) {
      case 0 -> "States.ArrayContains($.l, $.n)";
      case 1 -> "States.ArrayPartition($.l, 2)";
      case 2 -> "States.StringToJson(States.JsonToString($))";
      case 3 -> "States.JsonMerge($.o, $, false)";
      case 4 -> "$$.State.Name";
      default -> "$" + names.who();
    };
  }

  ObjectNode jsonPathCondition(Names names, int depth) {
    var rule = JsonText.MAPPER.createObjectNode();
    switch (random.nextInt(depth > 0 ? 12 : 9)) {
      case 0 -> rule.put("Variable", "$.n").put("NumericLessThan", random.nextInt(20));
      case 1 -> rule.put("Variable", "$.n").put("NumericGreaterThanEqualsPath", "$.o.a");
      case 2 -> rule.put("Variable", "$.s").put("StringEquals", letter());
      case 3 -> rule.put("Variable", "$.s").put("StringLessThan", letter());
      case 4 -> rule.put("Variable", "$.k1").put("IsPresent", random.nextBoolean());
      case 5 -> rule.put("Variable", "$.s").put("StringMatches", letter() + "*");
      case 6 -> rule.put("Variable", "$.l").put("IsNumeric", random.nextBoolean());
      case 7 -> rule.put("Variable", "$" + names.number()).put("NumericEquals", random.nextInt(5));
      case 8 -> rule.put("Variable", "$.s").put("IsString", random.nextBoolean());
      case 9 -> rule.set("Not", jsonPathCondition(names, depth - 1));
      case 10 -> conditions(rule, "And", names, depth);
      default -> conditions(rule, "Or", names, depth);
    }
    return rule;
  }

  private void conditions(ObjectNode rule, String operator, Names names, int depth) {
    rule.putArray(operator)
        .add(jsonPathCondition(names, depth - 1))
        .add(jsonPathCondition(names, depth - 1));
  }

  // --- JSONata

  ObjectNode jsonataItem(String number) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("try", "{% $states.context.State.RetryCount %}")
        .put("n", "{% " + number + " %}")
        .put("s", "{% $states.input.s %}")
        .put("l", "{% $states.input.l %}")
        .put("o", "{% $states.input.o %}");
  }

  ObjectNode jsonataData(Names names, String dollar) {
    var data = JsonText.MAPPER.createObjectNode();
    data.put(
        "n",
        random.nextInt(40) == 0
            ? "{% $states.input.missing %}"
            : "{% " + number(names, 2, dollar) + " %}");
    data.put("s", "{% " + (random.nextBoolean() ? dollar + ".s" : text(names, dollar)) + " %}");
    data.put("l", "{% " + dollar + ".l %}");
    data.putObject("o").put("a", "{% " + number(names, 1, dollar) + " %}");
    return data;
  }

  String jsonataNumber(Names names, int depth) {
    return "{% " + number(names, depth, "$states.input") + " %}";
  }

  private String number(Names names, int depth, String dollar) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> dollar + ".n";
      case 1 -> dollar + ".o.a";
      case 2 -> "$" + names.number();
      case 3 -> Integer.toString(random.nextInt(9));
      case 4 -> "$sum(" + dollar + ".l)";
      case 5 -> "$count(" + dollar + ".l)";
      default ->
          "(%s %s %s)"
              .formatted(
                  number(names, depth - 1, dollar),
                  "+-".charAt(random.nextInt(2)),
                  number(names, depth - 1, dollar));
    };
  }

  private String text(Names names, String dollar) {
    return switch (random.nextInt(3)) {
      case 0 -> "(%s.s & '-' & %s)".formatted(dollar, number(names, 0, dollar));
      case 1 -> "$uppercase(" + dollar + ".s)";
      default -> "$states.context.State.Name";
    };
  }

  String jsonataCondition(Names names) {
    return "{% " + condition(names, 1) + " %}";
  }

  private String condition(Names names, int depth) {
    var input = "$states.input";
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> "(%s < %s)".formatted(number(names, 1, input), number(names, 0, input));
      case 1 -> "(%s.s = '%s')".formatted(input, letter());
      case 2 -> "$exists(" + input + ".k1)";
      case 3 -> "(%s.n = %s)".formatted(input, number(names, 0, input));
      case 4 -> "(%s and %s)".formatted(condition(names, 0), condition(names, 0));
      default -> "(%s or %s)".formatted(condition(names, 0), condition(names, 0));
    };
  }
}
