package dev.stateway.translator.expression.intrinsic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one table of intrinsic functions. */
final class IntrinsicFunctions {
  static final List<IntrinsicFunction> ALL =
      List.of(
          new Format(),
          new StringToJson(),
          new JsonToString(),
          new Array(),
          new ArrayPartition(),
          new ArrayContains(),
          new ArrayRange(),
          new ArrayGetItem(),
          new ArrayLength(),
          new ArrayUnique(),
          new Base64Encode(),
          new Base64Decode(),
          new Hash(),
          new JsonMerge(),
          new MathRandom(),
          new MathAdd(),
          new StringSplit(),
          new Uuid());

  private static final Map<String, IntrinsicFunction> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(IntrinsicFunction::name, f -> f));

  private IntrinsicFunctions() {}

  static Optional<IntrinsicFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
