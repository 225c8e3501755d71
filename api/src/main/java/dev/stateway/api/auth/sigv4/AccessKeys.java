package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The access keys that requests can be signed with. */
@FunctionalInterface
public interface AccessKeys {
  /** The key of this id; a temporary one is only found with its session token. */
  Lookup find(String accessKeyId, @Nullable String sessionToken, Instant now);

  /** What became of looking for a key. */
  sealed interface Lookup {
    /** It is there. */
    record Found(String secret, Principal principal) implements Lookup {
      @Override
      public String toString() {
        return "Found[" + principal.arn() + "]"; // the secret never gets into a log
      }
    }

    /** It was good until some time ago. */
    record Expired() implements Lookup {}

    /** There is none of this id, or its token is not this one. */
    record Unknown() implements Lookup {}
  }
}
