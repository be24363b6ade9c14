package org.noether.simulation.trajectory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.H5mdFile;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.FormatException;

/**
 * Reads trajectories that others made, from arrays of any names. Their shapes tell the layout. With
 * N systems of n bodies in d dimensions at T times they are
 *
 * <ul>
 *   <li>times: (T), the same for all, or (N, T);
 *   <li>states: (N, T, ...) or, where the times say so, (T, N, ...), or (T, ...) of one system;
 *       behind them 2 n d numbers: positions of all bodies, then momenta, as (2 n d), (2 n, d) or
 *       (2, n, d), or body by body, as (n, 2 d) or (n, 2, d). Two arrays, positions and momenta,
 *       have (n d) or (n, d) numbers each;
 *   <li>parameters: (N, n, c), (N, n c), or (n, c) or (n) of all systems. If N and n are equal, (N,
 *       n c) is meant;
 *   <li>numbers of bodies: (N), if systems differ in it. Then n is the largest, and NaN stands
 *       where a system has no body.
 * </ul>
 */
final class NamedTrajectories {
  private final ArrayFile file;
  private final TrajectoryNames names;

  private NamedTrajectories(ArrayFile file, TrajectoryNames names) {
    this.file = file;
    this.names = names;
  }

  /**
   * Reads a whole data set. Of H5MD the states may be a group of particles, whose times and masses
   * are taken, too.
   *
   * @throws FormatException if arrays are missing, do not fit each other, or hold numbers that are
   *     not finite, or times that do not rise
   * @throws IOException if the file cannot be read
   */
  static TrajectoryDataset read(ArrayFile file, TrajectoryNames names, SystemKind kind)
      throws IOException {
    Optional<H5mdFile> h5md = names.statesAlone() ? H5mdFile.of(file) : Optional.empty();
    String states = names.states().getFirst();
    if (h5md.isPresent() && H5mdFile.isGroup(states)) {
      h5md = Optional.of(h5md.get().choosing(states));
    } else if (!names.equals(TrajectoryNames.DEFAULT) || file.find(states).isPresent()) {
      h5md = Optional.empty();
    }
    if (h5md.isPresent()) {
      return new NamedTrajectories(h5md.get(), TrajectoryNames.H5MD).read(kind);
    }
    return new NamedTrajectories(file, names).read(kind);
  }

  private TrajectoryDataset read(SystemKind kind) throws IOException {
    array(names.times());
    NumericArray times = file.times(names.times()).orElseThrow();
    List<NumericArray> states = states();
    Optional<NumericArray> parameters = Optional.empty();
    if (names.parameters().isPresent()) {
      array(names.parameters().get());
      parameters = file.constant(names.parameters().get());
    }
    int known = kind.parameterNames().size();
    Layout layout = layout(times, states, parameters, known);
    NumericArray.demandMemory(
        file.source(), 2 * states.stream().mapToLong(NumericArray::size).sum() + times.size());
    if (parameters.isEmpty() && known > 1) {
      throw refuse(
          "bodies of %s have the parameters %s; name their array by --parameters"
              .formatted(kind.id(), String.join(", ", kind.parameterNames())));
    }
    int[] bodies = bodies(layout);
    double[][] ts = times(times, layout);
    double[][] zs = states(states, layout);
    strip(String.join(",", names.states()), zs, bodies, layout.bodies(), layout.dimension());
    double[][] sysP = parameters(parameters, layout, bodies);
    return dataset(kind, layout, bodies, ts, zs, sysP);
  }

  /** The number of bodies of each system. */
  private int[] bodies(Layout layout) throws IOException {
    Optional<NumericArray> numbers =
        file.constant(names.sizes().orElse(TrajectoryLayout.BODY_NUMBERS));
    if (names.sizes().isPresent()) {
      array(names.sizes().get());
    }
    boolean meant =
        numbers.isPresent()
            && (names.sizes().isPresent()
                || BodyNumbers.isOfSystems(numbers.get(), layout.systems()));
    if (meant) {
      return BodyNumbers.read(file, numbers.orElseThrow(), layout.systems(), layout.bodies());
    }
    var same = new int[layout.systems()];
    Arrays.fill(same, layout.bodies());
    return same;
  }

  /**
   * Narrows the rows of systems to the bodies that there are.
   *
   * @param name what the rows are called in messages
   * @param room how many bodies a row has room for
   * @param each how many numbers a body has
   */
  private void strip(String name, double[][] rows, int[] bodies, int room, int each)
      throws FormatException {
    for (int i = 0; i < rows.length; i++) {
      try {
        rows[i] =
            new BodyPadding(bodies[i], room)
                .stripped("%s of system %d".formatted(name, i), rows[i], each);
      } catch (IllegalArgumentException e) {
        throw refuse(String.valueOf(e.getMessage()));
      }
    }
  }

  private TrajectoryDataset dataset(
      SystemKind kind, Layout layout, int[] bodies, double[][] ts, double[][] zs, double[][] sysP)
      throws IOException {
    int points = layout.points();
    SystemKind known = kind(kind, bodies[0], sysP);
    if (sysP[0].length != bodies[0] * known.parameterNames().size()) {
      throw refuse(
          "bodies of %s have %d parameters (%s), here are %d"
              .formatted(
                  kind.id(),
                  kind.parameterNames().size(),
                  String.join(", ", kind.parameterNames()),
                  sysP[0].length / bodies[0]));
    }
    // The grid of a request has points from 0 to points * dt, both included.
    double dt = (ts[0][points - 1] - ts[0][0]) / points;
    try {
      var request =
          new GenerateRequest(
              known,
              layout.systems(),
              Arrays.stream(bodies).distinct().sorted().boxed().toList(),
              layout.dimension(),
              points,
              dt,
              Integrators.THREE_EIGHTHS,
              Integrators.TOLERANCE,
              Double.POSITIVE_INFINITY,
              0);
      var data = new TrajectoryDataset(request, ts, zs, sysP);
      for (int i = 0; i < data.systems() && SystemKind.hasEquations(known); i++) {
        var _ = data.system(i);
      }
      return data;
    } catch (IllegalArgumentException e) {
      throw refuse(String.valueOf(e.getMessage()));
    }
  }

  /** The kind, with as many parameters as the data have if it does not know. */
  private SystemKind kind(SystemKind kind, int bodies, double[][] sysP) throws IOException {
    if (!kind.equals(SystemKind.OWN)) {
      return kind;
    }
    int count = sysP[0].length / bodies;
    for (double[] each : sysP) {
      for (int body = 0; body < each.length; body += count) {
        if (each[body] <= 0) {
          throw refuse(
              "a body has the mass %s; the first parameter of a body is its mass, which is positive; --parameters none takes all masses to be 1"
                  .formatted(each[body]));
        }
      }
    }
    return ((StoredKind) kind).withParameters(count);
  }

  private List<NumericArray> states() throws IOException {
    if (names.states().size() > 2) {
      String columns = String.join(",", names.states());
      if (file.find(columns).isEmpty()
          && !names.states().stream().allMatch(file.names()::contains)) {
        for (String each : names.states()) {
          array(each);
        }
      }
      return List.of(
          file.find(columns)
              .orElseThrow(
                  () -> refuse("states are one array, or positions and momenta, not more arrays")));
    }
    var states = new ArrayList<NumericArray>();
    for (String name : names.states()) {
      states.add(array(name));
    }
    return states;
  }

  private NumericArray array(String name) throws IOException {
    if (names.equals(TrajectoryNames.DEFAULT) && file.find(name).isEmpty()) {
      throw refuse(
          "there is no dataset %s; it holds %s; name its arrays by --states, --times and --parameters"
              .formatted(name, file.names()));
    }
    return file.array(name);
  }

  /**
   * What the shapes say.
   *
   * @param swapped whether times come before systems
   * @param perBody whether numbers stand body by body
   */
  private record Layout(
      int systems, int points, int bodies, int dimension, boolean swapped, boolean perBody) {
    int width() {
      return bodies * dimension;
    }
  }

  private Layout layout(
      NumericArray times, List<NumericArray> states, Optional<NumericArray> parameters, int known)
      throws FormatException {
    int[] clock = clock(times);
    int[] shape = states.getFirst().shape();
    for (NumericArray each : states) {
      if (!Arrays.equals(each.shape(), shape)) {
        throw refuse("%s and %s differ in shape".formatted(states.getFirst(), each));
      }
    }
    if (clock.length < 1 || clock.length > 2 || clock[clock.length - 1] < 2) {
      throw refuse(times + " are no times: (T) or (N, T) are, with at least two");
    }
    int points = clock[clock.length - 1];
    boolean one = shape.length == 2;
    boolean swapped = shape.length > 2 && shape[1] != points && shape[0] == points;
    int systems = one ? 1 : swapped ? shape[1] : shape[0];
    boolean fits = shape.length > 2 ? shape[swapped ? 0 : 1] == points : one && shape[0] == points;
    if (!fits || (clock.length == 2 && clock[0] != systems)) {
      throw refuse(
          "%s does not fit the times %s: (N, %d, ...), (%d, N, ...) or (%d, ...) would"
              .formatted(states.getFirst(), times, points, points, points));
    }
    int[] rest = Arrays.copyOfRange(shape, one ? 1 : 2, shape.length);
    int halves = states.size() == 1 ? 2 : 1;
    int bodies = bodies(states.getFirst(), rest, systems, parameters, known);
    int numbers = Arrays.stream(rest).reduce(1, Math::multiplyExact);
    int dimension = numbers / (halves * bodies);
    var layout =
        new Layout(
            systems,
            points,
            bodies,
            dimension,
            swapped,
            isPerBody(rest, halves, bodies, dimension));
    if (halves == 2 && Arrays.equals(rest, new int[] {2, 2, dimension})) {
      throw refuse(
          "%s tells two layouts, (2, n, d) and (n, 2, d) with n = 2; store it as (2 n d)"
              .formatted(states.getFirst()));
    }
    if (dimension < 1 || halves * bodies * dimension != numbers || !isKnown(rest, layout, halves)) {
      throw refuse(
          "%s does not hold positions and momenta of %d bodies"
              .formatted(states.getFirst(), bodies));
    }
    return layout;
  }

  /** The shape of times without an axis of one column. */
  private static int[] clock(NumericArray times) {
    int[] shape = times.shape();
    return shape.length == 3 && shape[2] == 1 ? Arrays.copyOf(shape, 2) : shape;
  }

  /** The number of bodies: what is given, or what the parameters or else the states tell. */
  private int bodies(
      NumericArray states, int[] rest, int systems, Optional<NumericArray> parameters, int known)
      throws FormatException {
    boolean rowsOfBodies = file.isTable() && rest.length == 2;
    int given = names.bodies().orElse(rest[0]);
    if (rowsOfBodies && given != rest[0]) {
      throw refuse("its systems have %d bodies, not %d".formatted(rest[0], given));
    }
    if (rowsOfBodies || names.bodies().isPresent()) {
      return given;
    }
    int halves = names.states().size() == 2 ? 1 : 2;
    int told = 0;
    if (rest.length == halves + 1) {
      told = halves == 1 || rest[0] != 2 ? rest[0] : rest[1];
    }
    if (parameters.isPresent()) {
      int[] shape = parameters.get().shape();
      if (shape.length < 1 || shape.length > 3) {
        throw refuse(parameters.get() + " are not (N, n, c), (N, n c), (n, c) or (n)");
      }
      if (shape.length == 2 && shape[0] == systems) {
        told = known > 0 || shape[1] == 1 ? Math.max(1, shape[1] / Math.max(1, known)) : told;
      } else {
        told = shape.length == 3 ? shape[1] : shape[0];
      }
    }
    if (told > 0) {
      return told;
    }
    throw refuse(states + " does not tell the number of bodies; give it by --bodies");
  }

  private static boolean isPerBody(int[] rest, int halves, int bodies, int dimension) {
    boolean pairs = Arrays.equals(rest, new int[] {bodies, 2 * dimension});
    boolean triples = Arrays.equals(rest, new int[] {bodies, 2, dimension});
    boolean halvesFirst =
        Arrays.equals(rest, new int[] {2 * bodies, dimension})
            || Arrays.equals(rest, new int[] {2, bodies, dimension});
    return halves == 2 && (pairs || triples) && !halvesFirst;
  }

  private static boolean isKnown(int[] rest, Layout layout, int halves) {
    return rest.length == 1
        || layout.perBody()
        || Arrays.equals(rest, new int[] {halves * layout.bodies(), layout.dimension()})
        || Arrays.equals(rest, new int[] {2, layout.bodies(), layout.dimension()});
  }

  private double[][] times(NumericArray array, Layout layout) throws IOException {
    boolean shared = clock(array).length == 1;
    double[][] rows = finite(array, shared ? 0 : 1);
    for (double[] each : rows) {
      for (int i = 1; i < each.length; i++) {
        if (each[i] <= each[i - 1]) {
          throw refuse("the times in %s do not rise".formatted(array.name()));
        }
      }
    }
    var ts = new double[layout.systems()][];
    Arrays.setAll(ts, i -> rows[shared ? 0 : i]);
    return ts;
  }

  private double[][] states(List<NumericArray> arrays, Layout layout) throws IOException {
    int width = layout.width();
    var zs = new double[layout.systems()][layout.points() * 2 * width];
    for (int part = 0; part < arrays.size(); part++) {
      NumericArray array = arrays.get(part);
      double[][] rows = array.rows(array.shape().length == 2 ? 1 : 2);
      for (int i = 0; i < layout.systems(); i++) {
        for (int t = 0; t < layout.points(); t++) {
          int row = layout.swapped() ? t * layout.systems() + i : i * layout.points() + t;
          int at = t * 2 * width + part * width;
          if (layout.perBody()) {
            putBodies(rows[row], zs[i], at, layout);
          } else {
            System.arraycopy(rows[row], 0, zs[i], at, rows[row].length);
          }
        }
      }
    }
    return zs;
  }

  private static void putBodies(double[] row, double[] target, int at, Layout layout) {
    int d = layout.dimension();
    for (int body = 0; body < layout.bodies(); body++) {
      System.arraycopy(row, 2 * d * body, target, at + d * body, d);
      System.arraycopy(row, 2 * d * body + d, target, at + layout.width() + d * body, d);
    }
  }

  private double[][] parameters(Optional<NumericArray> array, Layout layout, int[] bodies)
      throws IOException {
    var sysP = new double[layout.systems()][];
    if (array.isEmpty()) {
      var masses = new double[layout.bodies()];
      Arrays.fill(masses, 1);
      Arrays.setAll(sysP, i -> new BodyPadding(bodies[i], layout.bodies()).strip(masses, 1));
      return sysP;
    }
    int[] shape = array.get().shape();
    boolean each =
        shape[0] == layout.systems()
            && ((shape.length == 2 && shape[1] % layout.bodies() == 0)
                || (shape.length == 3 && shape[1] == layout.bodies()));
    if (!each && (shape.length > 2 || shape[0] != layout.bodies())) {
      throw refuse(
          "%s are not parameters of %d bodies in %d systems: (N, n, c), (N, n c), (n, c) or (n) are"
              .formatted(array.get(), layout.bodies(), layout.systems()));
    }
    if (each) {
      double[][] rows = array.get().rows(1);
      strip(array.get().name(), rows, bodies, layout.bodies(), rows[0].length / layout.bodies());
      return rows;
    }
    double[] all = finite(array.get(), 0)[0];
    int columns = all.length / layout.bodies();
    Arrays.setAll(sysP, i -> new BodyPadding(bodies[i], layout.bodies()).strip(all, columns));
    return sysP;
  }

  private double[][] finite(NumericArray array, int axes) throws IOException {
    double[][] rows = array.rows(axes);
    for (double[] row : rows) {
      for (double value : row) {
        if (!Double.isFinite(value)) {
          throw refuse("%s contains %s".formatted(array.name(), value));
        }
      }
    }
    return rows;
  }

  private FormatException refuse(String reason) {
    return FormatException.wholeFile(file.source(), reason);
  }
}
