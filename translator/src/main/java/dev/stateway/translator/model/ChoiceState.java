package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes where the first matching rule says.
 *
 * @param rules tried in order
 * @param defaultNext the state to go to when none matches
 * @see <a href="https://states-language.net/spec.html#choice-state">Choice state</a>
 */
public record ChoiceState(
    String name, DataFlow dataFlow, List<Rule> rules, @Nullable String defaultNext)
    implements State {
  public ChoiceState {
    rules = List.copyOf(rules);
  }

  /**
   * One element of {@code Choices}.
   *
   * @param condition gives a JSON boolean: the comparisons of a JSONPath rule, or JSONata's
   *     Condition
   * @param next where it leads
   * @param output JSONata: this rule's Output
   * @param assign this rule's variables
   */
  public record Rule(
      Expression condition,
      String next,
      @Nullable Expression output,
      @Nullable Expression assign) {}
}
