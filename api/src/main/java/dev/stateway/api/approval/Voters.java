package dev.stateway.api.approval;

import dev.stateway.api.auth.Principal;
import dev.stateway.workflows.approval.Voter;
import java.util.List;

/** Makes of those who are known to the server those who decide. */
public final class Voters {
  private Voters() {}

  /** A principal: the name of a session is its holder's choice, and so no name of a user. */
  public static Voter of(Principal principal) {
    return switch (principal.type()) {
      case USER, FEDERATED_USER, WEB_IDENTITY ->
          new Voter(
              principal.name(), principal.name(), principal.arn(), principal.groups(), null, null);
      case ASSUMED_ROLE, UNKNOWN_ROLE ->
          new Voter(
              principal.name(), null, principal.arn(), List.of(), principal.principalArn(), null);
    };
  }
}
