package dev.stateway.activities.functions;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of a text of unknown size: a longer line comes in pieces, so that memory stays bounded. */
final class BoundedLines implements AutoCloseable {
  private static final int MAX_LENGTH = 8192;

  private final Reader reader;
  private final StringBuilder line = new StringBuilder();

  BoundedLines(Reader reader) {
    this.reader = reader;
  }

  /** The next line or piece of one; empty at the end. */
  Optional<String> next() throws IOException {
    int character;
    while ((character = reader.read()) >= 0) {
      if (character == '\n') {
        return Optional.of(take());
      }
      if (character != '\r') {
        line.append((char) character);
      }
      if (line.length() == MAX_LENGTH) {
        return Optional.of(take());
      }
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(take());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private String take() {
    var text = line.toString();
    line.setLength(0);
    return text;
  }
}
