package dev.stateway.activities.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Which hosts tasks may call: those with public addresses, and those that are named. The addresses
 * that are looked at are those that are connected to, so that a name cannot change in between.
 */
public final class AllowedHosts implements DnsResolver {
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;

  private final Set<String> named;

  /**
   * Public hosts and these.
   *
   * @param named names or addresses; {@code *} for all
   */
  public AllowedHosts(List<String> named) {
    this.named =
        named.stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether this host is named: it may be private, and called without TLS. */
  boolean isNamed(String host) {
    return named.contains("*") || named.contains(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = InetAddress.getAllByName(host);
    if (!isNamed(host) && Arrays.stream(addresses).anyMatch(AllowedHosts::isPrivate)) {
      throw new PrivateAddressException(host);
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return InetAddress.getByName(host).getCanonicalHostName();
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || isSpecial(address);
  }

  /** Unique local addresses of IPv6, addresses behind a carrier's NAT, and 0.0.0.0/8. */
  private static boolean isSpecial(InetAddress address) {
    var bytes = address.getAddress();
    var first = Byte.toUnsignedInt(bytes[0]);
    if (address instanceof Inet6Address) {
      return (first & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL || isTranslated(bytes);
    }
    var second = Byte.toUnsignedInt(bytes[1]);
    return first == 0 || (first == 100 && (second & 0xc0) == 64) || first >= 240;
  }

  /** 64:ff9b::/96, an IPv4 address in IPv6's clothes: another way to any private one. */
  private static boolean isTranslated(byte[] bytes) {
    return bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
  }

  /** A host that is not named has an address that is not public. */
  public static final class PrivateAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
      super(
          "The host "
              + host
              + " has a private address: name it in STATEWAY_HTTP_ALLOW to have it called");
    }
  }
}
