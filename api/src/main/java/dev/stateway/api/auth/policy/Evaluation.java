package dev.stateway.api.auth.policy;

import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.policy.Principals.Match;
import dev.stateway.api.auth.policy.Statement.Effect;
import java.util.List;
import java.util.Optional;

/**
 * What a group of policies of one kind says of a request: a Deny, else an Allow, else nothing.
 *
 * @param verdict what it says
 * @param statement the statement that says so, with its policy; empty for nothing
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public record Evaluation(Verdict verdict, Optional<String> statement) {
  private static final Evaluation NOTHING = new Evaluation(Verdict.NONE, Optional.empty());

  /** What policies say. */
  public enum Verdict {
    DENY,
    /** They say nothing. */
    NONE,
    /** They leave it to the policies of the principal's own account. */
    ALLOW_ACCOUNT,
    ALLOW
  }

  /**
   * A request to decide on.
   *
   * @param action e.g. {@code states:StartExecution}
   * @param resource the ARN it is about, or {@code *}
   * @param context what conditions can ask
   */
  public record Request(String action, String resource, RequestContext context) {}

  /** What the policies of an identity say. */
  public static Evaluation of(List<PolicyDocument> policies, Request request) {
    return evaluate(policies, request, _ -> Match.DIRECT);
  }

  /** What the policies of a resource say of a principal. */
  public static Evaluation of(List<PolicyDocument> policies, Request request, Principal principal) {
    return evaluate(
        policies,
        request,
        statement ->
            statement.principals() == null ? Match.NONE : statement.principals().match(principal));
  }

  /** What the policy of a resource says of an AWS service, e.g. {@code states.amazonaws.com}. */
  public static Evaluation ofService(PolicyDocument policy, Request request, String service) {
    return evaluate(
        List.of(policy),
        request,
        statement ->
            statement.principals() == null ? Match.NONE : statement.principals().match(service));
  }

  @FunctionalInterface
  private interface About {
    Match match(Statement statement);
  }

  private static Evaluation evaluate(List<PolicyDocument> policies, Request request, About about) {
    var best = NOTHING;
    for (var policy : policies) {
      for (var statement : policy.statements()) {
        var match = about.match(statement);
        if (match != Match.NONE
            && statement.matches(request.action(), request.resource(), request.context())) {
          var found = new Evaluation(verdict(statement, match), origin(policy, statement));
          if (found.verdict == Verdict.DENY) {
            return found;
          }
          best = found.verdict.compareTo(best.verdict) > 0 ? found : best;
        }
      }
    }
    return best;
  }

  private static Verdict verdict(Statement statement, Match match) {
    if (statement.effect() == Effect.DENY) {
      return Verdict.DENY;
    }
    return match == Match.DIRECT ? Verdict.ALLOW : Verdict.ALLOW_ACCOUNT;
  }

  private static Optional<String> origin(PolicyDocument policy, Statement statement) {
    return Optional.of(policy.name() + ", " + statement.name());
  }
}
