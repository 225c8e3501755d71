package dev.stateway.api.states;

import dev.stateway.api.states.RequestMembers.Text;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param maxResults how many at the most
 * @param nextToken where the page before ended; absent for the first
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html">maxResults,
 *     nextToken</a>
 */
record PageRequest(int maxResults, @Nullable String nextToken) {
  private static final int DEFAULT = 100;
  private static final int MAX = 1_000;

  static PageRequest read(RequestMembers members, Text tokenRule) {
    var maxResults = members.optional("maxResults", 0, MAX).orElse(0);
    return new PageRequest(
        maxResults == 0 ? DEFAULT : maxResults, members.optional("nextToken", tokenRule));
  }
}
