package dev.stateway.api.gateway.integration;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves the names of backends to addresses that they may have. What is checked here is what is
 * connected to: nobody asks a second time. Addresses in the place of names come here too.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {
  private final AddressRules rules;

  GuardedResolver(AddressRules rules) {
    this.rules = rules;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver(executor);
  }

  private final class Resolver extends AbstractAddressResolver<InetSocketAddress> {
    Resolver(EventExecutor executor) {
      super(executor, InetSocketAddress.class);
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return false;
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
      inBackground(address, promise, all -> promise.trySuccess(all.getFirst()));
    }

    @Override
    protected void doResolveAll(
        InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
      inBackground(address, promise, promise::trySuccess);
    }

    // The system's resolver blocks.
    private void inBackground(
        InetSocketAddress address,
        Promise<?> promise,
        java.util.function.Consumer<List<InetSocketAddress>> success) {
      Thread.ofVirtual()
          .name("gateway-resolver")
          .start(() -> {
            try {
              var found = new ArrayList<InetSocketAddress>();
              for (var allowed : rules.resolve(address.getHostString())) {
                found.add(new InetSocketAddress(allowed, address.getPort()));
              }
              success.accept(found);
            } catch (IOException | AddressRules.ForbiddenAddressException failure) {
              promise.tryFailure(failure);
            }
          });
    }
  }
}
