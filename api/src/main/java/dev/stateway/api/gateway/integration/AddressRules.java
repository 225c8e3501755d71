package dev.stateway.api.gateway.integration;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses backends may have: public ones, and those that the operator allows. Loopback,
 * private, link-local (where cloud providers tell machines their credentials), shared, multicast
 * and reserved ranges are none of a route's business.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">Special addresses</a>
 */
public final class AddressRules {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+(/.*)?|.*:.*");
  private static final List<Range> SPECIAL =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "::1/128",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  private final List<Range> ranges;
  private final Set<String> hosts;

  private AddressRules(List<Range> ranges, Set<String> hosts) {
    this.ranges = List.copyOf(ranges);
    this.hosts = Set.copyOf(hosts);
  }

  /**
   * Public addresses and these.
   *
   * @param allowed hosts, addresses or CIDR ranges, with commas between them; {@code *} for all,
   *     empty for none
   * @throws IllegalArgumentException one is a range of no addresses
   */
  public static AddressRules allowing(String allowed) {
    var ranges = new ArrayList<Range>();
    var hosts = new HashSet<String>();
    for (var part : allowed.split(",", -1)) {
      var text = part.strip().toLowerCase(Locale.ROOT);
      if (ADDRESS.matcher(text).matches()) {
        ranges.add(Range.parse(text));
      } else if (!text.isEmpty()) {
        hosts.add(text);
      }
    }
    return new AddressRules(ranges, hosts);
  }

  /** Whether a backend may have this address. */
  public boolean allow(InetAddress address) {
    return hosts.contains("*")
        || ranges.stream().anyMatch(range -> range.contains(address))
        || SPECIAL.stream().noneMatch(range -> range.contains(address));
  }

  private static List<Range> ranges(String... texts) {
    return List.of(texts).stream().map(Range::parse).toList();
  }

  /** All addresses that begin with the same bits. */
  private record Range(InetAddress address, int bits) {
    static Range parse(String text) {
      var slash = text.indexOf('/');
      var literal = slash < 0 ? text : text.substring(0, slash);
      try {
        var address =
            literal.indexOf(':') >= 0
                ? Inet6Address.ofLiteral(literal)
                : Inet4Address.ofLiteral(literal);
        var most = address.getAddress().length * 8;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
          throw new IllegalArgumentException(text + " is no range of addresses");
        }
        return new Range(address, bits);
      } catch (NumberFormatException malformed) {
        throw new IllegalArgumentException(text + " is no range of addresses", malformed);
      }
    }

    boolean contains(InetAddress other) {
      var mine = address.getAddress();
      var theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (var bit = 0; bit < bits; bit++) {
        var mask = 0x80 >> (bit % 8);
        if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The addresses of a name that are allowed. Blocks.
   *
   * @throws ForbiddenAddressException it has addresses, none of which is allowed
   * @throws UnknownHostException it has none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException, ForbiddenAddressException {
    var isNamed = hosts.contains(host.toLowerCase(Locale.ROOT));
    var found =
        List.of(InetAddress.getAllByName(host)).stream()
            .filter(address -> isNamed || allow(address))
            .toList();
    if (found.isEmpty()) {
      throw new ForbiddenAddressException(host);
    }
    return found;
  }

  /** A backend has an address that it may not have. */
  static final class ForbiddenAddressException extends Exception {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
      super(host + " has no address that is allowed: see STATEWAY_HTTP_ALLOW");
    }
  }
}
