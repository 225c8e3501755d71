package dev.stateway.api.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.auth.policy.PolicyParser.Kind;
import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of policies that are wrong. */
class PolicyProblemsTest {
  private static List<String> problems(Kind kind, String policy) {
    var found = new ArrayList<String>();
    PolicyParser.parse(kind, "p", JsonText.parse(policy.replace('\'', '"')))
        .problems()
        .forEach(problem -> found.add(problem.toString()));
    return found;
  }

  @Test
  void everyMistakeIsToldWithItsPlace() {
    var policy =
        """
        {'Version': '2013-01-01', 'Statements': [], 'Statement': [
          {'Effect': 'allow', 'Action': 'StartExecution', 'Resource': 'stateMachine:x'},
          {'Sid': 1, 'Effect': 'Deny', 'Action': [], 'NotAction': 'a:b'},
          {'Effect': 'Allow', 'Action': 'a:b', 'Resource': [{}], 'Principal': '*'},
          {'Effect': 'Allow', 'Action': 'a:b', 'Resource': '*', 'Condition': {
            'StringIs': {'a': 'b'}, 'NumericEquals': {'k': 'ten'}, 'DateLessThan': {'k': 'now'},
            'Bool': {'k': 'yes'}, 'IpAddress': {'k': 'example.com'}, 'NullIfExists': {'k': true}}},
          'all']}
        """;
    assertThat(problems(Kind.IDENTITY, policy))
        .containsExactlyInAnyOrder(
            "/Statements: there is no member Statements",
            "/Version: Version must be 2012-10-17",
            "/Statement/0/Effect: Effect must be Allow or Deny",
            "/Statement/0/Action: 'StartExecution' is not an action like states:Start*",
            "/Statement/0/Resource: 'stateMachine:x' is neither * nor an ARN",
            "/Statement/1/Sid: Sid must be text",
            "/Statement/1/NotAction: Action and NotAction exclude each other",
            "/Statement/1/Action: Action must not be empty",
            "/Statement/1: a statement must have Resource or NotResource",
            "/Statement/2/Resource/0: Resource must be text, or a list of texts",
            "/Statement/2/Principal: the policy of an identity has no Principal",
            "/Statement/3/Condition/StringIs: there is no condition operator StringIs",
            "/Statement/3/Condition/NumericEquals/k: 'ten' is not a number",
            "/Statement/3/Condition/DateLessThan/k: 'now' is not a date: 2026-01-31T12:00:00Z, or"
                + " seconds since 1970",
            "/Statement/3/Condition/Bool/k: 'yes' is neither true nor false",
            "/Statement/3/Condition/IpAddress/k: 'example.com' is not an address or a range like"
                + " 203.0.113.0/24",
            "/Statement/3/Condition/NullIfExists: there is no condition operator NullIfExists",
            "/Statement/4: a statement must be an object",
            "/Statement/4: a statement must have Action or NotAction",
            "/Statement/4: a statement must have Resource or NotResource",
            "/Statement/4/Effect: Effect must be Allow or Deny");
    assertThat(problems(Kind.IDENTITY, "[]")).containsExactly("policy: a policy must be an object");
    assertThat(problems(Kind.IDENTITY, "{}"))
        .containsExactly(
            "/Statement: a policy must have a Statement: an object, or a list of objects");
  }

  @Test
  void whoIsMeantIsSaidWhereItHasToBe() {
    assertThat(
            problems(
                Kind.TRUST,
                "{'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Resource':"
                    + " '*'},{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Robot':"
                    + " 'x'}},{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal':"
                    + " 'somebody'}]}"))
        .containsExactlyInAnyOrder(
            "/Statement/0/Resource: a trust policy has no Resource",
            "/Statement/0: a statement must have Principal or NotPrincipal",
            "/Statement/1/Principal/Robot: there are no principals of the kind Robot",
            "/Statement/2/Principal: Principal must be \"*\" or an object like {\"AWS\":"
                + " \"arn:...\"}");
  }
}
