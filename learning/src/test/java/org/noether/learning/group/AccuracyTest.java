package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.linear.FieldMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Exponentials and logarithms against those of matrices in 40 decimal digits. */
class AccuracyTest {
  private static final DfpField DECIMAL = new DfpField(40);

  /** Matrices scaled by 2^-12, at most pi 2^-12, have exponentials of 12 terms to 1e-46. */
  private static final int HALVINGS = 12;

  private static final int TERMS = 12;

  /** Roundings lost, of the largest entry and of the coordinates; 2.7 were measured. */
  private static final double UNITS = 4;

  private static final double[] SMALL = {1e-12, 1e-9, 1e-6, 1e-3};

  static Stream<MatrixGroup> groups() {
    return Stream.of(
        new Rotations(.2),
        new RotationsAndScalings(.2),
        new PlaneMotions(.2),
        new SpaceRotations(.2),
        new SpaceMotions(.2));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void exponentialsLoseAFewUnitsOfRounding(MatrixGroup group) {
    for (Backend backend : Backends.available()) {
      List<Row> rows = rows(group, backend);
      Tensor a = new Graph().input("a", Shape.of(rows.size(), group.lieDim()));
      double[] ours =
          Evaluation.of(backend, List.of(group.exp(a)), Map.of("a", flat(rows))).getFirst();
      double worst = 0;
      for (int i = 0; i < rows.size(); i++) {
        FieldMatrix<Dfp> exact = exponential(group, rows.get(i).a());
        worst = Math.max(worst, rows.get(i).units(exact, slice(ours, i, rows.size())));
      }
      assertThat(worst).as(backend.name()).isLessThan(UNITS);
    }
  }

  /** In the coordinates, up to an angle near pi, and beyond it in the element they stand for. */
  @ParameterizedTest
  @MethodSource("groups")
  void logarithmsLoseAFewUnitsOfRounding(MatrixGroup group) {
    int size = group.generators().getFirst().length;
    for (Backend backend : Backends.available()) {
      List<Row> rows = rows(group, backend);
      double[] elements = new double[rows.size() * size * size];
      for (int i = 0; i < elements.length; i++) {
        int row = i / (size * size);
        int entry = i % (size * size);
        elements[i] =
            exponential(group, rows.get(row).a()).getEntry(entry / size, entry % size).toDouble();
      }
      Tensor u = new Graph().input("u", Shape.of(rows.size(), size, size));
      double[] ours =
          Evaluation.of(backend, List.of(group.log(u)), Map.of("u", elements)).getFirst();
      double worst = 0;
      double worstElement = 0;
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        double[] log = slice(ours, i, rows.size());
        if (row.angle() < Math.PI * (1 - 4 * row.rounding())) {
          worst = Math.max(worst, row.unitsOfCoordinates(log));
        }
        double[] element = slice(elements, i, rows.size());
        worstElement = Math.max(worstElement, row.units(exponential(group, log), element));
      }
      assertThat(worst).as(backend.name()).isLessThan(UNITS);
      assertThat(worstElement).as(backend.name()).isLessThan(UNITS);
    }
  }

  /** Rotations by pi exactly, whose matrices are symmetric; two logarithms are right. */
  @Test
  void halfTurnsHaveLogarithmsOfLengthPiAndFiniteDerivatives() {
    double[] turns = {
      1, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, 0, 1, 0, 0, 0, -1, -1, 0, 0, 0, -1, 0, 0, 0, 1,
      0, 1, 0, 1, 0, 0, 0, 0, -1, 0, -1, 0, -1, 0, 0, 0, 0, -1, 0, 0, 1, 0, -1, 0, 1, 0, 0
    };
    Tensor u = new Graph().input("u", Shape.of(turns.length / 9, 3, 3));
    SpaceRotations group = new SpaceRotations(.2);
    Tensor log = group.log(u);
    Tensor slope = Gradients.of(log.sin().sum(), List.of(u)).getFirst();
    Tensor curvature = Gradients.of(slope.sin().sum(), List.of(u)).getFirst();
    List<double[]> ours =
        Evaluation.of(
            List.of(Pairs.norm(log), group.exp(log), slope, curvature), Map.of("u", turns));

    assertThat(DoubleStream.of(ours.get(0)))
        .allSatisfy(angle -> assertThat(angle).isEqualTo(Math.PI, within(0x1p-51)));
    assertThat(ours.get(1)).containsExactly(turns, within(UNITS * 0x1p-53 * Math.PI));
    assertThat(DoubleStream.of(ours.get(2))).allMatch(Double::isFinite);
    assertThat(DoubleStream.of(ours.get(3))).allMatch(Double::isFinite);
  }

  /**
   * Coordinates of an element.
   *
   * @param first the place of the first coordinate that turns
   * @param turning how many turn
   * @param moving how many move, which are the last
   * @param rounding half the spacing of numbers at 1
   */
  private record Row(double[] a, int first, int turning, int moving, double rounding) {
    double angle() {
      return length(a, first, first + turning);
    }

    /**
     * Returns by how much a matrix is wrong, in units of the rounding of coordinates and result:
     * rounding a changes the exponential by |a| roundings.
     */
    double units(FieldMatrix<Dfp> exact, double[] ours) {
      int size = exact.getRowDimension();
      double[] scale = new double[2];
      double[] error = new double[2];
      for (int i = 0; i < ours.length; i++) {
        int moved = moving > 0 && i % size == size - 1 ? 1 : 0;
        Dfp entry = exact.getEntry(i / size, i % size);
        double difference = entry.subtract(DECIMAL.newDfp(ours[i])).abs().toDouble();
        error[moved] = Math.max(error[moved], difference);
        scale[moved] = Math.max(scale[moved], Math.abs(entry.toDouble()));
      }
      scale[1] = Math.max(scale[1], length(a, a.length - moving, a.length));
      double stretch = rounding * Math.max(1, angle());
      return Math.max(error[0] / scale[0], moving == 0 ? 0 : error[1] / scale[1]) / stretch;
    }

    /** Returns by how much coordinates are wrong, in units of their rounding and the element's. */
    double unitsOfCoordinates(double[] ours) {
      double worst = 0;
      for (int i = 0; i < a.length; i++) {
        boolean turns = i >= first && i < first + turning;
        double scale =
            turns
                ? angle()
                : moving > 0
                    ? Math.max(1, angle()) * length(a, a.length - moving, a.length)
                    : 1 + Math.abs(a[i]);
        double error = Math.abs(ours[i] - a[i]);
        worst = Math.max(worst, error == 0 ? 0 : error / (rounding * scale));
      }
      return worst;
    }

    private static double length(double[] a, int start, int end) {
      return Math.sqrt(Arrays.stream(a, start, end).map(x -> x * x).sum());
    }
  }

  /** Returns elements that turn by next to nothing, by next to pi on both sides, and in between. */
  private static List<Row> rows(MatrixGroup group, Backend backend) {
    List<Double> angles = new ArrayList<>(List.of(0.0, 0.1, 0.9, 1.1, 2.2, Math.PI));
    for (double small : SMALL) {
      angles.addAll(List.of(small, Math.PI - small, Math.PI + small));
    }
    boolean space = group instanceof SpaceRotations || group instanceof SpaceMotions;
    int turning = space ? 3 : 1;
    int first = group instanceof RotationsAndScalings ? 1 : 0;
    int moving = group.lieDim() - turning - first;
    double[] reach = {1, 1e-3, 1e8};
    boolean single = !backend.name().equals("reference");
    Random random = new Random(12);
    List<Row> rows = new ArrayList<>();
    for (double angle : angles) {
      for (int trial = 0; trial < 3; trial++) {
        double[] a = random.doubles(group.lieDim(), -1, 1).toArray();
        double length = Row.length(a, first, first + turning);
        for (int i = 0; i < a.length; i++) {
          boolean turns = i >= first && i < first + turning;
          a[i] *= turns ? angle / length : moving > 0 ? reach[trial] : 1;
          a[i] = single ? (float) a[i] : a[i];
        }
        rows.add(new Row(a, first, turning, moving, single ? 0x1p-24 : 0x1p-53));
      }
    }
    return rows;
  }

  private static FieldMatrix<Dfp> exponential(MatrixGroup group, double[] a) {
    int size = group.generators().getFirst().length;
    FieldMatrix<Dfp> small = MatrixUtils.createFieldMatrix(DECIMAL, size, size);
    for (int k = 0; k < a.length; k++) {
      double[][] generator = group.generators().get(k);
      for (int i = 0; i < size * size; i++) {
        Dfp term = DECIMAL.newDfp(a[k]).multiply((int) generator[i / size][i % size]);
        small.addToEntry(i / size, i % size, term.divide(1 << HALVINGS));
      }
    }
    FieldMatrix<Dfp> identity = MatrixUtils.createFieldIdentityMatrix(DECIMAL, size);
    FieldMatrix<Dfp> sum = identity;
    for (int k = TERMS; k >= 1; k--) {
      sum = identity.add(small.multiply(sum).scalarMultiply(DECIMAL.getOne().divide(k)));
    }
    for (int k = 0; k < HALVINGS; k++) {
      sum = sum.multiply(sum);
    }
    return sum;
  }

  private static double[] flat(List<Row> rows) {
    return rows.stream().flatMapToDouble(row -> DoubleStream.of(row.a())).toArray();
  }

  private static double[] slice(double[] values, int row, int rows) {
    int width = values.length / rows;
    return Arrays.copyOfRange(values, row * width, (row + 1) * width);
  }
}
