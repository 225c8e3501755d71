package dev.stateway.api.conformance;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Compares answers with recorded ones by the rules that these are written by. */
final class RecordedAnswer {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]+>");
  private static final Set<String> TIMES = Set.of("datetime", "timestamp", "date");

  /** Members that answers have had only since some recordings were made. */
  private static final Set<String> NEWER =
      Set.of(
          "encryptionConfiguration",
          "redriveCount",
          "redriveStatus",
          "redriveStatusReason",
          "redriveDate");

  private final Map<String, String> bindings = new LinkedHashMap<>();
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final Set<String> wildcards = new TreeSet<>(TIMES);

  RecordedAnswer(JsonNode recordedCase) {
    bindings.put("<partition>", "aws");
    bindings.put("<region>", "us-east-1");
    recordedCase
        .path("bindings")
        .properties()
        .forEach(binding -> {
          // Names of executions were made up by AWS at that time.
          if (!binding.getKey().contains("ExecArn")) {
            bindings.put(binding.getKey(), binding.getValue().asString());
          }
        });
    recordedCase.path("wildcards").forEach(wildcard -> wildcards.add(wildcard.asString()));
  }

  /** Where the answer is another one than the recorded. */
  List<String> differences(JsonNode recorded, JsonNode answer) {
    var differences = new ArrayList<String>();
    compare("", recorded, answer, differences);
    return differences;
  }

  private void compare(String at, JsonNode recorded, JsonNode answer, List<String> differences) {
    if (recorded.isObject()) {
      compareMembers(at, recorded, structure(answer), differences);
    } else if (recorded.isArray()) {
      var list = structure(answer);
      if (!list.isArray() || list.size() != recorded.size()) {
        differences.add(at + ": " + recorded + " but was " + answer);
        return;
      }
      for (var i = 0; i < recorded.size(); i++) {
        compare(at + "/" + i, recorded.get(i), list.get(i), differences);
      }
    } else if (!(recorded.isString()
        ? matches(recorded.asString(), answer)
        : recorded.equals(answer))) {
      differences.add(at + ": " + recorded + " but was " + answer);
    }
  }

  private void compareMembers(
      String at, JsonNode recorded, JsonNode answer, List<String> differences) {
    if (!answer.isObject()) {
      differences.add(at + ": " + recorded + " but was " + answer);
      return;
    }
    recorded
        .properties()
        .forEach(member ->
            compare(
                at + "/" + member.getKey(),
                member.getValue(),
                answer.path(member.getKey()),
                differences));
    answer.propertyNames().stream()
        .filter(name -> !recorded.has(name) && !NEWER.contains(name))
        .forEach(name -> differences.add(at + "/" + name + ": is not recorded"));
  }

  private static JsonNode structure(JsonNode answer) {
    if (!answer.isString()) {
      return answer;
    }
    try {
      return JsonText.parse(answer.asString());
    } catch (JacksonException _) {
      return answer;
    }
  }

  private boolean matches(String recorded, JsonNode answer) {
    if (wildcards.contains(recorded)) {
      return !answer.isMissingNode();
    }
    return answer.isString()
        && (matches(recorded, answer.asString()) || isSameJson(recorded, answer.asString()));
  }

  /** White space of texts that are JSON is not recorded. */
  private static boolean isSameJson(String recorded, String answer) {
    try {
      return JsonText.parse(recorded).equals(JsonText.parse(answer));
    } catch (JacksonException _) {
      return false;
    }
  }

  /** Whether a text is the recorded one; the same placeholder is the same text everywhere. */
  boolean matches(String recorded, String text) {
    if (bindings.containsKey(recorded)) {
      return text.equals(bindings.get(recorded));
    }
    var names = new ArrayList<String>();
    var pattern = new StringBuilder();
    var rest = 0;
    var bound = bind(recorded);
    var placeholder = PLACEHOLDER.matcher(bound);
    while (placeholder.find()) {
      pattern.append(Pattern.quote(bound.substring(rest, placeholder.start()))).append("(.+)");
      names.add(placeholder.group());
      rest = placeholder.end();
    }
    pattern.append(Pattern.quote(bound.substring(rest)));
    var matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (var i = 0; i < names.size(); i++) {
      var value = matcher.group(i + 1);
      if (!value.equals(seen.computeIfAbsent(names.get(i), _ -> value))) {
        return false;
      }
    }
    return true;
  }

  private String bind(String recorded) {
    var text = recorded;
    for (var binding : bindings.entrySet()) {
      var name = Pattern.quote(binding.getKey());
      // Those without brackets are words of a longer text, or begin a name in it.
      var word = binding.getKey().startsWith("<") ? name : "(?<![\\w-])" + name + "(?!\\w)";
      text = text.replaceAll(word, Matcher.quoteReplacement(binding.getValue()));
    }
    return text;
  }
}
