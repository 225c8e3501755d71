package dev.stateway.api.auth.policy;

import java.util.List;

/**
 * A policy, read and found well-formed.
 *
 * @param name what decisions call it
 * @param statements in their order
 * @param text the JSON it was read from
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
public record PolicyDocument(String name, List<Statement> statements, String text) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** Whether it looks at a condition key that begins with this, in lower case. */
  public boolean asksFor(String keyPrefix) {
    return statements.stream().flatMap(Statement::keys).anyMatch(key -> key.startsWith(keyPrefix));
  }
}
