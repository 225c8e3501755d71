package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has work done.
 *
 * @param resource what does it
 * @param timeout seconds as a number; absent for AWS's 99999999
 * @param heartbeat seconds as a number
 * @param credentials an object with {@code RoleArn}
 * @see <a href="https://states-language.net/spec.html#task-state">Task state</a>
 */
public record TaskState(
    String name,
    Resource resource,
    DataFlow dataFlow,
    @Nullable Expression timeout,
    @Nullable Expression heartbeat,
    @Nullable Expression credentials,
    List<Retrier> retriers,
    List<Catcher> catchers,
    Transition transition)
    implements State {
  public TaskState {
    retriers = List.copyOf(retriers);
    catchers = List.copyOf(catchers);
  }
}
