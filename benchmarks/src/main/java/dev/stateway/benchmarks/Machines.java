package dev.stateway.benchmarks;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import tools.jackson.databind.JsonNode;

/** The state machines that are measured. */
final class Machines {
  /** Two states a turn, {@code %d} turns. */
  static final String JSON_PATH_LOOP =
      """
      {"StartAt": "Add", "States": {
        "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
        "Enough": {"Type": "Choice",
          "Choices": [{"Variable": "$.n", "NumericGreaterThanEquals": %d, "Next": "Done"}], "Default": "Add"},
        "Done": {"Type": "Succeed"}}}
      """;

  /** The same in JSONata. */
  static final String JSONATA_LOOP =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Add", "States": {
        "Add": {"Type": "Pass", "Output": {"n": "{%% $states.input.n + 1 %%}"}, "Next": "Enough"},
        "Enough": {"Type": "Choice",
          "Choices": [{"Condition": "{%% $states.input.n >= %d %%}", "Next": "Done"}], "Default": "Add"},
        "Done": {"Type": "Succeed"}}}
      """;

  /** A, then B and C beside each other, then D. */
  static final String FOUR_TASKS =
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "Next": "Big"},
        "Big": {"Type": "Choice",
          "Choices": [{"Variable": "$.n", "NumericLessThan": 0, "Next": "D"}], "Default": "Both"},
        "Both": {"Type": "Parallel", "ResultSelector": {"n.$": "$[0].n"}, "Next": "D", "Branches": [
          {"StartAt": "B", "States": {"B": {"Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}}},
          {"StartAt": "C", "States": {"C": {"Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}}}]},
        "D": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}}}
      """;

  /** A Pass state for each of the input's items. */
  static final String PASS_MAP =
      map(
          """
          {"Type": "Pass", "End": true}
          """);

  /** A task for each of the input's items, 40 at a time. */
  static final String TASK_MAP =
      map(
          """
          {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}
          """);

  private Machines() {}

  private static String map(String state) {
    return """
    {"StartAt": "Map", "States": {"Map": {"Type": "Map", "ItemsPath": "$.items", "End": true,
      "ItemProcessor": {"StartAt": "T", "States": {"T": %s}}}}}
    """
        .formatted(state);
  }

  static ExecutionRequest request(String definition, String name, JsonNode input, boolean express) {
    return new ExecutionRequest(
        ExecutionRequest.CURRENT_SEMANTICS,
        definition,
        input,
        JsonText.write(input),
        new ExecutionIdentity(
            "arn:aws:states:us-east-1:000000000000:execution:machine:" + name,
            name,
            "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            "machine",
            null,
            express));
  }
}
