package dev.stateway.benchmarks;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Definitions translated per second, by their number of states. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TranslationBenchmark {
  @Param({"10", "100", "1000", "5000"})
  private int states;

  private String definition = "";

  /** A chain of Pass, Task and Choice states. */
  @Setup
  public void write() {
    var text = new StringBuilder("{\"StartAt\":\"S0\",\"States\":{");
    for (var i = 0; i < states; i++) {
      text.append("\"S").append(i).append("\":").append(state(i)).append(',');
    }
    definition = text.append("\"End\":{\"Type\":\"Succeed\"}}}").toString();
  }

  private String state(int number) {
    var next = number + 1 < states ? "S" + (number + 1) : "End";
    return switch (number % 3) {
      case 0 ->
          "{\"Type\":\"Pass\",\"Parameters\":{\"n.$\":\"States.MathAdd($.n, 1)\"},\"Next\":\"%s\"}"
              .formatted(next);
      case 1 ->
          ("{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":"
                  + "{\"FunctionName\":\"f\",\"Payload.$\":\"$\"},\"ResultPath\":\"$.r\",\"Retry\":"
                  + "[{\"ErrorEquals\":[\"States.ALL\"]}],\"Next\":\"%s\"}")
              .formatted(next);
      default ->
          ("{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\",\"NumericLessThan\":3,"
                  + "\"Next\":\"%s\"}],\"Default\":\"End\"}")
              .formatted(next);
    };
  }

  /** One translation. */
  @Benchmark
  public TranslationResult translate() {
    var result = Translator.translate(definition, MachineType.STANDARD);
    if (result instanceof TranslationResult.Rejected(var problems)) {
      throw new IllegalStateException(problems.toString());
    }
    return result;
  }
}
