package dev.stateway.api.auth.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param name its {@code Sid}, or its number
 * @param effect what it does
 * @param principals whom it is about; absent in policies of an identity
 * @param actions patterns in lower case
 * @param notActions whether it is about all other actions
 * @param resources patterns of ARNs; absent in trust policies
 * @param notResources whether it is about all other resources
 * @param conditions all of which must be met
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html">Statement</a>
 */
record Statement(
    String name,
    Effect effect,
    @Nullable Principals principals,
    List<TextPattern> actions,
    boolean notActions,
    @Nullable List<TextPattern> resources,
    boolean notResources,
    List<Condition> conditions) {
  Statement {
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
  }

  /** What a statement does. */
  enum Effect {
    ALLOW,
    DENY
  }

  /** Whether it is about this, whoever asks. */
  boolean matches(String action, String resource, RequestContext context) {
    return matchesAction(action, context)
        && matchesResource(resource, context)
        && conditions.stream().allMatch(condition -> condition.matches(context));
  }

  private boolean matchesAction(String action, RequestContext context) {
    var lowerCase = action.toLowerCase(Locale.ROOT);
    return notActions != actions.stream().anyMatch(pattern -> pattern.matches(lowerCase, context));
  }

  private boolean matchesResource(String resource, RequestContext context) {
    return resources == null
        || notResources
            != resources.stream().anyMatch(pattern -> pattern.matches(resource, context));
  }

  /** The condition keys it looks at, in lower case. */
  Stream<String> keys() {
    var patterns = resources == null ? Stream.<TextPattern>empty() : resources.stream();
    return Stream.concat(
        patterns.flatMap(pattern -> pattern.variables().stream()),
        conditions.stream()
            .flatMap(condition ->
                Stream.concat(
                    Stream.of(condition.key().toLowerCase(Locale.ROOT)),
                    condition.values().stream().flatMap(value -> value.variables().stream()))));
  }
}
