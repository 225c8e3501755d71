package dev.stateway.api.auth;

import java.util.List;
import java.util.Map;

/**
 * What somebody wants to do.
 *
 * @param principal who
 * @param action what, e.g. {@code states:StartExecution}
 * @param resource the ARN it is done to, or {@code *} where an action has none
 * @param context condition keys of the request besides those of the principal
 */
public record AccessRequest(
    Principal principal, String action, String resource, Map<String, List<String>> context) {
  public AccessRequest {
    context = Map.copyOf(context);
  }
}
