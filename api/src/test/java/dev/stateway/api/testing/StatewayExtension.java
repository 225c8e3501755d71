package dev.stateway.api.testing;

import dev.stateway.api.testing.WithStateway.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Resolves parameters of the types {@link StatewayServer}, {@link TemporalServer}, {@link
 * PostgresServer} and {@link SfnClient}.
 */
final class StatewayExtension implements ParameterResolver {
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "stateway.functions",
          System.getProperty("stateway.root") + "/api/src/test/resources/functions.yaml");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == StatewayServer.class
        || type == TemporalServer.class
        || type == PostgresServer.class
        || type == SfnClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == TemporalServer.class) {
      return temporal(context);
    }
    if (type == PostgresServer.class) {
      return postgres(context);
    }
    return type == SfnClient.class ? stateway(context).client() : stateway(context);
  }

  private static TemporalServer temporal(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(
            TemporalServer.class, _ -> started(TemporalServer::start), TemporalServer.class);
  }

  private static StatewayServer stateway(ExtensionContext context) {
    var registry =
        Optional.ofNullable(context.getRequiredTestClass().getAnnotation(WithStateway.class))
            .map(WithStateway::registry)
            .orElse(Registry.FILE);
    var address = temporal(context).address();
    var properties = new LinkedHashMap<>(FUNCTIONS);
    if (registry == Registry.POSTGRESQL) {
      properties.put("stateway.database-url", started(postgres(context)::newDatabase).toString());
      // Its state machines are known to none of the others: it takes only its own executions.
      properties.put("stateway.task-queue", "on-postgresql");
    }
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(
            registry,
            _ -> started(() -> StatewayServer.start(address, properties).awaitReady()),
            StatewayServer.class);
  }

  private static PostgresServer postgres(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(
            PostgresServer.class, _ -> started(PostgresServer::start), PostgresServer.class);
  }

  private interface Start<T> {
    T run() throws IOException, InterruptedException, SQLException;
  }

  private static <T> T started(Start<T> start) {
    try {
      return start.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refused", e);
    }
  }
}
