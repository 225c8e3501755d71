package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Jsonata.JFunction;
import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The string functions that take a regular expression. */
final class RegexFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.defined("contains", "<s-(sf):b>", RegexFunctions::contains),
          Builtin.defined("match", "<s-f<s:o>n?:a<o>>", RegexFunctions::match),
          Builtin.defined("replace", "<s-(sf)(sf)n?:s>", RegexFunctions::replace),
          Builtin.defined("split", "<s-(sf)n?:a<s>>", RegexFunctions::split));

  private RegexFunctions() {}

  /** One match, as a matcher function returns it. */
  private record Match(
      String match,
      int start,
      int end,
      List<Object> groups,
      Object following,
      Map<String, Object> object) {
    static @Nullable Match first(Object matcher, String text) {
      return of(Values.call(matcher, text));
    }

    @Nullable Match next() {
      return of(Values.call(following));
    }

    private static @Nullable Match of(@Nullable Object result) {
      if (result == null) {
        return null;
      }
      if (result instanceof Map<?, ?> map
          && map.get("match") instanceof String match
          && map.get("start") instanceof Number start
          && map.get("end") instanceof Number end
          && map.get("groups") instanceof List<?> groups
          && map.get("next") instanceof JFunction next) {
        return new Match(
            match, start.intValue(), end.intValue(), Values.list(groups), next, Values.object(map));
      }
      throw JsonataError.coded("T1010", (Object) null);
    }
  }

  private static Object contains(Arguments arguments) {
    var token = arguments.get(1);
    return token instanceof String part
        ? arguments.text(0).contains(part)
        : Match.first(token, arguments.text(0)) != null;
  }

  private static Object match(Arguments arguments) {
    var limit = limit(arguments, 2, "D3040");
    var result = Values.sequence();
    var match = limit > 0 ? Match.first(arguments.get(1), arguments.text(0)) : null;
    while (match != null) {
      var found = new LinkedHashMap<String, Object>();
      found.put("match", match.match());
      found.put("index", match.start());
      found.put("groups", match.groups());
      result.add(found);
      match = result.size() < limit ? match.next() : null;
    }
    return result;
  }

  private static Object split(Arguments arguments) {
    var text = arguments.text(0);
    var limit = limit(arguments, 2, "D3020");
    var parts = new ArrayList<Object>();
    if (arguments.get(1) instanceof String separator) {
      splitAt(separator, text, Math.floor(limit), parts);
      return parts;
    }
    var from = 0;
    var match = limit > 0 ? Match.first(arguments.get(1), text) : null;
    while (match != null && parts.size() < limit) {
      parts.add(text.substring(from, match.start()));
      from = match.end();
      match = match.next();
    }
    if (parts.size() < limit) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  private static void splitAt(String separator, String text, double limit, List<Object> parts) {
    if (separator.isEmpty()) {
      text.chars()
          .limit((long) Math.min(limit, text.length()))
          .forEach(character -> parts.add(String.valueOf((char) character)));
      return;
    }
    var from = 0;
    while (parts.size() < limit) {
      var at = text.indexOf(separator, from);
      parts.add(at < 0 ? text.substring(from) : text.substring(from, at));
      if (at < 0) {
        return;
      }
      from = at + separator.length();
    }
  }

  private static Object replace(Arguments arguments) {
    var text = arguments.text(0);
    if ("".equals(arguments.get(1))) {
      throw JsonataError.coded("D3010");
    }
    var limit = limit(arguments, 3, "D3011");
    var replacement = arguments.get(2);
    if (arguments.get(1) instanceof String part) {
      return replaceText(text, part, replacement instanceof String with ? with : "", limit);
    }
    Function<Match, String> with =
        replacement instanceof String template
            ? match -> substitute(template, match)
            : match -> called(replacement, match);
    var result = new StringBuilder();
    var from = 0;
    var count = 0;
    var match = limit > 0 ? Match.first(arguments.get(1), text) : null;
    while (match != null && count++ < limit) {
      result.append(text, from, match.start()).append(with.apply(match));
      Memory.checkLength(result.length());
      from = match.end();
      match = match.next();
    }
    return result.append(text, from, text.length()).toString();
  }

  private static String replaceText(String text, String part, String with, double limit) {
    var result = new StringBuilder();
    var from = 0;
    var at = text.indexOf(part);
    for (var count = 0; at >= 0 && count < limit; count++) {
      result.append(text, from, at).append(with);
      Memory.checkLength(result.length());
      from = at + part.length();
      at = text.indexOf(part, from);
    }
    return result.append(text, from, text.length()).toString();
  }

  private static String called(Object function, Match match) {
    if (Values.call(function, match.object()) instanceof String text) {
      return text;
    }
    throw JsonataError.coded("D3012");
  }

  /** The replacement with {@code $0}, {@code $1} and so on filled in; {@code $$} is a dollar. */
  private static String substitute(String template, Match match) {
    var result = new StringBuilder();
    var groups = match.groups();
    var at = 0;
    while (at < template.length()) {
      var dollar = template.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      result.append(template, at, dollar);
      at = dollar + 1;
      var next = at < template.length() ? template.charAt(at) : ' ';
      if (next == '$' || next == '0') {
        result.append(next == '$' ? "$" : match.match());
        at++;
      } else if (next < '1' || next > '9') {
        result.append('$');
      } else {
        var digits = groupDigits(template, at, groups.size());
        var group = Integer.parseInt(template, at, at + digits, 10);
        var value = group <= groups.size() ? groups.get(group - 1) : null;
        result.append(value == null ? "" : value);
        at += digits;
      }
    }
    return result.append(template, at, template.length()).toString();
  }

  /**
   * How many digits name a group: no more than the number of groups has, one less where that would
   * be no group.
   */
  private static int groupDigits(String template, int at, int groups) {
    var most = String.valueOf(Math.max(groups, 1)).length();
    var digits = 0;
    while (digits < most
        && at + digits < template.length()
        && Character.isDigit(template.charAt(at + digits))) {
      digits++;
    }
    return digits > 1 && Integer.parseInt(template, at, at + digits, 10) > groups
        ? digits - 1
        : digits;
  }

  private static double limit(Arguments arguments, int index, String error) {
    if (!arguments.has(index)) {
      return Double.POSITIVE_INFINITY;
    }
    var limit = arguments.number(index).doubleValue();
    if (limit < 0) {
      throw JsonataError.coded(error);
    }
    return limit;
  }
}
