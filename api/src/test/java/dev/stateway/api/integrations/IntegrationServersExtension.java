package dev.stateway.api.integrations;

import dev.stateway.api.testing.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves parameters of the type {@link IntegrationServers}: the same for the whole run. */
final class IntegrationServersExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == IntegrationServers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getRoot().getStore(Namespace.GLOBAL);
    return store.computeIfAbsent(
        IntegrationServers.class,
        _ ->
            started(() ->
                IntegrationServers.start(
                    store.computeIfAbsent(
                        TemporalServer.class,
                        _ -> started(TemporalServer::start),
                        TemporalServer.class))),
        IntegrationServers.class);
  }

  private interface Start<T> {
    T run() throws IOException, InterruptedException;
  }

  private static <T> T started(Start<T> start) {
    try {
      return start.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
