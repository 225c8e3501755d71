package dev.stateway.activities.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a directory of code looked like: when it changes, processes with the old code are not used
 * again.
 *
 * @param files how many files were looked at
 * @param newest the latest change of one of them, in milliseconds
 */
record CodeVersion(long files, long newest) {
  private static final int MAX_FILES = 2_000;
  private static final int MAX_DEPTH = 6;
  private static final Set<String> NOT_CODE =
      Set.of("__pycache__", "node_modules", ".git", ".venv", "data", "target");

  static CodeVersion of(Path directory) throws IOException {
    try (var paths = Files.walk(directory, MAX_DEPTH)) {
      return paths
          .filter(path -> isCode(directory.relativize(path)))
          .limit(MAX_FILES)
          .map(CodeVersion::single)
          .reduce(new CodeVersion(0, 0), CodeVersion::and);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private CodeVersion and(CodeVersion other) {
    return new CodeVersion(files + other.files, Math.max(newest, other.newest));
  }

  private static CodeVersion single(Path path) {
    // A file that is gone again by now says the same as one that was never there.
    return new CodeVersion(1, path.toFile().lastModified());
  }

  private static boolean isCode(Path relative) {
    for (var part : relative) {
      if (NOT_CODE.contains(part.toString())) {
        return false;
      }
    }
    return !relative.toString().endsWith(".pyc");
  }

  /** Looks at a directory again when the last look is not fresh. */
  static final class Watch {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private @Nullable CodeVersion last;
    private long lookedAt;

    Watch(Path directory) {
      this.directory = directory;
    }

    synchronized CodeVersion now() throws IOException {
      var now = System.nanoTime();
      var version = last;
      if (version == null || now - lookedAt > FRESH) {
        version = CodeVersion.of(directory);
        last = version;
        lookedAt = now;
      }
      return version;
    }
  }
}
