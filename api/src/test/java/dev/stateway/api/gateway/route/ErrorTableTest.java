package dev.stateway.api.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorTableTest {
  @Test
  void theFirstThatMatchesCounts() {
    var statuses = new LinkedHashMap<String, Integer>();
    statuses.put("Order.NotFound", 404);
    statuses.put("Order.*", 422);
    var table = new ErrorTable(statuses);
    assertThat(table.status("Order.NotFound")).hasValue(404);
    assertThat(table.status("Order.Closed")).hasValue(422);
    assertThat(table.status("Payment.Refused")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, anything, true",
    "a*c, abbc, true",
    "a*c, abbd, false",
    "*.Missing, Order.Missing, true",
    "a*b*c, a-b-b-c, true",
    "a, ab, false",
    "ab, a, false",
    "a**, a, true",
    "'', '', true"
  })
  void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
    assertThat(ErrorTable.matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void manyStarsTakeNoLongerThanTheyMust() {
    assertThat(ErrorTable.matches("*a".repeat(500) + "*b", "a".repeat(20_000))).isFalse();
  }
}
