package dev.stateway.api.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.gateway.route.Throttle;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsagePlansReaderTest {
  private static final Path FILE = Path.of("usage-plans.yaml");

  @Test
  void readsPlans() {
    var plans =
        UsagePlansReader.read(
            FILE,
            """
            usagePlans:
              gold:
                description: for partners
                throttle: {rateLimit: 0.5, burstLimit: 2}
                quota: {limit: 100, period: WEEK, offset: 1}
                apiStages:
                  - apiId: Orders
                  - {apiId: abc, stage: prod, throttle: {"GET /a": {rateLimit: 1, burstLimit: 1}}}
                apiKeys: [shop, partner]
              free: {}
            """);
    assertThat(plans).hasSize(2);
    var gold = plans.getFirst();
    assertThat(gold.throttle()).isEqualTo(new Throttle(0.5, 2, Throttle.Per.PRINCIPAL));
    assertThat(gold.quota()).isEqualTo(new Quota(100, Quota.Period.WEEK, 1));
    assertThat(gold.stages())
        .containsExactly(
            new UsagePlan.Stage("Orders", "$default", Map.of()),
            new UsagePlan.Stage(
                "abc", "prod", Map.of("GET /a", new Throttle(1, 1, Throttle.Per.PRINCIPAL))));
    assertThat(gold.apiKeys()).containsExactlyInAnyOrder("shop", "partner");
    assertThat(plans.getLast())
        .isEqualTo(new UsagePlan("free", null, null, java.util.List.of(), java.util.Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usagePlans: {p: {quota: {limit: 0, period: DAY}}} | 1: a quota has a limit, a whole number above 0
          usagePlans: {p: {quota: {limit: 5, period: YEAR}}} | 1: the period of a quota is DAY, WEEK or MONTH
          usagePlans: {p: {quota: {limit: 5}}} | 1: the period of a quota is DAY, WEEK or MONTH
          usagePlans: {p: {quota: {limit: 5, period: WEEK, offset: 7}}} | 1: the offset of a WEEK is a number from 0 to 6
          usagePlans: {p: {throttle: {rateLimit: 0, burstLimit: 1}}} | 1: a throttle has a rateLimit above 0
          usagePlans: {p: {throttle: {rateLimit: 1}}} | 1: a throttle has a burstLimit, a whole number above 0
          usagePlans: {p: {apiStages: [{stage: a}]}} | 1: an apiStage has an apiId
          usagePlans: {p: {apiStages: [{apiId: a, throttle: {FETCH /a: {rateLimit: 1, burstLimit: 1}}}]}} | 1: a route is METHOD /path or $default
          usagePlans: {p: {apiStages: a}} | 1: apiStages must be a list
          usagePlans: {p: {keys: [a]}} | 1: there is no keys here
          plans: {} | 1: there is no plans here
          usagePlans: [a] | 1: must be a mapping
          usagePlans: {a: {apiKeys: [k], apiStages: [{apiId: x}]}, b: {apiKeys: [k], apiStages: [{apiId: x}]}} | 1: the API key k has the plan a for the stage $default of x too
          usagePlans: { | not YAML
          """)
  void tellsWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> UsagePlansReader.read(FILE, text))
        .isInstanceOf(UsagePlansException.class)
        .hasMessageContaining(problem);
  }
}
