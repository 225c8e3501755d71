package dev.stateway.activities.http;

import java.util.Optional;

/** The connections that are managed while the server runs, beside those of its configuration. */
@FunctionalInterface
public interface ConnectionStore {
  /** There are none. */
  ConnectionStore NONE = _ -> Optional.empty();

  /** The connection of this name, if there is one. */
  Optional<Connection> find(String name);
}
