package dev.stateway.api.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server on a port of its own. */
public final class PostgresServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts one and waits until it answers. */
  public static PostgresServer start() throws IOException {
    return new PostgresServer(EmbeddedPostgres.builder().setPGStartupWait(START).start());
  }

  /** A new, empty database, as {@code STATEWAY_DATABASE_URL} names it. */
  public URI newDatabase() throws SQLException {
    var name = "stateway_" + databases.incrementAndGet();
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      // The order of texts is that of their bytes, whatever the machine's language.
      statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 LOCALE 'C'");
    }
    return URI.create("postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/" + name);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
