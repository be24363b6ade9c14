package org.noether.reports.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.reports.console.PythonLiteral.Call;
import org.noether.reports.console.PythonLiteral.SyntaxException;
import org.noether.simulation.testing.Draws;

class PythonLiteralTest {
  private static Call call(String name, Object... args) {
    return new Call(name, Arrays.asList(args), Map.of());
  }

  @Test
  void readsThePapersConfigurations() {
    assertThat(PythonLiteral.parse("{'group':T(2),'k':384,'num_layers':4}"))
        .isEqualTo(Map.of("group", call("T", 2L), "k", 384L, "num_layers", 4L));
    assertThat(PythonLiteral.parse("{'group':SE3(.2),'fill':1/2,'liftsamples':4, 'nbhd':25}"))
        .isEqualTo(Map.of("group", call("SE3", .2), "fill", .5, "liftsamples", 4L, "nbhd", 25L));
    assertThat(PythonLiteral.parse("{'group':SO2(),'fill':1.}"))
        .isEqualTo(Map.of("group", call("SO2"), "fill", 1.0));
  }

  @Test
  void keepsTheOrderWritten() {
    assertThat(PythonLiteral.parseDict("{'z':1,'a':2,'m':3}").keySet())
        .containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".2|0.2",
        "1.|1.0",
        "1e-3|0.001",
        "-2.5E+2|-250.0",
        "1/2|0.5",
        "6/2/3|1.0",
        "+.5|0.5",
        "(3.5)|3.5",
        "-1/4|-0.25"
      })
  void readsFractions(String text, double value) {
    assertThat(PythonLiteral.parse(text)).isEqualTo(value);
  }

  @Test
  void readsEveryKindOfValue() {
    assertThat(PythonLiteral.parse(" [1, -2, 'a', \"it's\", True, False, None, (), (1,), {}] "))
        .isEqualTo(
            Arrays.asList(
                1L, -2L, "a", "it's", true, false, null, List.of(), List.of(1L), Map.of()));
    assertThat(PythonLiteral.parse("T(k=2)")).isEqualTo(new Call("T", List.of(), Map.of("k", 2L)));
    assertThat(PythonLiteral.parse("SE2(.2,per_point=True)"))
        .isEqualTo(new Call("SE2", List.of(.2), Map.of("per_point", true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'group':T(2),'k' 384}|19|expected ':' after 'k', found '3'",
        "{'k':256|1|'{' is never closed",
        "{'k:256}|2|the text starting with ' is never closed",
        "{k:256}|2|expected a quoted name or '}', found 'k'",
        "{'k':256,'k':1}|10|'k' is given twice",
        "{'k':T}|6|'T' is neither quoted nor a call such as T(2)",
        "{'k':1 2}|8|expected ',' or '}', found '2'",
        "T(2))|5|unexpected ')' after the value",
        "1/0|3|division by zero",
        "'a'/2|4|only numbers can be divided",
        "T(k=1,2)|7|a positional argument cannot follow a named one",
        "-'a'|1|a sign must stand before a number",
        "12ab|3|unexpected 'a' in a number",
        "1e|3|expected the digits of an exponent, found the end",
        "99999999999999999999|1|an integer beyond 64 bits",
        "1e999|1|a number beyond double precision",
        "__import__('os').system('x')|17|unexpected '.' after the value",
      })
  void saysWhatIsWrongAndWhere(String text, int column, String reason) {
    var thrown = catchThrowableOfType(SyntaxException.class, () -> PythonLiteral.parse(text));
    assertThat(thrown).hasMessageContaining(reason).hasMessageContaining("column " + column + ":");
    assertThat(thrown.column()).isEqualTo(column);
  }

  @Test
  void marksThePlaceInTheText() {
    assertThatThrownBy(() -> PythonLiteral.parse("{'k' 384}"))
        .hasMessage("column 6: expected ':' after 'k', found '3', here: {'k'  >>> 384}");
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(10_000)))
        .hasMessageContaining("nested deeper than 32");
    assertThatThrownBy(() -> PythonLiteral.parse("-".repeat(10_000) + "1"))
        .hasMessageContaining("nested deeper than 32");
    assertThatThrownBy(() -> PythonLiteral.parse("'" + "a".repeat(20_000) + "'"))
        .hasMessageContaining("longer than 16384 characters");
  }

  @Test
  void parseDictWantsADict() {
    assertThatThrownBy(() -> PythonLiteral.parseDict("[1]"))
        .isInstanceOf(SyntaxException.class)
        .hasMessageContaining("expected a dict such as");
  }

  @TestFactory
  Stream<DynamicTest> printingAndReadingGiveTheValueBack() {
    return Draws.tests(
        1000,
        draws -> value(draws, 3),
        value -> assertThat(PythonLiteral.parse(PythonLiteral.print(value))).isEqualTo(value));
  }

  @TestFactory
  Stream<DynamicTest> anyTextIsReadOrRefusedWithItsColumn() {
    return Draws.tests(1000, PythonLiteralTest::text, PythonLiteralTest::checkRefusal);
  }

  private static void checkRefusal(String text) {
    try {
      PythonLiteral.parse(text);
    } catch (SyntaxException e) {
      assertThat(e.column()).isBetween(1, text.length() + 1);
      assertThat(e.getMessage()).doesNotContain("\n");
    }
  }

  @Test
  void aRefusalIsOneLineEvenIfAKeyIsNot() {
    assertThatThrownBy(() -> PythonLiteral.parse("{'a\nb' 1}"))
        .isInstanceOf(SyntaxException.class)
        .hasMessageContaining("expected ':' after 'a\\nb'");
    assertThatThrownBy(() -> PythonLiteral.parse("{'a\nb':1,'a\nb':2}"))
        .hasMessageContaining("'a\\nb' is given twice");
  }

  private static String text(Draws draws) {
    return text(draws, "{}[]()'\":,.=/-+eE_019 \n\\uTkNone\0", draws.between(0, 40));
  }

  private static String text(Draws draws, String alphabet, int length) {
    List<Character> characters = alphabet.chars().mapToObj(c -> (char) c).toList();
    return IntStream.range(0, length)
        .mapToObj(_ -> draws.oneOf(characters).toString())
        .collect(Collectors.joining());
  }

  private static @Nullable Object value(Draws draws, int depth) {
    return switch (draws.between(0, depth == 0 ? 0 : 3)) {
      case 1 -> list(draws, depth - 1);
      case 2 -> map(draws, depth - 1);
      case 3 -> new Call("G" + name(draws), list(draws, depth - 1), map(draws, depth - 1));
      default -> leaf(draws);
    };
  }

  private static List<@Nullable Object> list(Draws draws, int depth) {
    var list = new ArrayList<@Nullable Object>();
    IntStream.range(0, draws.between(0, 3)).forEach(_ -> list.add(value(draws, depth)));
    return list;
  }

  private static Map<String, @Nullable Object> map(Draws draws, int depth) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    IntStream.range(0, draws.between(0, 3)).forEach(_ -> map.put(name(draws), value(draws, depth)));
    return map;
  }

  private static String name(Draws draws) {
    return text(draws, "abcxyzABCXYZ", draws.between(1, 6));
  }

  private static @Nullable Object leaf(Draws draws) {
    return switch (draws.between(0, 8)) {
      case 0 -> null;
      case 1 -> draws.coin();
      case 2 -> (long) draws.between(-1000, 1000);
      case 3 -> Math.max(draws.bits(), -Long.MAX_VALUE);
      case 4 -> draws.oneOf(List.of(Long.MAX_VALUE, -Long.MAX_VALUE, 0L, 1L, -1L));
      case 5 -> draws.oneOf(List.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, -1e-300, 0.1));
      case 6 -> draws.between(-1000, 1000) / 64.0;
      case 7 -> {
        double any = Double.longBitsToDouble(draws.bits());
        yield Double.isFinite(any) ? any : 0.5;
      }
      default -> anyText(draws);
    };
  }

  /** Text of any characters that Unicode has. */
  private static String anyText(Draws draws) {
    int highest = draws.oneOf(List.of(0x7f, 0xff, 0xffff, Character.MAX_CODE_POINT));
    return IntStream.range(0, draws.between(0, 8))
        .mapToObj(_ -> Character.toString(draws.between(0, highest)))
        .collect(Collectors.joining());
  }
}
