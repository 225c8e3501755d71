package dev.stateway.api.registry;

import dev.stateway.api.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The registry in a real PostgreSQL: all that it does in a file. */
class StateMachineRegistryOnPostgresTest extends StateMachineRegistryTest {
  private static PostgresServer server;

  private URI url;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    url = server.newDatabase();
  }

  @Override
  @Nullable URI databaseUrl() {
    return url;
  }
}
