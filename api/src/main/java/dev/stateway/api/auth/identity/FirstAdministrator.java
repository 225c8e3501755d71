package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first {@code identities.yaml}: one administrator, whose keys are in a file beside it
 * that only its owner can read.
 */
public final class FirstAdministrator {
  /** The keys, as variables of a shell. */
  public static final String KEYS = "administrator.env";

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int KEY_ID_LENGTH = 16;
  private static final int SECRET_BYTES = 30;

  private FirstAdministrator() {}

  /** Makes both files where there is no {@code identities.yaml} yet. */
  public static void makeIfFirst(Path identities, Sealer sealer) throws IOException {
    if (Files.exists(identities)) {
      return;
    }
    var random = new SecureRandom();
    var id = new StringBuilder("AKIA");
    for (var i = 0; i < KEY_ID_LENGTH; i++) {
      id.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
    }
    var secret = secret(random);
    var apiKey = "sw_" + secret(random);
    var keys = identities.resolveSibling(KEYS);
    // The keys first: identities without them would lock everybody out.
    write(keys, environment(id.toString(), secret, apiKey), StandardCopyOption.REPLACE_EXISTING);
    var hash = IncomingRequest.sha256(apiKey.getBytes(StandardCharsets.UTF_8));
    write(identities, identities(id.toString(), sealer.seal(secret), hash));
    LOG.info("made an administrator: its keys are in {}", keys);
  }

  private static String identities(String id, String sealedSecret, String apiKeyHash) {
    return """
    # Who may do what here. Changes count within seconds; what is wrong is in the log, and then nothing changes.
    # docs/security.md says what can be written.
    policies:
      administrator:
        Version: "2012-10-17"
        Statement: {Sid: Everything, Effect: Allow, Action: "*", Resource: "*"}
    users:
      administrator: # its keys themselves are in administrator.env, beside this file
        policies: [administrator]
        accessKeys:
          - id: %s
            secret: sealed:%s
        apiKeys:
          - name: first
            key: sha256:%s
    """
        .formatted(id, sealedSecret, apiKeyHash);
  }

  private static String environment(String id, String secret, String apiKey) {
    return """
    AWS_ACCESS_KEY_ID=%s
    AWS_SECRET_ACCESS_KEY=%s
    STATEWAY_API_KEY=%s
    """
        .formatted(id, secret, apiKey);
  }

  private static String secret(SecureRandom random) {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(Path file, String text, StandardCopyOption... options)
      throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var folder = file.toAbsolutePath().getParent();
    var unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".new", owner);
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, options);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " was made by another server at the same time", e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
