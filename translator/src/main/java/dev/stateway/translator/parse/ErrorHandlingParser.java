package dev.stateway.translator.parse;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.Catcher;
import dev.stateway.translator.model.Retrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parses {@code Retry} and {@code Catch}. */
final class ErrorHandlingParser {
  private static final long LARGEST = 99_999_999;
  private static final long LONGEST_DELAY = 31_622_400;
  private static final int DEFAULT_ATTEMPTS = 3;

  private ErrorHandlingParser() {}

  static List<Retrier> retriers(Fields state) {
    var retriers = new ArrayList<Retrier>();
    var elements = state.objects("Retry");
    for (int i = 0; i < elements.size(); i++) {
      retriers.add(retrier(elements.get(i), i == elements.size() - 1));
    }
    return retriers;
  }

  private static Retrier retrier(Fields fields, boolean last) {
    fields.ignore("Comment");
    var errorEquals = errorEquals(fields, last);
    long interval = bounded(fields, "IntervalSeconds", 1, LARGEST, 1);
    long attempts = bounded(fields, "MaxAttempts", 0, LARGEST, DEFAULT_ATTEMPTS);
    var maxDelay = fields.integer("MaxDelaySeconds", 1);
    if (maxDelay != null && (maxDelay <= interval || maxDelay > LONGEST_DELAY)) {
      fields.problem(
          "Value must be greater than IntervalSeconds and less than or equal to " + LONGEST_DELAY,
          "MaxDelaySeconds");
    }
    var retrier =
        new Retrier(
            errorEquals,
            Duration.ofSeconds(interval),
            (int) attempts,
            backoffRate(fields),
            maxDelay == null ? null : Duration.ofSeconds(maxDelay),
            jitter(fields));
    fields.close();
    return retrier;
  }

  private static long bounded(Fields fields, String field, long least, long most, long otherwise) {
    var value = fields.integer(field, least);
    if (value == null) {
      return otherwise;
    }
    if (value > most) {
      fields.problem("Value must be less than or equal to " + most, field);
      return otherwise;
    }
    return value;
  }

  private static double backoffRate(Fields fields) {
    final double usual = 2.0;
    var value = fields.json("BackoffRate");
    if (value == null) {
      return usual;
    }
    if (!value.isNumber()) {
      fields.problem("Expected value of type Number", "BackoffRate");
      return usual;
    }
    if (!(value.doubleValue() >= 1.0 && Double.isFinite(value.doubleValue()))) {
      fields.problem("Value must be greater than or equal to 1.0", "BackoffRate");
    }
    return value.doubleValue();
  }

  private static Retrier.Jitter jitter(Fields fields) {
    var strategy = fields.text("JitterStrategy");
    return switch (strategy) {
      case "FULL" -> Retrier.Jitter.FULL;
      case "NONE" -> Retrier.Jitter.NONE;
      case null -> Retrier.Jitter.NONE;
      default -> {
        fields.problem(
            "The field 'JitterStrategy' should have one of these values: [FULL, NONE]",
            "JitterStrategy");
        yield Retrier.Jitter.NONE;
      }
    };
  }

  static List<Catcher> catchers(Context context) {
    var elements = context.fields().objects("Catch");
    var catchers = new ArrayList<@Nullable Catcher>();
    for (int i = 0; i < elements.size(); i++) {
      catchers.add(catcher(context, elements.get(i), i == elements.size() - 1));
    }
    return catchers.stream().filter(Objects::nonNull).toList();
  }

  private static @Nullable Catcher catcher(Context context, Fields fields, boolean last) {
    fields.ignore("Comment");
    var errorEquals = errorEquals(fields, last);
    var next = fields.requiredText("Next");
    Catcher catcher;
    if (context.isJsonata()) {
      var jsonata = new JsonataFields(fields);
      catcher =
          new Catcher(
              errorEquals,
              Objects.requireNonNullElse(next, ""),
              null,
              false,
              jsonata.template("Output"),
              jsonata.assign());
    } else {
      var jsonPath = new JsonPathFields(fields);
      var resultPath = jsonPath.resultPath();
      catcher =
          new Catcher(
              errorEquals,
              Objects.requireNonNullElse(next, ""),
              resultPath.path(),
              resultPath.discard(),
              null,
              jsonPath.assign());
    }
    fields.close();
    return next == null ? null : catcher;
  }

  private static List<String> errorEquals(Fields fields, boolean last) {
    fields.require("ErrorEquals");
    var array = fields.array("ErrorEquals");
    var names = new ArrayList<String>();
    if (array == null) {
      return names;
    }
    if (array.isEmpty()) {
      fields.problem("Value cannot be empty", "ErrorEquals");
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).isString()) {
        names.add(array.get(i).stringValue());
      } else {
        fields.problem("Expected value of type String", "ErrorEquals/" + i);
      }
    }
    if (names.contains(ErrorName.ALL) && (names.size() > 1 || !last)) {
      fields.problem(
          "States.ALL must appear alone and in the last element of the array", "ErrorEquals");
    }
    return names;
  }
}
