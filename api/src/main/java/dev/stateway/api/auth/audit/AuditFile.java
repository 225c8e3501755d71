package dev.stateway.api.auth.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files {@code audit-DATE.jsonl}: one JSON object a line, one file a day (UTC), which is never
 * touched again after it.
 */
final class AuditFile {
  private static final JsonMapper MAPPER =
      JsonText.MAPPER
          .rebuild()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private final Path folder;

  AuditFile(Path folder) {
    this.folder = folder;
  }

  void append(List<AuditEntry> entries) throws IOException {
    var byDay = new TreeMap<LocalDate, StringBuilder>();
    for (var entry : entries) {
      byDay
          .computeIfAbsent(
              LocalDate.ofInstant(entry.time(), ZoneOffset.UTC), _ -> new StringBuilder())
          .append(MAPPER.writeValueAsString(entry))
          .append('\n');
    }
    for (var day : byDay.entrySet()) {
      var file = folder.resolve("audit-" + day.getKey() + ".jsonl");
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      append(file, day.getValue().toString());
    }
  }

  private void append(Path file, String lines) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.position(channel.size());
      var text = endsLine(channel) ? lines : "\n" + lines;
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /** A server that was killed, or a full disk, may have left half a line. */
  private static boolean endsLine(FileChannel channel) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.size() == 0
        || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
  }
}
