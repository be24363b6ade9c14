package org.noether.reports.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {
  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({"90s, 90, 1m30s", "5m, 300, 5m", "1h30m, 5400, 1h30m", "2h1s, 7201, 2h1s"})
  void timesAreReadAndPrinted(String text, long seconds, String printed) {
    Duration duration = converter.convert(text);
    assertThat(duration).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(DurationConverter.print(duration)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "0s", "-5m", "5 m", "1m1h", "999999999999s"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> converter.convert(text)).hasMessageContaining("is not a time such as");
  }
}
