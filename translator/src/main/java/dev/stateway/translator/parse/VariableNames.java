package dev.stateway.translator.parse;

import java.util.regex.Pattern;

/**
 * Checks the names of variables.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Passing
 *     data between states with variables</a>
 */
final class VariableNames {
  private static final int LONGEST = 80;
  private static final String RESERVED = "states";
  private static final Pattern NAME =
      Pattern.compile("[\\p{javaUnicodeIdentifierStart}_]\\p{javaUnicodeIdentifierPart}*");

  private VariableNames() {}

  /**
   * Checks the members of {@code Assign}.
   *
   * @param suffix what marks a computed member and is no part of the name
   */
  static void check(Fields fields, String suffix) {
    var assign = fields.object("Assign");
    if (assign == null) {
      return;
    }
    for (var member : assign.names()) {
      var name =
          member.endsWith(suffix) ? member.substring(0, member.length() - suffix.length()) : member;
      if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
        assign.problem("The variable name '" + name + "' is not valid", member);
      } else if (name.equals(RESERVED)) {
        assign.problem("The variable name '" + name + "' is reserved", member);
      } else {
        fields.problems().assigns(name);
      }
    }
  }
}
