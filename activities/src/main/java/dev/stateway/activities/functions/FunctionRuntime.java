package dev.stateway.activities.functions;

import java.util.Arrays;
import java.util.Optional;

/** The runtime clients a function can run under. */
public enum FunctionRuntime {
  /** AWS's {@code awslambdaric}, in a virtual environment that the host makes. */
  PYTHON3("python3"),
  /**
   * AWS's {@code aws-lambda-ric} for Node.js, installed beside the function or on the PATH, else
   * built by the host.
   */
  NODEJS("nodejs"),
  /** Any command that speaks the Runtime API. */
  PROVIDED("provided");

  private final String text;

  FunctionRuntime(String text) {
    this.text = text;
  }

  /** The runtime as the configuration writes it. */
  public String text() {
    return text;
  }

  /** The runtime of this name. */
  public static Optional<FunctionRuntime> of(String text) {
    return Arrays.stream(values()).filter(runtime -> runtime.text.equals(text)).findFirst();
  }
}
