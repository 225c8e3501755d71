package dev.stateway.activities.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret, read when it is used, so that a changed one counts at once; never part of any text. */
public sealed interface Secret {
  /**
   * The secret.
   *
   * @throws IllegalStateException the variable is not set
   * @throws UncheckedIOException the file cannot be read
   */
  String value();

  /** Of a reference: {@code env:NAME}, {@code file:PATH}, or the secret itself. */
  static Secret of(String reference) {
    if (reference.startsWith(Variable.PREFIX)) {
      return new Variable(reference.substring(Variable.PREFIX.length()));
    }
    return reference.startsWith(Content.PREFIX)
        ? new Content(Path.of(reference.substring(Content.PREFIX.length())))
        : new Plain(reference);
  }

  /**
   * The text itself.
   *
   * @param value the secret
   */
  record Plain(String value) implements Secret {
    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /**
   * The value of an environment variable.
   *
   * @param name its name
   */
  record Variable(String name) implements Secret {
    private static final String PREFIX = "env:";

    @Override
    public String value() {
      var value = System.getenv(name);
      if (value == null) {
        throw new IllegalStateException("The environment variable " + name + " is not set");
      }
      return value;
    }
  }

  /**
   * What a file holds, without blanks around it.
   *
   * @param file its path
   */
  record Content(Path file) implements Secret {
    private static final String PREFIX = "file:";

    @Override
    public String value() {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
