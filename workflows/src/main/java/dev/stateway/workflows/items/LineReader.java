package dev.stateway.workflows.items;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 text and knows the byte at which the next one begins. */
final class LineReader implements AutoCloseable {
  /** What AWS reads of one item. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int BUFFER = 64 * 1024;

  private final InputStream content;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private int filled;
  private long offset;

  /** Reads what begins at this byte of an object. */
  LineReader(InputStream content, long offset) {
    this.content = content;
    this.offset = offset;
  }

  /** Where the next line begins. */
  long offset() {
    return offset;
  }

  /** The next line without its end; null at the end. */
  @Nullable String next() throws IOException {
    var atStart = offset == 0;
    var line = new ByteArrayOutputStream();
    if (!fill()) {
      return null;
    }
    while (fill()) {
      var end = used;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, used, end - used);
      offset += end - used;
      used = end;
      if (line.size() > MOST_BYTES) {
        throw new UnreadableItemsException("An item is larger than " + MOST_BYTES + " bytes");
      }
      if (end < filled) {
        used++;
        offset++;
        break;
      }
    }
    return text(line.toByteArray(), atStart);
  }

  private boolean fill() throws IOException {
    if (used == filled) {
      used = 0;
      filled = Math.max(content.read(buffer), 0);
    }
    return filled > 0;
  }

  private static String text(byte[] bytes, boolean atStart) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (atStart && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
        text = text.substring(1);
      }
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableItemsException("The file is not UTF-8 text");
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
