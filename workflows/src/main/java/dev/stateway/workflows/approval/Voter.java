package dev.stateway.workflows.approval;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who answers an approval, as verified by the sender.
 *
 * @param name what they are shown as
 * @param user the user or the holder of a token that they are; absent for others
 * @param arn who they are; absent where only a name is known
 * @param groups of the user
 * @param role the ARN of the role that they hold a session of
 * @param recipient to whom the link was sent that they opened; they are nobody else then
 */
public record Voter(
    String name,
    @Nullable String user,
    @Nullable String arn,
    List<String> groups,
    @Nullable String role,
    @Nullable String recipient) {
  public Voter {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /** A user of whom no more is known. */
  public static Voter named(String name) {
    return new Voter(name, name, null, List.of(), null, null);
  }

  /** Whoever opened a link. */
  public static Voter ofLink(String recipient) {
    return new Voter(recipient, null, null, List.of(), null, recipient);
  }

  /**
   * Whether these are the same one. The sessions of a role are: the name of a session is its
   * holder's choice.
   */
  public boolean isSameAs(Voter other) {
    return identity().equals(other.identity());
  }

  private String identity() {
    if (recipient != null) {
      return "link:" + recipient;
    }
    if (role != null) {
      return "role:" + role;
    }
    return user == null ? "arn:" + arn : "user:" + user;
  }

  /** Whether it says who they are. */
  boolean isSomebody() {
    return name != null && (recipient != null || role != null || user != null || arn != null);
  }

  /** Whether a name of a user, or an ARN, is theirs. */
  public boolean isCalled(String nameOrArn) {
    return nameOrArn.equals(user) || nameOrArn.equals(arn) || nameOrArn.equals(role);
  }

  /** Whether they have started an execution, given the ARN of who did. */
  public boolean hasStarted(String startedBy) {
    if (startedBy.isEmpty()) {
      return false;
    }
    var starter = startedBy.substring(startedBy.lastIndexOf(':') + 1).split("/", -1);
    var kind = starter[0];
    return switch (kind) {
      case "user", "federated-user" -> starter[starter.length - 1].equals(user);
      case "assumed-role" -> starter.length > 1 && starter[1].equals(roleName());
      default -> startedBy.equals(arn);
    };
  }

  /** The name of their role. */
  @Nullable String roleName() {
    return role == null ? null : role.substring(role.lastIndexOf('/') + 1);
  }

  /** Whether they have this role, by name or ARN. */
  boolean hasRole(String nameOrArn) {
    return nameOrArn.equals(role) || Objects.equals(nameOrArn, roleName());
  }
}
