package dev.stateway.workflows.approval;

import dev.stateway.translator.JsonText;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Who may decide.
 *
 * @param users by name or ARN
 * @param groups by name
 * @param roles by name or ARN
 */
public record Approvers(List<String> users, List<String> groups, List<String> roles) {
  public Approvers {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    roles = List.copyOf(roles);
  }

  /** Those of an argument {@code Approvers}. */
  static Approvers of(JsonNode argument) {
    return new Approvers(
        texts(argument.path("Users")),
        texts(argument.path("Groups")),
        texts(argument.path("Roles")));
  }

  /** Whether somebody is one of them. */
  public boolean include(Voter voter) {
    return users.stream().anyMatch(voter::isCalled)
        || groups.stream().anyMatch(voter.groups()::contains)
        || roles.stream().anyMatch(voter::hasRole);
  }

  static List<String> texts(JsonNode array) {
    return array
        .valueStream()
        .map(text -> text.isString() ? text.stringValue() : JsonText.write(text))
        .toList();
  }
}
