package org.noether.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.01543, 3, 0.0154",
    "0.000603, 3, 6.03×10⁻⁴",
    "0.00099951, 3, 0.00100",
    "12345.6, 3, 12300",
    "1234567, 3, 1.23×10⁶",
    "-0.5, 2, −0.50",
    "3, 3, 3.00",
    "0, 3, 0",
    "NaN, 3, not a number",
    "Infinity, 3, ∞"
  })
  void significantDigitsAreKeptAndNoOthers(double x, int digits, String text) {
    assertThat(Numbers.significant(x, digits)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "1, 1",
    "0.01, 0.01",
    "0.001, 10⁻³",
    "1e-16, 10⁻¹⁶",
    "10000, 10⁴",
    "0.034, 0.034"
  })
  void powersOfTenAreWrittenAsPowersWhenTheyAreFarFromOne(double x, String text) {
    assertThat(Numbers.powerOfTen(x)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.01002, 0.30", "-1.5, 0.5, −1.5", "-0.0, 0.5, 0.0", "40, 20, 40"})
  void decimalsAreThoseOfTheStep(double x, double step, String text) {
    assertThat(Numbers.fixed(x, step)).isEqualTo(text);
  }
}
