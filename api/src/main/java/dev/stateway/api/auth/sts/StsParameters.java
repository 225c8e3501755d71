package dev.stateway.api.auth.sts;

import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser;
import dev.stateway.api.http.FormFields;
import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * The parameters of a call in the query protocol.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole,
 *     request parameters</a>
 */
public final class StsParameters {
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");
  private static final int SHORTEST = 900;
  private static final int LONGEST_POLICY = 2_048;
  private static final int MOST_TAGS = 50;

  private final Map<String, String> values;

  private StsParameters(Map<String, String> values) {
    this.values = values;
  }

  /** The parameters of a form or a query; one that is there twice counts once. */
  public static StsParameters of(String form) {
    var values = new HashMap<String, String>();
    try {
      FormFields.parse(form).forEach((name, all) -> values.put(name, all.getLast()));
    } catch (IllegalArgumentException _) {
      return new StsParameters(Map.of()); // no form at all
    }
    return new StsParameters(values);
  }

  /** Whether this is a call of the token service. */
  public boolean isCall() {
    return values.containsKey("Action") && "2011-06-15".equals(values.get("Version"));
  }

  String action() {
    return values.getOrDefault("Action", "");
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }

  String required(String name) {
    return text(name)
        .orElseThrow(() ->
            StsError.validation(
                "1 validation error detected: Value null at '"
                    + Character.toLowerCase(name.charAt(0))
                    + name.substring(1)
                    + "' failed to satisfy constraint: Member must not be null"));
  }

  String sessionName() {
    return matching("RoleSessionName", SESSION_NAME);
  }

  String roleArn() {
    return matching("RoleArn", ROLE);
  }

  private String matching(String name, Pattern pattern) {
    var text = required(name);
    if (!pattern.matcher(text).matches()) {
      throw StsError.validation(
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must"
                  .formatted(text, Character.toLowerCase(name.charAt(0)) + name.substring(1))
              + " satisfy regular expression pattern: "
              + pattern);
    }
    return text;
  }

  /** How long credentials shall last. */
  Duration duration(Duration otherwise, Duration longest) {
    var text = text("DurationSeconds");
    if (text.isEmpty()) {
      return otherwise.compareTo(longest) < 0 ? otherwise : longest;
    }
    var seconds = text.get().matches("\\d{1,7}") ? Integer.parseInt(text.get()) : 0;
    if (seconds < SHORTEST) {
      throw StsError.validation(
          "1 validation error detected: Value '%s' at 'durationSeconds' failed to satisfy constraint:"
                  .formatted(text.get())
              + " Member must have value greater than or equal to "
              + SHORTEST);
    }
    if (seconds > longest.toSeconds()) {
      throw StsError.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return Duration.ofSeconds(seconds);
  }

  /** What the session shall be limited to; empty for no limit. */
  List<PolicyDocument> sessionPolicies() {
    if (values.keySet().stream().anyMatch(name -> name.startsWith("PolicyArns."))) {
      throw StsError.validation("PolicyArns are not supported: send the policy itself, as Policy");
    }
    var text = text("Policy");
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.get().length() > LONGEST_POLICY) {
      throw StsError.packedPolicyTooLarge("The policy may have " + LONGEST_POLICY + " characters");
    }
    try {
      var result =
          PolicyParser.parse(
              PolicyParser.Kind.IDENTITY, "session policy", JsonText.parse(text.get()));
      return List.of(
          result
              .policy()
              .orElseThrow(
                  () -> StsError.malformedPolicy(String.valueOf(result.problems().getFirst()))));
    } catch (JacksonException malformed) {
      throw StsError.malformedPolicy("The policy is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** {@code Tags.member.N.Key} and {@code .Value}. */
  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    for (var i = 1; values.containsKey("Tags.member." + i + ".Key"); i++) {
      tags.put(
          values.getOrDefault("Tags.member." + i + ".Key", ""),
          values.getOrDefault("Tags.member." + i + ".Value", ""));
    }
    if (tags.size() > MOST_TAGS) {
      throw StsError.validation("A session may have " + MOST_TAGS + " tags");
    }
    return tags;
  }
}
