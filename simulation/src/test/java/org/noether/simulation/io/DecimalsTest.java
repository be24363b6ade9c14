package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  /** Up to 15 digits are computed here, more by a library; both must round as Java does. */
  @Test
  void readsDecimalNumbersAsJavaDoes() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8));
      String text = String.format(Locale.ROOT, "%." + random.nextInt(18) + "f", value);
      assertThat(Decimals.real(text)).as(text).hasValue(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0.0",
    "+1, 1",
    "5., 5",
    ".5, 0.5",
    "-.25, -0.25",
    "1e3, 1000",
    "2.5d-1, 0.25",
    "1.5*^2, 150",
    "1D2, 100",
    "000000000000000000001, 1",
    "999999999999999, 999999999999999"
  })
  void readsEachWayToWriteANumber(String text, double expected) {
    assertThat(Decimals.real(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-",
        "+",
        "e",
        "1e",
        "1-2",
        "1.2.3",
        "--1",
        "0x1p3",
        "NaN",
        "Infinity",
        "1f",
        "1d",
        "1e999",
        "1 2",
        "CC",
        "D",
        "*^",
        "١"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(Decimals.real(text)).isEmpty();
  }
}
