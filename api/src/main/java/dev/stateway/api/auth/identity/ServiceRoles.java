package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.AccessRequest;
import dev.stateway.api.auth.Permissions;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.identity.Principals.Session;
import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roles that Stateway assumes where AWS's services do: for the tasks of a state machine that of
 * the state machine, for a route that of its integration.
 *
 * <p>A role of {@code identities.yaml} must trust the service, and its policies decide. Of all
 * others nothing is known: {@code unknownRoles} says whether they may do everything that no
 * resource's policy forbids, or nothing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html">A
 *     role to delegate permissions to an AWS service</a>
 */
public final class ServiceRoles {
  private static final int ACCOUNT_PART = 4;

  private final IdentityStore identities;
  private final Permissions permissions;
  private final Clock clock;

  public ServiceRoles(IdentityStore identities, Permissions permissions, Clock clock) {
    this.identities = identities;
    this.permissions = permissions;
    this.clock = clock;
  }

  /** Who assumes a role. */
  public enum Service {
    STATES("states.amazonaws.com"),
    API_GATEWAY("apigateway.amazonaws.com");

    private final String principal;

    Service(String principal) {
      this.principal = principal;
    }

    /** As policies name it. */
    public String principal() {
      return principal;
    }
  }

  /**
   * What a role is assumed for.
   *
   * @param source the state machine's ARN: {@code aws:SourceArn}; empty for none
   * @param session the session's name: of any text
   */
  public record Purpose(Service service, String source, String session) {}

  /**
   * A session of a role.
   *
   * @throws AwsError AccessDeniedException: the role does not trust the service, or is not known
   *     where it has to be
   */
  public Principal assume(String roleArn, Purpose purpose) {
    var now = clock.instant();
    var name = Principals.sessionName(purpose.session());
    var current = identities.current();
    var role = Optional.ofNullable(current.roles().get(roleArn));
    var trusted =
        role.map(known ->
                permissions.mayAssume(
                    purpose.service().principal(), roleArn, known.trust(), keys(purpose)))
            .orElse(current.allowsUnknownRoles());
    if (!trusted) {
      throw AwsError.accessDenied(
          "Neither the global service principal %s, nor the regional one is authorized to assume the provided role."
              .formatted(purpose.service().principal()));
    }
    return role.map(known ->
            Principals.session(known, new Session(name, Map.of(), Map.of(), List.of(), now)))
        .orElseGet(() -> Principals.unknownRole(roleArn, name, now));
  }

  private static Map<String, List<String>> keys(Purpose purpose) {
    if (purpose.source().isEmpty()) {
      return Map.of();
    }
    return Map.of(
        "aws:SourceArn",
        List.of(purpose.source()),
        "aws:SourceAccount",
        List.of(purpose.source().split(":", -1)[ACCOUNT_PART]));
  }

  /**
   * A session of another role, assumed by one of these; empty if it may not. Whether a role that is
   * not known trusts who assumes it is for AWS to say.
   */
  public Optional<Principal> assume(Principal by, String roleArn, String session) {
    var name = Principals.sessionName(session);
    var access =
        new AccessRequest(
            by, "sts:AssumeRole", roleArn, Map.of("sts:RoleSessionName", List.of(name)));
    var role = Optional.ofNullable(identities.current().roles().get(roleArn));
    var may =
        role.map(known -> permissions.mayAssume(access, known.trust()))
            .orElseGet(() -> permissions.mayByItself(access));
    if (!may) {
      return Optional.empty();
    }
    var now = clock.instant();
    return Optional.of(
        role.map(known ->
                Principals.session(known, new Session(name, Map.of(), Map.of(), List.of(), now)))
            .orElseGet(() -> Principals.unknownRole(roleArn, name, now)));
  }

  /** Whether it is a role of {@code identities.yaml}. */
  public boolean knows(String roleArn) {
    return identities.current().roles().containsKey(roleArn);
  }

  /** Whether a role that nothing is known of may do anything. */
  public boolean allowsUnknownRoles() {
    return identities.current().allowsUnknownRoles();
  }
}
