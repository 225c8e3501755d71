package dev.stateway.translator.expression.jsonata;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Hashes;
import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/**
 * The functions that Step Functions adds to JSONata.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">JSONata
 *     functions provided by Step Functions</a>
 */
final class StepFunctionsFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.defined("partition", "<a<x>n?:a>", StepFunctionsFunctions::partition),
          Builtin.of("range", "<nnn?:a>", StepFunctionsFunctions::range),
          Builtin.defined("hash", "<s?s?:s>", StepFunctionsFunctions::hash),
          Builtin.of("random", "<n?:n>", StepFunctionsFunctions::random),
          Builtin.of("uuid", "<:s>", _ -> Evaluation.current().entropy().uuid()),
          Builtin.defined("parse", "<s?:x>", a -> parse(a.text(0))));

  /** Where AWS's bound on memory ends a range. */
  private static final int LONGEST_RANGE = 360_145;

  private static final ObjectReader STRICT =
      JsonText.MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private StepFunctionsFunctions() {}

  private static @Nullable Object partition(Arguments arguments) {
    var items = Values.list(arguments.get(0));
    var size = arguments.has(1) ? Numbers.towardsZero(arguments.get(1)) : Math.max(items.size(), 1);
    if (size < 0) {
      throw JsonataError.coded("D3137", "Second argument must be zero or greater");
    }
    if (size == 0 || items.isEmpty()) {
      return null;
    }
    var chunks = new ArrayList<Object>();
    for (var from = 0L; from < items.size(); from += size) {
      chunks.add(
          new ArrayList<>(items.subList((int) from, (int) Math.min(from + size, items.size()))));
    }
    return chunks;
  }

  private static @Nullable Object range(Arguments arguments) {
    if (!arguments.has(0) || !arguments.has(1) || !arguments.has(2)) {
      return null;
    }
    var first = BigInteger.valueOf(Numbers.towardsZero(arguments.get(0)));
    var last = BigInteger.valueOf(Numbers.towardsZero(arguments.get(1)));
    var step = BigInteger.valueOf(Numbers.towardsZero(arguments.get(2)));
    var distance = last.subtract(first);
    if (step.signum() == 0 || distance.signum() * step.signum() < 0) {
      return null;
    }
    var steps = distance.divide(step);
    if (steps.compareTo(BigInteger.valueOf(LONGEST_RANGE)) >= 0) {
      throw JsonataError.tooLarge();
    }
    var range = Values.sequence();
    for (var count = 0; count <= steps.intValue(); count++) {
      range.add(Numbers.of(first.add(step.multiply(BigInteger.valueOf(count)))));
    }
    return range;
  }

  private static @Nullable Object hash(Arguments arguments) {
    if (!arguments.has(1)) {
      return null;
    }
    var algorithm = arguments.text(1);
    return Hashes.hex(algorithm, arguments.text(0))
        .orElseThrow(() ->
            JsonataError.coded(
                "D3137",
                "Invalid algorithm: %s. It must be one of %s"
                    .formatted(algorithm, Hashes.ALGORITHMS)));
  }

  private static Object random(Arguments arguments) {
    // AWS's numbers for a seed are those of Java's generator.
    return arguments.has(0)
        ? new Random(Numbers.towardsZero(arguments.get(0))).nextDouble()
        : Evaluation.current().entropy().nextDouble();
  }

  private static Object parse(String text) {
    try {
      var tree = STRICT.readTree(text);
      if (tree.isMissingNode() || Numbers.hasInfinite(tree)) {
        throw JsonataError.coded("D3137", "Invalid JSON");
      }
      return JsonView.of(tree);
    } catch (JacksonException e) {
      throw JsonataError.coded("D3137", "Invalid JSON");
    }
  }
}
