package dev.stateway.api.registry;

import dev.stateway.translator.model.MachineType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state machine to be.
 *
 * @param arn who it is
 * @param name its name
 * @param type STANDARD or EXPRESS
 * @param contents what it is
 * @param tags its tags by key
 * @param publication whether its first version shall be made with it; absent: no
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">CreateStateMachine</a>
 */
public record NewStateMachine(
    String arn,
    String name,
    MachineType type,
    StateMachineContents contents,
    Map<String, String> tags,
    @Nullable Publication publication) {
  public NewStateMachine {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }
}
