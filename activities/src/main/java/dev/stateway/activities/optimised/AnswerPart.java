package dev.stateway.activities.optimised;

import java.util.Set;

/**
 * What of a service's answer a task results in.
 *
 * @param module the service's module of the SDK for Java
 * @param action its action
 * @param pointer JSON pointer into the answer; empty for all of it
 * @param besides members that Step Functions changes
 */
public record AnswerPart(String module, String action, String pointer, Set<String> besides) {
  /** All of an action's answer. */
  public static AnswerPart of(String module, String action) {
    return new AnswerPart(module, action, "", Set.of());
  }

  /** The same, but for these members. */
  public AnswerPart besides(Set<String> members) {
    return new AnswerPart(module, action, pointer, members);
  }
}
