package dev.stateway.workflows.checkpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where a line of states is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "place")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Place.Entering.class, name = "entering"),
  @JsonSubTypes.Type(value = Place.Visiting.class, name = "visiting")
})
public sealed interface Place {
  /**
   * Between two states.
   *
   * @param stateName the state it is about to enter
   * @param input that state's input
   */
  record Entering(String stateName, JsonNode input) implements Place {}

  /**
   * Inside a state.
   *
   * @param stateName the state
   * @param input its input
   * @param eventBefore the event that its entry followed from
   * @param enteredEvent its entry
   * @param enteredTime when it was entered
   * @param retryCount retries so far
   * @param retries the same for each Retrier
   * @param progress how far it has come
   */
  record Visiting(
      String stateName,
      JsonNode input,
      long eventBefore,
      long enteredEvent,
      Instant enteredTime,
      int retryCount,
      List<Integer> retries,
      Progress progress)
      implements Place {
    public Visiting {
      retries = List.copyOf(retries);
    }
  }
}
