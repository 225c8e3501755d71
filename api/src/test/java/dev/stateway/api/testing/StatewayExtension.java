package dev.stateway.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Resolves parameters of the types {@link StatewayServer}, {@link TemporalServer} and {@link
 * SfnClient}.
 */
final class StatewayExtension implements ParameterResolver {
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "stateway.functions",
          System.getProperty("stateway.root") + "/api/src/test/resources/functions.yaml");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == StatewayServer.class || type == TemporalServer.class || type == SfnClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == TemporalServer.class) {
      return temporal(context);
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
    var address = temporal(context).address();
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(
            StatewayServer.class,
            _ -> started(() -> StatewayServer.start(address, FUNCTIONS).awaitReady()),
            StatewayServer.class);
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
