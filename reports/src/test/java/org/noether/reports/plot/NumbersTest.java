package org.noether.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
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
    "9876, 2, 9900",
    "30123, 2, 3.0×10⁴",
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
    "0.01, 0.01, 10⁻²",
    "0.5, 0.5, 5×10⁻¹",
    "1, 1, 1",
    "2, 2, 2",
    "3, '', ''",
    "10, 10, 10",
    "50, 50, 5×10¹",
    "100, 100, 10²",
    "1e-6, 0.000001, 10⁻⁶",
    "5e-6, 0.000005, 5×10⁻⁶"
  })
  void logarithmicAxesLabelOneTwoAndFiveInOneStyle(double x, String plain, String powers) {
    assertThat(Numbers.onLogarithmicAxis(x, true, 1)).isEqualTo(plain);
    assertThat(Numbers.onLogarithmicAxis(x, false, 1)).isEqualTo(powers);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, ''", "100, 10²", "0.1, ''", "0.01, 10⁻²"})
  void logarithmicAxesOfManyDecadesLabelEverySecond(double x, String text) {
    assertThat(Numbers.onLogarithmicAxis(x, false, 2)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.5, 0, −0.5",
    "-0.0, 0, 0",
    "0.005, 0, 0.005",
    "3000, 0, 3000",
    "0.30000000000000004, 0, 0.3",
    "5e-6, -6, 5",
    "-1.15e7, 6, −11.5"
  })
  void linearAxesHaveTrueMinusSignsAndNoRoundOff(double x, int power, String text) {
    assertThat(Numbers.onLinearAxis(x, power)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.02, 0",
    "9999, 0",
    "94851, 3",
    "103427, 3",
    "1.2e7, 6",
    "0.005, -3",
    "2e-5, -6",
    "1e-20, -21"
  })
  void linearAxesOfSmallOrLargeNumbersCountInPowers(double largest, int power) {
    assertThat(Numbers.powerOfLinearAxis(largest)).isEqualTo(power);
  }

  @Test
  void titlesOfAxesNameThePower() {
    assertThat(Numbers.titled("predicted, meV", 3)).isEqualTo("predicted, 10³ meV");
    assertThat(Numbers.titled("systems", 3)).isEqualTo("systems, 10³");
    assertThat(Numbers.titled("predicted, meV", 0)).isEqualTo("predicted, meV");
  }

  @ParameterizedTest
  @CsvSource({"12, 18, 0", "60, 90, 0", "1, 1, 1", "0.1, 0.2, 2", "0.001, 1000, 19", "3, 0, 0"})
  void labelsOfALogarithmicAxisAreCounted(double from, double to, long count) {
    assertThat(Numbers.labels(from, to)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"0.103, 0.158, 0.1, 0.2", "2, 2, 2, 5", "7e-5, 9e-5, 5e-5, 1e-4"})
  void anAxisEndsAtLabels(double low, double high, double first, double last) {
    assertThat(Numbers.labelBelow(low)).isCloseTo(first, within(1e-9 * first));
    assertThat(Numbers.labelAbove(high)).isCloseTo(last, within(1e-9 * last));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.01002, 0.30", "-1.5, 0.5, −1.5", "-0.0, 0.5, 0.0", "40, 20, 40"})
  void decimalsAreThoseOfTheStep(double x, double step, String text) {
    assertThat(Numbers.fixed(x, step)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"bohr^3, bohr³", "m s^-12, m s⁻¹²", "meV, meV", "x^y, x^y"})
  void powersOfUnitsAreRaised(String plain, String printed) {
    assertThat(Numbers.unit(plain)).isEqualTo(printed);
  }
}
