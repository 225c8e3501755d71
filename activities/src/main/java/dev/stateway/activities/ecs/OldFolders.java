package dev.stateway.activities.ecs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The folders of tasks that have ended long ago. */
final class OldFolders {
  private OldFolders() {}

  /** The folders in this one, in the order of their names. */
  static List<Path> in(Path parent) throws IOException {
    try (var folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Removes the folders in this one that were not changed for so long. */
  static void remove(Path parent, Duration age) throws IOException {
    for (var folder : in(parent)) {
      if (isOlder(folder, age)) {
        delete(folder);
      }
    }
  }

  static boolean isOlder(Path folder, Duration age) throws IOException {
    return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(age));
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
