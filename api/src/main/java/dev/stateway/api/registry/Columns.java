package dev.stateway.api.registry;

import dev.stateway.translator.JsonText;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.databind.JsonNode;

/** How columns of H2 and PostgreSQL are read and written. */
final class Columns {
  private Columns() {}

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  static int number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Integer.class), column);
  }

  static JsonNode json(Readable row, String column) {
    return JsonText.parse(text(row, column));
  }

  static Instant time(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column).toInstant();
  }

  static OffsetDateTime value(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  static GenericExecuteSpec bindText(
      GenericExecuteSpec statement, String name, @Nullable String text) {
    return text == null ? statement.bindNull(name, String.class) : statement.bind(name, text);
  }
}
