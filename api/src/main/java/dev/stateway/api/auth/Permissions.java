package dev.stateway.api.auth;

import dev.stateway.api.auth.Decision.Outcome;
import dev.stateway.api.auth.policy.Evaluation;
import dev.stateway.api.auth.policy.Evaluation.Verdict;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.RequestContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one place where it is decided who may do what: a Deny of any policy, else an Allow of the
 * principal's own policies or of the resource's that no session policy takes away, else no.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Permissions {
  private static final int ACCOUNT_PART = 4;
  private static final int ARN_PARTS = 6;
  private static final String RESOURCE_TAG = "aws:resourcetag/";

  private final PolicySource policies;
  private final Clock clock;

  public Permissions(PolicySource policies, Clock clock) {
    this.policies = policies;
    this.clock = clock;
  }

  /** Decides. */
  public Decision decide(AccessRequest access) {
    var principal = access.principal();
    var request = request(access);
    var identity = Evaluation.of(policies.identityPolicies(principal), request);
    var session = Evaluation.of(principal.sessionPolicies(), request);
    var resource = Evaluation.of(policies.resourcePolicies(access.resource()), request, principal);
    return denied(access, identity, session, resource)
        .orElseGet(() ->
            principal.sessionPolicies().isEmpty() || session.verdict() == Verdict.ALLOW
                ? allowed(access, identity, resource)
                : no(access, "because no session policy allows the " + access.action()));
  }

  private Evaluation.Request request(AccessRequest access) {
    var context =
        RequestContext.of(access.context()).with(access.principal().conditionKeys()).with(time());
    return new Evaluation.Request(access.action(), access.resource(), context);
  }

  private Map<String, List<String>> time() {
    var now = clock.instant();
    return Map.of(
        "aws:CurrentTime",
        List.of(now.toString()),
        "aws:EpochTime",
        List.of(Long.toString(now.getEpochSecond())));
  }

  private static Optional<Decision> denied(
      AccessRequest access, Evaluation identity, Evaluation session, Evaluation resource) {
    return Stream.of(
            Map.entry("an identity-based policy", identity),
            Map.entry("a session policy", session),
            Map.entry("a resource-based policy", resource))
        .filter(entry -> entry.getValue().verdict() == Verdict.DENY)
        .findFirst()
        .map(entry ->
            new Decision(
                Outcome.EXPLICIT_DENY,
                access,
                entry.getValue().statement(),
                "with an explicit deny in " + entry.getKey()));
  }

  private static Decision allowed(AccessRequest access, Evaluation identity, Evaluation resource) {
    if (!isSameAccount(access)) {
      if (resource.verdict() == Verdict.NONE) {
        return no(access, "because no resource-based policy allows the " + access.action());
      }
      return identity.verdict() == Verdict.ALLOW
          ? yes(access, resource)
          : no(access, "because no identity-based policy allows the " + access.action());
    }
    if (identity.verdict() == Verdict.ALLOW) {
      return yes(access, identity);
    }
    return resource.verdict() == Verdict.ALLOW
        ? yes(access, resource)
        : no(access, "because no identity-based policy allows the " + access.action());
  }

  private static boolean isSameAccount(AccessRequest access) {
    var parts = access.resource().split(":", ARN_PARTS);
    // Of a role that nothing is known of, its account says nothing either.
    return access.principal().type() == Principal.Type.UNKNOWN_ROLE
        || parts.length < ARN_PARTS
        || parts[ACCOUNT_PART].isEmpty()
        || parts[ACCOUNT_PART].equals(access.principal().account());
  }

  private static Decision yes(AccessRequest access, Evaluation by) {
    return new Decision(
        Outcome.ALLOW,
        access,
        by.statement(),
        "because " + by.statement().orElse("") + " allows the " + access.action() + " action");
  }

  private static Decision no(AccessRequest access, String why) {
    return new Decision(Outcome.IMPLICIT_DENY, access, Optional.empty(), why + " action");
  }

  /**
   * Whether a role may be assumed: its trust policy must say so, of the principal itself, or of its
   * account where the principal's own policies say so too.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">How
   *     a request is allowed</a>
   */
  public boolean mayAssume(AccessRequest access, PolicyDocument trust) {
    var request = request(access);
    var principal = access.principal();
    var trusts = Evaluation.of(List.of(trust), request, principal).verdict();
    var own = Evaluation.of(policies.identityPolicies(principal), request).verdict();
    var session = Evaluation.of(principal.sessionPolicies(), request).verdict();
    if (trusts == Verdict.DENY || own == Verdict.DENY || session == Verdict.DENY) {
      return false;
    }
    var limited = !principal.sessionPolicies().isEmpty() && session != Verdict.ALLOW;
    return !limited
        && (trusts == Verdict.ALLOW || (trusts == Verdict.ALLOW_ACCOUNT && own == Verdict.ALLOW));
  }

  /**
   * Whether a service may assume a role by the role's trust policy.
   *
   * @param service e.g. {@code states.amazonaws.com}
   * @param context condition keys
   */
  public boolean mayAssume(
      String service, String role, PolicyDocument trust, Map<String, List<String>> context) {
    var request =
        new Evaluation.Request("sts:AssumeRole", role, RequestContext.of(context).with(time()));
    return Evaluation.ofService(trust, request, service).verdict() == Verdict.ALLOW;
  }

  /**
   * Whether the policies of a principal alone allow something, as where the other side decides for
   * itself.
   */
  public boolean mayByItself(AccessRequest access) {
    var request = request(access);
    var principal = access.principal();
    var session = Evaluation.of(principal.sessionPolicies(), request).verdict();
    return Evaluation.of(policies.identityPolicies(principal), request).verdict() == Verdict.ALLOW
        && (principal.sessionPolicies().isEmpty() || session == Verdict.ALLOW);
  }

  /** Whether the tags of a resource can make a difference for this principal. */
  public boolean dependsOnResourceTags(Principal principal, String resource) {
    return Stream.of(
            policies.identityPolicies(principal),
            principal.sessionPolicies(),
            policies.resourcePolicies(resource))
        .flatMap(List<PolicyDocument>::stream)
        .anyMatch(policy -> policy.asksFor(RESOURCE_TAG));
  }
}
