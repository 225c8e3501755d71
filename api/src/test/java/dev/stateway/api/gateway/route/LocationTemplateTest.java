package dev.stateway.api.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LocationTemplateTest {
  private static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:orders:a é";

  @Test
  void namesTheExecution() {
    assertThat(new LocationTemplate("/orders/{name}/state").of(ARN))
        .isEqualTo("/orders/a%20%C3%A9/state");
  }

  @Test
  void anyExecutionCanBeReadByItsArn() {
    assertThat(LocationTemplate.BY_ARN.of(ARN))
        .isEqualTo(
            "/executions/arn%3Aaws%3Astates%3Aus-east-1%3A000000000000%3Aexecution%3Aorders%3Aa%20%C3%A9");
  }

  @Test
  void refusesOtherNames() {
    assertThatThrownBy(() -> new LocationTemplate("/orders/{id}")).hasMessageContaining("{id}");
    assertThatThrownBy(() -> new LocationTemplate("orders/{name}"))
        .hasMessageContaining("begin with /");
  }
}
