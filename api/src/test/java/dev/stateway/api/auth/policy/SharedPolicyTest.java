package dev.stateway.api.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.SharedVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Requests and policies with the decision that IAM documents. */
class SharedPolicyTest {
  @TestFactory
  Stream<DynamicTest> decisions() throws IOException {
    return SharedVectors.read("iam/policy-evaluation.json")
        .path("cases")
        .valueStream()
        .map(each -> DynamicTest.dynamicTest(each.path("name").asString(), () -> check(each)));
  }

  static void check(JsonNode each) {
    var policies = new ArrayList<PolicyDocument>();
    for (var policy : each.path("policies")) {
      var result = PolicyParser.parse(PolicyParser.Kind.IDENTITY, "policy", policy);
      assertThat(result.problems()).isEmpty();
      policies.add(result.policy().orElseThrow());
    }
    var request = each.path("request");
    var context = new HashMap<String, List<String>>();
    for (var entry : request.path("context").properties()) {
      context.put(
          entry.getKey(),
          entry.getValue().isArray()
              ? entry.getValue().valueStream().map(JsonNode::asString).toList()
              : List.of(entry.getValue().asString()));
    }
    var verdict =
        Evaluation.of(
                policies,
                new Evaluation.Request(
                    request.path("action").asString(),
                    request.path("resource").asString(),
                    RequestContext.of(context)))
            .verdict();
    assertThat(verdict)
        .isEqualTo(
            switch (each.path("expect").asString()) {
              case "allow" -> Evaluation.Verdict.ALLOW;
              case "explicitDeny" -> Evaluation.Verdict.DENY;
              default -> Evaluation.Verdict.NONE;
            });
  }
}
