package dev.stateway.api.auth.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses to serve other machines without TLS, unless that is asked for. */
public final class PlaintextGuard {
  private PlaintextGuard() {}

  /**
   * Checks where is to be served.
   *
   * @param host the address to bind to
   * @param tls whether it is served over TLS
   * @param allowed whether it may be served without
   * @throws IllegalStateException it may not
   */
  public static void check(String host, boolean tls, boolean allowed) {
    if (!tls && !allowed && !isLoopback(host)) {
      throw new IllegalStateException(
          "STATEWAY_HOST="
              + host
              + " would serve other machines without TLS: configure TLS, or say"
              + " STATEWAY_ALLOW_PLAINTEXT=true where something before it does TLS");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
