package dev.stateway.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Which variables each state refers to, as DescribeStateMachine shows them. */
class VariableReferencesTest {
  @Test
  void findsThemInEveryFieldOfJsonPath() {
    var references =
        references(
            """
            {"StartAt": "Task", "States": {
              "Task": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "InputPath": "$in.a", "Parameters": {"a": [{"b.$": "States.Format('{}', States.MathAdd($n, 1))"}], "c": "$no"},
                "ResultSelector": {"r.$": "$sel"}, "OutputPath": "$out", "TimeoutSecondsPath": "$time",
                "HeartbeatSecondsPath": "$beat", "Assign": {"x.$": "$asg"},
                "Catch": [{"ErrorEquals": ["A"], "Next": "Fail", "Assign": {"y.$": "$caught"}}], "Next": "Map"},
              "Map": {"Type": "Map", "ItemsPath": "$items", "MaxConcurrencyPath": "$max", "ItemSelector": {"i.$": "$item"},
                "ItemProcessor": {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "InputPath": "$deep", "End": true}}}, "Next": "Choice"},
              "Choice": {"Type": "Choice", "Choices": [
                {"And": [{"Variable": "$v", "StringEqualsPath": "$w"}, {"Not": {"Variable": "$z", "IsNull": true}}], "Next": "Wait"}], "Default": "Nothing"},
              "Wait": {"Type": "Wait", "SecondsPath": "$s", "Next": "Nothing"},
              "Nothing": {"Type": "Succeed"},
              "Fail": {"Type": "Fail", "ErrorPath": "$e", "CausePath": "States.JsonToString($c)"}}}
            """);

    assertThat(references.toString())
        .isEqualTo(
            "{Choice=[v, w, z], Fail=[c, e], Inner=[deep], Map=[item, items, max],"
                + " Task=[asg, beat, caught, in, n, out, sel, time], Wait=[s]}");
  }

  @Test
  void findsFreeVariablesOfJsonata() {
    var references =
        references(
            """
            {"QueryLanguage": "JSONata", "StartAt": "S", "States": {
              "S": {"Type": "Pass", "Output": {
                "a": "{% $x + $sum($states.input.n) %}",
                "b": "{% ($y := 1; $f := function($p){ $p + $y + $q }; $f(2)) %}",
                "c": "{% '$quoted' & /* $comment */ $states.input.(a@$bound.b#$i.{'k': $bound, 'j': $i}) %}",
                "d": "{% $states.input[id = $filter1]^(>$order).{'g': $g}{k: $h} %}",
                "e": "$plain"}, "End": true}}}
            """);

    assertThat(references.toString()).isEqualTo("{S=[filter1, g, h, order, q, x]}");
  }

  private static Map<String, SortedSet<String>> references(String definition) {
    return switch (Translator.translate(definition)) {
      case TranslationResult.Translated(var machine, _) -> machine.variableReferences();
      case TranslationResult.Rejected(var diagnostics) ->
          throw new AssertionError(diagnostics.toString());
    };
  }
}
