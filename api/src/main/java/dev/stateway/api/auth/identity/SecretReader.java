package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the secrets that the file refers to: {@code env:NAME}, {@code file:PATH} (relative to the
 * file), {@code sealed:TEXT}; the file itself holds none.
 */
final class SecretReader {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final Map<String, String> environment;
  private final Sealer sealer;
  private final Set<Path> files = new LinkedHashSet<>();

  SecretReader(Path folder, Map<String, String> environment, Sealer sealer) {
    this.folder = folder;
    this.environment = environment;
    this.sealer = sealer;
  }

  /** The secret that a member refers to; noted where there is none. */
  Optional<Secret> secret(Fields fields, String member) {
    var reference = fields.requiredText(member);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    var colon = reference.indexOf(':');
    var rest = reference.substring(colon + 1);
    var secret =
        switch (colon < 0 ? "" : reference.substring(0, colon)) {
          case "env" -> fromEnvironment(fields, member, rest);
          case "file" -> fromFile(fields, member, rest);
          case "sealed" -> fromSeal(fields, member, rest);
          default -> {
            fields.problem(member, "must refer to the secret: env:NAME, file:PATH or sealed:TEXT");
            yield Optional.<String>empty();
          }
        };
    return secret.map(Secret::new);
  }

  /** The SHA-256 of the key that a member refers to, or names as {@code sha256:HEX}. */
  Optional<String> hash(Fields fields, String member) {
    var reference = fields.has(member) ? fields.take(member).asString("") : "";
    if (!reference.startsWith("sha256:")) {
      return secret(fields, member)
          .map(secret -> IncomingRequest.sha256(secret.text().getBytes(StandardCharsets.UTF_8)));
    }
    var hash = reference.substring("sha256:".length());
    if (!HASH.matcher(hash).matches()) {
      fields.problem(member, "sha256: must be followed by 64 lower-case hexadecimal digits");
      return Optional.empty();
    }
    return Optional.of(hash);
  }

  private Optional<String> fromEnvironment(Fields fields, String member, String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      fields.problem(member, "the environment variable " + name + " is not set");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private Optional<String> fromFile(Fields fields, String member, String path) {
    try {
      var file = folder.resolve(path);
      files.add(file);
      var text = Files.readString(file).strip();
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
      fields.problem(member, "the file " + file + " is empty");
    } catch (IOException | InvalidPathException _) {
      fields.problem(member, "the file " + path + " cannot be read");
    }
    return Optional.empty();
  }

  private Optional<String> fromSeal(Fields fields, String member, String sealed) {
    var text = sealer.open(sealed);
    if (text.isEmpty()) {
      fields.problem(member, "was not sealed by this server");
    }
    return text;
  }

  /** The files that were looked at. */
  Set<Path> files() {
    return files;
  }
}
