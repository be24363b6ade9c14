package org.noether.simulation.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.analysis.differentiation.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferentiatedTest {
  /** Functions that use every operation, where it is smooth: arguments are between 0.2 and 0.9. */
  static Stream<Recordable> functions() {
    return Stream.of(
        DifferentiatedTest::arithmetic,
        DifferentiatedTest::trigonometry,
        DifferentiatedTest::hyperbolics,
        DifferentiatedTest::powers,
        DifferentiatedTest::pieces,
        DifferentiatedTest::combinations);
  }

  private static <T extends CalculusFieldElement<T>> T arithmetic(T[] x) {
    T quotient = x[0].divide(x[1]).subtract(x[2].reciprocal()).multiply(3);
    return quotient.square().add(x[3].negate().divide(2)).subtract(1).multiply(x[0]).scalb(2);
  }

  private static <T extends CalculusFieldElement<T>> T trigonometry(T[] x) {
    T sum = x[0].sin().add(x[1].cos()).add(x[2].tan()).add(x[3].asin());
    T product = x[0].acos().multiply(x[1].atan()).multiply(x[2].atan2(x[3]));
    return sum.multiply(product).add(x[0].sinCos().sin().multiply(x[1].toDegrees()));
  }

  private static <T extends CalculusFieldElement<T>> T hyperbolics(T[] x) {
    T sum = x[0].sinh().add(x[1].cosh()).add(x[2].tanh()).add(x[3].asinh());
    return sum.multiply(x[0].add(1).acosh()).multiply(x[1].atanh()).add(x[2].sinhCosh().cosh());
  }

  private static <T extends CalculusFieldElement<T>> T powers(T[] x) {
    T sum = x[0].pow(7).add(x[1].pow(-2)).add(x[2].pow(1.5)).add(x[3].pow(x[0])).add(x[1].pow(0));
    T roots = x[0].sqrt().add(x[1].cbrt()).add(x[2].rootN(5)).add(x[3].hypot(x[0]));
    T logarithms = x[0].log().add(x[1].log1p()).add(x[2].log10());
    return sum.multiply(roots).add(logarithms.multiply(x[3].exp().add(x[0].expm1())));
  }

  private static <T extends CalculusFieldElement<T>> T pieces(T[] x) {
    T sum = x[0].subtract(0.5).abs().add(x[1].multiply(9).floor()).add(x[2].multiply(9).ceil());
    T rounded = x[3].multiply(7).subtract(x[3].multiply(7).rint()).add(x[0].remainder(0.3));
    return sum.multiply(rounded).add(x[1].subtract(0.4).sign()).add(x[2].copySign(-1.0));
  }

  private static <T extends CalculusFieldElement<T>> T combinations(T[] x) {
    T three = x[0].linearCombination(x[0], x[1], x[1], x[2], x[2], x[3]);
    return three
        .add(x[0].linearCombination(2, x[0], 3, x[1]))
        .multiply(x[0].linearCombination(x, x))
        .add(x[0].getField().getOne());
  }

  /** A few dozen roundings of 1e-16 each, of numbers up to a thousand times the derivative. */
  @ParameterizedTest
  @MethodSource("functions")
  void theDerivativesAreThoseOfHipparchus(Recordable function) {
    double[] x = {0.83, 0.31, 0.57, 0.22};
    var variables = new Gradient[4];
    Arrays.setAll(variables, i -> Gradient.variable(4, i, x[i]));
    Gradient expected = function.value(variables);
    var differentiated = Differentiated.of(function, 4);
    var motion = new double[4];

    differentiated.motion(x, motion);

    assertThat(differentiated.value(x))
        .isEqualTo(expected.getValue(), within(1e-13 * Math.abs(expected.getValue())));
    double[] gradient = {-motion[2], -motion[3], motion[0], motion[1]};
    double scale = Arrays.stream(expected.getGradient()).map(Math::abs).max().orElseThrow();
    assertThat(gradient).containsExactly(expected.getGradient(), within(1e-13 * scale));
  }

  /** A chain of 5,000 operations takes several methods; the values of early ones are used late. */
  @Test
  void longFunctionsAreDividedIntoMethods() {
    var differentiated = Differentiated.of(DifferentiatedTest::chain, 2);
    var motion = new double[2];

    differentiated.motion(new double[] {0.3, 0.7}, motion);

    // sum_k (q p + k) sin q has the derivatives n q sin q and sum_k p sin q + (q p + k) cos q.
    int n = 2000;
    double k = n * (n - 1) / 2.0;
    assertThat(motion[0]).isEqualTo(n * 0.3 * Math.sin(0.3), within(1e-9));
    assertThat(-motion[1])
        .isEqualTo(n * 0.7 * Math.sin(0.3) + (n * 0.21 + k) * Math.cos(0.3), within(1e-6));
  }

  static <T extends CalculusFieldElement<T>> T chain(T[] z) {
    T sine = z[0].sin();
    T product = z[0].multiply(z[1]);
    T sum = z[0].getField().getZero();
    for (int k = 0; k < 2000; k++) {
      sum = sum.add(product.add(k).multiply(sine));
    }
    return sum;
  }

  @Test
  void aFunctionThatLooksAtValuesIsRefused() {
    assertThatThrownBy(() -> Differentiated.of(DifferentiatedTest::branch, 1))
        .isInstanceOf(UnrecordableException.class);
  }

  private static <T extends CalculusFieldElement<T>> T branch(T[] x) {
    return x[0].getReal() > 0 ? x[0] : x[0].negate();
  }
}
