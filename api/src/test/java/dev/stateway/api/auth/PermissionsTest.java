package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.auth.Decision.Outcome;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser;
import dev.stateway.api.auth.policy.PolicyParser.Kind;
import dev.stateway.translator.JsonText;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the policies of a principal, of its session and of a resource come together. */
class PermissionsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:111111111111:stateMachine:a";
  private static final String THEIRS = "arn:aws:states:us-east-1:222222222222:stateMachine:a";
  private static final String ALLOW =
      "{'Sid': 'May', 'Effect': 'Allow', 'Action': 'states:*', 'Resource': '*'}";
  private static final String DENY =
      "{'Sid': 'Not', 'Effect': 'Deny', 'Action': 'states:*', 'Resource': '*'}";

  private final List<PolicyDocument> own = new ArrayList<>();
  private final List<PolicyDocument> ofResource = new ArrayList<>();
  private final Permissions permissions =
      new Permissions(
          new PolicySource() {
            @Override
            public List<PolicyDocument> identityPolicies(Principal principal) {
              return own;
            }

            @Override
            public List<PolicyDocument> resourcePolicies(String arn) {
              return ofResource;
            }
          },
          Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

  private static PolicyDocument policy(Kind kind, String statement) {
    var text = "{'Version': '2012-10-17', 'Statement': " + statement + "}";
    var result = PolicyParser.parse(kind, "p", JsonText.parse(text.replace('\'', '"')));
    assertThat(result.problems()).isEmpty();
    return result.policy().orElseThrow();
  }

  private static Principal session(PolicyDocument... limits) {
    return new Principal(
        Principal.Type.ASSUMED_ROLE,
        "arn:aws:sts::111111111111:assumed-role/starter/s",
        "arn:aws:iam::111111111111:role/starter",
        "AROATEST:s",
        "s",
        List.of(),
        Map.of("team", "red"),
        Map.of(),
        List.of(limits),
        Instant.EPOCH);
  }

  private Decision decide(Principal principal, String resource) {
    return permissions.decide(
        new AccessRequest(principal, "states:StartExecution", resource, Map.of()));
  }

  private static String about(String effect, String principal) {
    return "{'Effect': '%s', 'Principal': %s, 'Action': 'states:*', 'Resource': '*'}"
        .formatted(effect, principal);
  }

  @Test
  void nothingIsAllowedThatNobodyAllows() {
    var decision = decide(session(), MACHINE);
    assertThat(decision.outcome()).isEqualTo(Outcome.IMPLICIT_DENY);
    assertThat(decision.refusal().text())
        .isEqualTo(
            "User: arn:aws:sts::111111111111:assumed-role/starter/s is not authorized to perform:"
                + " states:StartExecution on resource: "
                + MACHINE
                + " because no identity-based policy allows the states:StartExecution action");
  }

  @Test
  void theOwnPoliciesAllowAndTheStatementIsNamed() {
    own.add(policy(Kind.IDENTITY, ALLOW));
    assertThat(decide(session(), MACHINE).isAllowed()).isTrue();
    assertThat(decide(session(), MACHINE).statement()).contains("p, May");
  }

  @Test
  void aSessionHasNoMoreThanItsPoliciesAndItsRolesAllow() {
    own.add(policy(Kind.IDENTITY, ALLOW));
    var narrow =
        policy(Kind.IDENTITY, "{'Effect': 'Allow', 'Action': 'states:Describe*', 'Resource': '*'}");
    var decision = decide(session(narrow), MACHINE);
    assertThat(decision.outcome()).isEqualTo(Outcome.IMPLICIT_DENY);
    assertThat(decision.reason())
        .isEqualTo("because no session policy allows the states:StartExecution action");
    assertThat(decide(session(policy(Kind.IDENTITY, ALLOW)), MACHINE).isAllowed()).isTrue();
    var denied = decide(session(policy(Kind.IDENTITY, DENY)), MACHINE);
    assertThat(denied.outcome()).isEqualTo(Outcome.EXPLICIT_DENY);
    assertThat(denied.reason()).isEqualTo("with an explicit deny in a session policy");
    own.clear();
    assertThat(decide(session(policy(Kind.IDENTITY, ALLOW)), MACHINE).isAllowed()).isFalse();
  }

  @Test
  void aResourceMayAllowByItselfWhomItNames() {
    ofResource.add(
        policy(Kind.RESOURCE, about("Allow", "{'AWS': 'arn:aws:iam::111111111111:role/starter'}")));
    assertThat(decide(session(), MACHINE).isAllowed()).isTrue();
    ofResource.set(
        0, policy(Kind.RESOURCE, about("Allow", "{'AWS': 'arn:aws:iam::111111111111:role/x'}")));
    assertThat(decide(session(), MACHINE).isAllowed()).isFalse();
    ofResource.set(0, policy(Kind.RESOURCE, about("Allow", "'*'")));
    assertThat(decide(session(), MACHINE).isAllowed()).isTrue();
  }

  @Test
  void aResourceThatNamesTheAccountLeavesItToTheAccount() {
    ofResource.add(
        policy(Kind.RESOURCE, about("Allow", "{'AWS': 'arn:aws:iam::111111111111:root'}")));
    assertThat(decide(session(), MACHINE).isAllowed()).isFalse();
    own.add(policy(Kind.IDENTITY, ALLOW));
    assertThat(decide(session(), MACHINE).isAllowed()).isTrue();
  }

  @Test
  void aResourceMayForbid() {
    own.add(policy(Kind.IDENTITY, ALLOW));
    ofResource.add(
        policy(
            Kind.RESOURCE,
            "{'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::111111111111:role/other'},"
                + " 'Action': '*', 'Resource': '*'}"));
    var decision = decide(session(), MACHINE);
    assertThat(decision.outcome()).isEqualTo(Outcome.EXPLICIT_DENY);
    assertThat(decision.reason()).isEqualTo("with an explicit deny in a resource-based policy");
  }

  @Test
  void inAnotherAccountBothMustAllow() {
    own.add(policy(Kind.IDENTITY, ALLOW));
    assertThat(decide(session(), THEIRS).reason())
        .isEqualTo("because no resource-based policy allows the states:StartExecution action");
    ofResource.add(policy(Kind.RESOURCE, about("Allow", "{'AWS': '111111111111'}")));
    assertThat(decide(session(), THEIRS).isAllowed()).isTrue();
    own.clear();
    assertThat(decide(session(), THEIRS).isAllowed()).isFalse();
  }

  @Test
  void conditionsSeeThePrincipalAndTheTime() {
    own.add(
        policy(
            Kind.IDENTITY,
            """
            {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {
              'StringEquals': {
                'aws:PrincipalTag/team': 'red', 'aws:PrincipalAccount': '111111111111',
                'aws:PrincipalType': 'AssumedRole', 'aws:userid': 'AROATEST:s'},
              'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/starter'},
              'DateEquals': {
                'aws:CurrentTime': '2026-01-01T00:00:00Z', 'aws:EpochTime': 1767225600,
                'aws:TokenIssueTime': '1970-01-01'},
              'Null': {'aws:username': true}}}
            """));
    assertThat(decide(session(), MACHINE).isAllowed()).isTrue();
  }

  @Test
  void noRequestCanSpeakForThePrincipal() {
    own.add(
        policy(
            Kind.IDENTITY,
            "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'StringEquals':"
                + " {'aws:PrincipalTag/team': 'blue'}}}"));
    var forged =
        new AccessRequest(
            session(),
            "states:StartExecution",
            MACHINE,
            Map.of("aws:PrincipalTag/team", List.of("blue")));
    assertThat(permissions.decide(forged).isAllowed()).isFalse();
  }

  @Test
  void tagsOfResourcesAreOnlyNeededWhereAPolicyAsksForThem() {
    own.add(policy(Kind.IDENTITY, ALLOW));
    assertThat(permissions.dependsOnResourceTags(session(), MACHINE)).isFalse();
    own.add(
        policy(
            Kind.IDENTITY,
            "{'Effect': 'Deny', 'Action': '*', 'Resource': '*', 'Condition': {'StringEquals':"
                + " {'aws:ResourceTag/team': '${aws:PrincipalTag/team}'}}}"));
    assertThat(permissions.dependsOnResourceTags(session(), MACHINE)).isTrue();
  }
}
