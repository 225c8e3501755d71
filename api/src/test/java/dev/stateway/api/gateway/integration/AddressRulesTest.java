package dev.stateway.api.gateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.gateway.route.UriTemplate;
import dev.stateway.api.testing.SharedVectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
  private static final AddressRules PUBLIC = AddressRules.allowing("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "64:ff9b::7f00:1",
        "ff02::1"
      })
  void refusesWhatIsNotPublic(String address) {
    assertThat(PUBLIC.allow(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"})
  void allowsWhatIs(String address) {
    assertThat(PUBLIC.allow(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void theOperatorAllowsMore() {
    var rules = AddressRules.allowing("127.0.0.1, 10.0.0.0/9,fd00::/8");
    assertThat(rules.allow(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(rules.allow(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
    assertThat(rules.allow(InetAddress.ofLiteral("10.127.0.1"))).isTrue();
    assertThat(rules.allow(InetAddress.ofLiteral("10.128.0.1"))).isFalse();
    assertThat(rules.allow(InetAddress.ofLiteral("fd12::1"))).isTrue();
    assertThat(AddressRules.allowing("*").allow(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(AddressRules.allowing("localhost").allow(InetAddress.ofLiteral("127.0.0.1")))
        .isFalse();
    assertThatThrownBy(() -> AddressRules.allowing("10.0.0.0/33"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHostThatIsNamedMayHaveAnyAddress() throws Exception {
    assertThat(AddressRules.allowing("backend, Localhost").resolve("localhost")).isNotEmpty();
    assertThatThrownBy(() -> AddressRules.allowing("backend").resolve("localhost"))
        .isInstanceOf(AddressRules.ForbiddenAddressException.class);
  }

  /** Whatever form an address has, a route with it is refused, or leads to no address. */
  @TestFactory
  Stream<DynamicTest> noRouteLeadsToAnAddressThatIsNotPublic() throws IOException {
    return SharedVectors.read("abuse/payloads.json")
        .path("cases")
        .valueStream()
        .filter(example -> example.path("recipe").has("url"))
        .map(example ->
            DynamicTest.dynamicTest(
                example.path("name").stringValue(),
                () -> check(example.path("recipe").path("url").stringValue())));
  }

  private static void check(String url) {
    UriTemplate template;
    try {
      template = new UriTemplate(url);
    } catch (IllegalArgumentException refused) {
      return;
    }
    var host = template.expand(Map.of(), Optional.empty()).getHost();
    assertThatThrownBy(() -> PUBLIC.resolve(host.replaceAll("[\\[\\]]", "")))
        .isInstanceOfAny(AddressRules.ForbiddenAddressException.class, UnknownHostException.class);
  }
}
