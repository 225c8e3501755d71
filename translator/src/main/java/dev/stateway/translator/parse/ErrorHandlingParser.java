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
    fields.text("Comment");
    var errorEquals = errorEquals(fields, last);
    long interval = orElse(fields.integer("IntervalSeconds", 1, Fields.MOST_SECONDS), 1);
    long attempts = orElse(fields.integer("MaxAttempts", 0, Fields.MOST_SECONDS), DEFAULT_ATTEMPTS);
    var maxDelay = fields.integer("MaxDelaySeconds", 1, LONGEST_DELAY);
    if (maxDelay != null && maxDelay <= interval) {
      fields.problem("Value must be greater than IntervalSeconds", "MaxDelaySeconds");
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

  private static long orElse(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
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
      fields.problem("Minimum value is 1.0", "BackoffRate");
    }
    return value.doubleValue();
  }

  private static Retrier.Jitter jitter(Fields fields) {
    var strategy = fields.choice("JitterStrategy", List.of("FULL", "NONE"));
    return "FULL".equals(strategy) ? Retrier.Jitter.FULL : Retrier.Jitter.NONE;
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
    fields.text("Comment");
    var errorEquals = errorEquals(fields, last);
    var next = fields.requiredText("Next");
    Catcher catcher;
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), "ResultPath");
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
      fields.ofOtherLanguage(context.language(), "Output");
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
        fields
            .problems()
            .schema(
                "Expected value of type [STRING]",
                fields.place("ErrorEquals").element(i).pointer());
      }
    }
    if (names.contains(ErrorName.ALL) && (names.size() > 1 || !last)) {
      fields.problem(
          "States.ALL must appear alone and in the last element of the array", "ErrorEquals");
    }
    return names;
  }
}
