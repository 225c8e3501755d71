package dev.stateway.api.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stateway.api.auth.policy.Evaluation.Verdict;
import dev.stateway.api.auth.policy.PolicyParser.Kind;
import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statements match, with the grammar's every element and every condition operator. */
class PolicyTest {
  private static PolicyDocument policy(String statements) {
    var text = "{\"Version\": \"2012-10-17\", \"Statement\": " + statements + "}";
    var result = PolicyParser.parse(Kind.IDENTITY, "p", JsonText.parse(text.replace('\'', '"')));
    assertThat(result.problems()).isEmpty();
    return result.policy().orElseThrow();
  }

  private static Verdict decide(
      String statements, String action, String resource, Map<String, List<String>> context) {
    return Evaluation.of(
            List.of(policy(statements)),
            new Evaluation.Request(action, resource, RequestContext.of(context)))
        .verdict();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          states:StartExecution      | states:StartExecution | true
          states:startexecution      | states:StartExecution | true
          STATES:*                   | states:StartExecution | true
          states:Start*              | states:StopExecution  | false
          states:Sto?Execution       | states:StopExecution  | true
          states:Sto??Execution      | states:StopExecution  | false
          *                          | sts:AssumeRole        | true
          """)
  void actionsMatchWithoutCase(String pattern, String action, boolean matches) {
    var statement = "{'Effect': 'Allow', 'Action': '" + pattern + "', 'Resource': '*'}";
    assertThat(decide(statement, action, "*", Map.of()) == Verdict.ALLOW).isEqualTo(matches);
    var without = statement.replace("'Action'", "'NotAction'");
    assertThat(decide(without, action, "*", Map.of()) == Verdict.ALLOW).isEqualTo(!matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arn:aws:states:*:1:stateMachine:a-*  | arn:aws:states:x:1:stateMachine:a-b      | true
          arn:aws:states:*:1:stateMachine:a-*  | arn:aws:states:x:1:stateMachine:A-b      | false
          arn:aws:states:*:1:stateMachine:a    | arn:aws:states:x:1:stateMachine:ab       | false
          arn:aws:states:x:1:execution:*       | arn:aws:states:x:1:execution:a/b:c       | true
          arn:aws:states:x:1:execution:*:c     | arn:aws:states:x:1:execution:a:b:c       | true
          arn:aws:states:x:1:stateMachine:?    | arn:aws:states:x:1:stateMachine:\uD83D\uDE00 | true
          *                                    | *                                        | true
          arn:*                                | *                                        | false
          """)
  void resourcesMatchWithCase(String pattern, String resource, boolean matches) {
    var statement =
        "{'Effect': 'Allow', 'Action': '*', 'Resource': ['arn:aws:x', '" + pattern + "']}";
    assertThat(decide(statement, "a:b", resource, Map.of()) == Verdict.ALLOW).isEqualTo(matches);
    var without = statement.replace("'Resource'", "'NotResource'");
    assertThat(decide(without, "a:b", resource, Map.of()) == Verdict.ALLOW).isEqualTo(!matches);
  }

  /** The request's values are separated by blanks; "-" is a key that is absent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEquals              | red                  | red                   | true
          StringEquals              | red                  | Red                   | false
          StringEquals              | red                  | -                     | false
          StringEqualsIfExists      | red                  | -                     | true
          StringEqualsIfExists      | red                  | blue                  | false
          StringNotEquals           | red                  | blue                  | true
          StringNotEquals           | red                  | red                   | false
          StringNotEquals           | red                  | -                     | true
          StringEqualsIgnoreCase    | red                  | RED                   | true
          StringNotEqualsIgnoreCase | red                  | RED                   | false
          StringLike                | r*d                  | reeed                 | true
          StringLike                | r?d                  | reed                  | false
          StringNotLike             | r*d                  | blue                  | true
          NumericEquals             | 10                   | 10.0                  | true
          NumericEquals             | 10                   | ten                   | false
          NumericNotEquals          | 10                   | 11                    | true
          NumericLessThan           | 10                   | 9                     | true
          NumericLessThan           | 10                   | 10                    | false
          NumericLessThanEquals     | 10                   | 10                    | true
          NumericGreaterThan        | 10                   | 11                    | true
          NumericGreaterThanEquals  | 10                   | 9                     | false
          DateEquals                | 2026-01-01T00:00:00Z | 2026-01-01T01:00:00+01:00 | true
          DateNotEquals             | 2026-01-01           | 2026-01-02T00:00:00Z  | true
          DateLessThan              | 2026-01-01T00:00:00Z | 1767225599            | true
          DateLessThanEquals        | 1767225600           | 2026-01-01            | true
          DateGreaterThan           | 2026-01-01T00:00:00Z | 2025-12-31T23:59:59Z  | false
          DateGreaterThanEquals     | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z  | true
          DateLessThan              | 2026-01-01T00:00:00Z | yesterday             | false
          Bool                      | true                 | TRUE                  | true
          Bool                      | false                | true                  | false
          BinaryEquals              | QUJD                 | QUJD                  | true
          BinaryEquals              | QUJD                 | !                     | false
          IpAddress                 | 203.0.113.0/24       | 203.0.113.255         | true
          IpAddress                 | 203.0.113.0/25       | 203.0.113.128         | false
          IpAddress                 | 203.0.113.7          | 203.0.113.7           | true
          IpAddress                 | 2001:db8::/33        | 2001:db8:7fff::1      | true
          IpAddress                 | 2001:db8::/33        | 2001:db8:8000::1      | false
          IpAddress                 | 203.0.113.0/24       | example.com           | false
          NotIpAddress              | 203.0.113.0/24       | 198.51.100.1          | true
          ArnEquals                 | arn:aws:iam::1:role/*| arn:aws:iam::1:role/a | true
          ArnLike                   | arn:aws:iam::*:role/a| arn:aws:iam::1:role/a | true
          ArnLike                   | arn:*:role/a         | arn:aws:iam::1:role/a | false
          ArnNotEquals              | arn:aws:iam::1:role/a| arn:aws:iam::1:role/b | true
          ArnNotLike                | arn:aws:iam::1:role/*| arn:aws:iam::1:role/b | false
          Null                      | true                 | -                     | true
          Null                      | true                 | x                     | false
          Null                      | false                | x                     | true
          ForAllValues:StringEquals | red                  | red red               | true
          ForAllValues:StringEquals | red                  | red blue              | false
          ForAllValues:StringEquals | red                  | -                     | true
          ForAnyValue:StringEquals  | red                  | blue red              | true
          ForAnyValue:StringEquals  | red                  | blue                  | false
          ForAnyValue:StringEquals  | red                  | -                     | false
          ForAnyValue:StringEqualsIfExists | red           | -                     | true
          ForAllValues:StringNotEquals     | red           | blue green            | true
          ForAnyValue:StringNotLike        | r*            | red green             | true
          stringequals              | red                  | red                   | true
          """)
  void conditionsHold(String operator, String wanted, String values, boolean holds) {
    var statement =
        "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'%s': {'k:Key': '%s'}}}"
            .formatted(operator, wanted);
    Map<String, List<String>> context =
        values.equals("-") ? Map.of() : Map.of("K:key", Arrays.asList(values.split(" ", -1)));
    assertThat(decide(statement, "a:b", "*", context) == Verdict.ALLOW).isEqualTo(holds);
  }

  @Test
  void allConditionsMustHoldAndOneValueOfEach() {
    var statement =
        """
        {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {
          'StringEquals': {'k:a': ['1', '2'], 'k:b': '3'}, 'Bool': {'k:c': true}}}
        """;
    var context = new HashMap<String, List<String>>();
    context.put("k:a", List.of("2"));
    context.put("k:b", List.of("3"));
    assertThat(decide(statement, "a:b", "*", context)).isEqualTo(Verdict.NONE);
    context.put("k:c", List.of("true"));
    assertThat(decide(statement, "a:b", "*", context)).isEqualTo(Verdict.ALLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arn:aws:s3:::${k:team}/*             | arn:aws:s3:::red/x     | true
          arn:aws:s3:::${k:team}/*             | arn:aws:s3:::blue/x    | false
          arn:aws:s3:::${k:none}/*             | arn:aws:s3:::/x        | false
          arn:aws:s3:::${k:none, 'all'}/*      | arn:aws:s3:::all/x     | true
          arn:aws:s3:::${k:star}               | arn:aws:s3:::anything  | false
          arn:aws:s3:::${k:star}               | arn:aws:s3:::*         | true
          arn:aws:s3:::a${*}b                  | arn:aws:s3:::a*b       | true
          arn:aws:s3:::a${*}b                  | arn:aws:s3:::axb       | false
          arn:aws:s3:::a${?}${$}               | arn:aws:s3:::a?$       | true
          arn:aws:s3:::${k:many}               | arn:aws:s3:::red       | false
          arn:aws:s3:::${open                  | arn:aws:s3:::${open    | true
          """)
  void variablesHaveTheRequestsValues(String pattern, String resource, boolean matches) {
    var node = JsonText.MAPPER.createObjectNode().put("Version", "2012-10-17");
    node.putObject("Statement").put("Effect", "Allow").put("Action", "*").put("Resource", pattern);
    var policy = PolicyParser.parse(Kind.IDENTITY, "p", node).policy().orElseThrow();
    var context =
        RequestContext.of(
            Map.of(
                "k:team", List.of("red"),
                "k:star", List.of("*"),
                "k:many", List.of("red", "blue")));
    var verdict =
        Evaluation.of(List.of(policy), new Evaluation.Request("a:b", resource, context)).verdict();
    assertThat(verdict == Verdict.ALLOW).isEqualTo(matches);
  }

  @Test
  void olderPoliciesHaveNoVariables() {
    var text =
        "{'Version': '2008-10-17', 'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource':"
            + " 'arn:${k:a}'}}";
    var policy =
        PolicyParser.parse(Kind.IDENTITY, "p", JsonText.parse(text.replace('\'', '"')))
            .policy()
            .orElseThrow();
    var context = RequestContext.of(Map.of("k:a", List.of("x")));
    assertThat(
            Evaluation.of(List.of(policy), new Evaluation.Request("a:b", "arn:x", context))
                .verdict())
        .isEqualTo(Verdict.NONE);
    assertThat(
            Evaluation.of(List.of(policy), new Evaluation.Request("a:b", "arn:${k:a}", context))
                .verdict())
        .isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aDenyCountsWhereverItStands() {
    var both =
        "[{'Sid': 'Not', 'Effect': 'Deny', 'Action': 'a:*', 'Resource': '*'}, {'Effect': 'Allow',"
            + " 'Action': '*', 'Resource': '*'}]";
    assertThat(decide(both, "a:b", "*", Map.of())).isEqualTo(Verdict.DENY);
    assertThat(decide(both, "c:d", "*", Map.of())).isEqualTo(Verdict.ALLOW);
    var found =
        Evaluation.of(
            List.of(policy(both)), new Evaluation.Request("a:b", "*", RequestContext.of(Map.of())));
    assertThat(found.statement()).contains("p, Not");
  }

  @Test
  void noPatternTakesLong() {
    var pattern = "*a".repeat(500) + "b";
    var statement = "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:" + pattern + "'}";
    var resource = "arn:" + "a".repeat(2_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(decide(statement, "a:b", resource, Map.of())).isEqualTo(Verdict.NONE));
  }
}
