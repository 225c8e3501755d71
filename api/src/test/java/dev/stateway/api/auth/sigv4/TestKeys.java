package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access keys that tests know: a secret, and for temporary ones the session token. */
final class TestKeys {
  static final Principal SOMEBODY =
      new Principal(
          Principal.Type.USER,
          "arn:aws:iam::111111111111:user/somebody",
          "arn:aws:iam::111111111111:user/somebody",
          "AIDATEST",
          "somebody",
          List.of(),
          Map.of(),
          Map.of(),
          List.of(),
          null);

  private record Key(String secret, @Nullable String token) {}

  private final Map<String, Key> keys = new HashMap<>();

  TestKeys add(String id, String secret, @Nullable String token) {
    keys.put(id, new Key(secret, token));
    return this;
  }

  AccessKeys toAccessKeys() {
    return (id, token, _) -> {
      var key = keys.get(id);
      if (key == null || !String.valueOf(key.token()).equals(String.valueOf(token))) {
        return new AccessKeys.Lookup.Unknown();
      }
      return new AccessKeys.Lookup.Found(key.secret(), SOMEBODY);
    };
  }
}
