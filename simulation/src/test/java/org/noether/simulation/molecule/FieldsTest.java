package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "007, 7",
    "999999999, 999999999",
    "1000000000, -1",
    "-1, -1",
    "1.0, -1",
    "'', -1",
    "1a, -1"
  })
  void readsNaturalNumbersOfAtMostNineDigits(String text, int expected) {
    assertThat(Fields.natural(text)).isEqualTo(expected);
  }

  @Test
  void findsEachElementByItsSymbolAlone() {
    for (int number = 1; number <= Elements.MAX_ATOMIC_NUMBER; number++) {
      String symbol = Elements.symbol(number);
      assertThat(Elements.atomicNumber(symbol)).as(symbol).isEqualTo(number);
      assertThat(Elements.atomicNumber("x" + symbol + "1", 1, 1 + symbol.length()))
          .as(symbol)
          .isEqualTo(number);
    }
    for (String none : new String[] {"", "c", "CL", "C`", "C{", "Xx", "[", "@", "Hee", "É", "Cé"}) {
      assertThat(Elements.atomicNumber(none)).as(none).isZero();
    }
  }
}
