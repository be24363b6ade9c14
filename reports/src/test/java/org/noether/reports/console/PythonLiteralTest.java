package org.noether.reports.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.reports.console.PythonLiteral.Call;
import org.noether.reports.console.PythonLiteral.SyntaxException;

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

  @Property(seed = "1")
  void printingAndReadingGiveTheValueBack(@ForAll("values") @Nullable Object value) {
    assertThat(PythonLiteral.parse(PythonLiteral.print(value))).isEqualTo(value);
  }

  @Property(seed = "2")
  void anyTextIsReadOrRefusedWithItsColumn(@ForAll("texts") String text) {
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

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("{}[]()'\":,.=/-+eE_019 \n\\uTkNone\0").ofMaxLength(40);
  }

  @Provide
  Arbitrary<@Nullable Object> values() {
    return nested(3);
  }

  private static Arbitrary<@Nullable Object> nested(int depth) {
    Arbitrary<Object> scalar =
        Arbitraries.oneOf(
            Arbitraries.longs().greaterOrEqual(-Long.MAX_VALUE),
            Arbitraries.doubles(),
            Arbitraries.strings().ofMaxLength(8),
            Arbitraries.of(true, false));
    Arbitrary<@Nullable Object> leaf = scalar.injectNull(0.1);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<@Nullable Object> inner = nested(depth - 1);
    Arbitrary<String> name = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(6);
    Arbitrary<String> callName = name.map(s -> "G" + s);
    Arbitrary<List<@Nullable Object>> list = inner.list().ofMaxSize(3);
    Arbitrary<Map<String, @Nullable Object>> map =
        Arbitraries.maps(name, inner).ofMaxSize(3).map(PythonLiteralTest::copy);
    Arbitrary<Object> call = Combinators.combine(callName, list, map).as(Call::new);
    return Arbitraries.oneOf(leaf, list.map(x -> (Object) x), map.map(x -> (Object) x), call);
  }

  private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> map) {
    return new LinkedHashMap<>(new HashMap<>(map));
  }
}
