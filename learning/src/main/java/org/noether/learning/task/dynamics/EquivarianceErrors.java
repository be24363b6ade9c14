package org.noether.learning.task.dynamics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Rotations;
import org.noether.learning.group.SpaceRotations;
import org.noether.learning.group.Translations;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.train.Randomness;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;

/**
 * Measures {@link Equivariance} at the first points of samples. A call takes one system: its first
 * row is the state, each other row its image under a map. The maps do not depend on the network, so
 * that all networks are compared under the same maps.
 */
final class EquivarianceErrors {
  private static final int ELEMENTS = 10;
  private static final int ROWS = 1 + ELEMENTS;

  private static final String STATE = "z";
  private static final String SYSTEM = "sysP";

  private final Backend backend;
  private final Weights weights;
  private final SampleSet samples;
  private final long seed;

  /** By group of samples. */
  private final List<Program> programs;

  private final Optional<LieGroup> ownGroup;

  /**
   * The network for samples of a group.
   *
   * @param noise how many random numbers it draws for a state
   */
  private record Program(Samples samples, CompiledFunction function, int noise) {
    static Program of(Backend backend, DynamicsNetwork network, Samples samples) {
      Graph graph = new Graph();
      Trace trace = new Trace(graph, false, network.noisePlanes());
      Tensor z = graph.input(STATE, Shape.of(ROWS, samples.width()));
      Tensor sysP = graph.input(SYSTEM, Shape.of(ROWS, samples.bodies(), samples.sysDim()));
      var function = new CompiledFunction(backend, List.of(network.dzdt(trace, z, sysP)));
      int noise = function.inputShape(Trace.NOISE).map(Shape::size).orElse(0) / ROWS;
      return new Program(samples, function, noise);
    }
  }

  /**
   * Traces and compiles the network.
   *
   * @param networks the network for each number of bodies
   * @param seed the run's, for the random numbers that the network draws
   */
  EquivarianceErrors(
      Backend backend,
      IntFunction<DynamicsNetwork> networks,
      Weights weights,
      SampleSet samples,
      long seed) {
    this.backend = backend;
    this.weights = weights;
    this.samples = samples;
    this.seed = seed;
    programs =
        samples.groups().stream()
            .map(own -> Program.of(backend, networks.apply(own.bodies()), own))
            .toList();
    ownGroup = networks.apply(samples.groups().getFirst().bodies()).group();
  }

  /** Returns the errors over the first systems. */
  Equivariance measure(int systems, Workers workers) {
    Samples any = samples.groups().getFirst();
    int d = any.width() / (2 * any.bodies());
    Squares translations =
        sum(
            systems,
            workers,
            true,
            i -> RandomMaps.translations(maps("translations", i), d, ELEMENTS));
    Optional<Squares> rotations =
        d == 1
            ? Optional.empty()
            : Optional.of(
                sum(
                    systems,
                    workers,
                    true,
                    i -> RandomMaps.rotations(maps("rotations", i), d, ELEMENTS)));
    Optional<Equivariance.OwnGroup> own =
        ownGroup
            .filter(EquivarianceErrors::isAnother)
            .map(group -> {
              String name = group.name();
              Squares squares =
                  sum(
                      systems,
                      workers,
                      true,
                      i -> RandomMaps.elements(group, maps(name, i), d, ELEMENTS));
              return new Equivariance.OwnGroup(name, squares.errors());
            });
    List<SpaceMap> still = Collections.nCopies(ELEMENTS, SpaceMap.translation(new double[d]));
    boolean draws = programs.stream().anyMatch(program -> program.noise() > 0);
    Squares redrawing = !draws ? Squares.NONE : sum(systems, workers, false, _ -> still);
    return new Equivariance(
        systems,
        ELEMENTS,
        translations.errors(),
        rotations.map(Squares::errors),
        own,
        redrawing.errors());
  }

  /** Returns whether a group is other than the maps that all networks are tried with. */
  private static boolean isAnother(LieGroup group) {
    return group.lieDim() > 0
        && !(group instanceof Translations
            || group instanceof Rotations
            || group instanceof SpaceRotations);
  }

  private static RandomGenerator maps(String use, int system) {
    return Randomness.ofMaps(use, system);
  }

  private Squares sum(
      int systems, Workers workers, boolean sameNoise, IntFunction<List<SpaceMap>> maps) {
    Squares[] each = new Squares[systems];
    workers.run(systems, (_, i) -> each[i] = compare(i, maps.apply(i), sameNoise));
    return Arrays.stream(each).reduce(Squares.NONE, Squares::plus);
  }

  private Squares compare(int system, List<SpaceMap> maps, boolean sameNoise) {
    Program program = programs.get(samples.group()[system]);
    Samples own = program.samples();
    int width = own.width();
    int place = samples.place()[system];
    double[] z = backend.download(own.zs(), place * own.points() * width, width);
    double[] states = Arrays.copyOf(z, ROWS * width);
    for (int k = 0; k < ELEMENTS; k++) {
      System.arraycopy(maps.get(k).state(z), 0, states, (k + 1) * width, width);
    }
    double[] rates = rates(program, system, states, sameNoise);
    double[] still = Arrays.copyOf(rates, width);
    Squares squares = Squares.NONE;
    for (int k = 0; k < ELEMENTS; k++) {
      double[] moved = Arrays.copyOfRange(rates, (k + 1) * width, (k + 2) * width);
      squares = squares.plus(Squares.of(moved, maps.get(k).rates(still), still));
    }
    return squares;
  }

  private double[] rates(Program program, int system, double[] states, boolean sameNoise) {
    Samples group = program.samples();
    int noise = program.noise();
    int parameters = group.bodies() * group.sysDim();
    double[] own = backend.download(group.sysP(), samples.place()[system] * parameters, parameters);
    double[] sysP = new double[ROWS * parameters];
    double[] uniform = new double[ROWS * noise];
    RandomGenerator random = Randomness.ofEquivariance(seed, system);
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(own, 0, sysP, row * parameters, parameters);
      if (row > 0 && sameNoise) {
        System.arraycopy(uniform, 0, uniform, row * noise, noise);
      } else {
        for (int i = 0; i < noise; i++) {
          uniform[row * noise + i] = random.nextDouble();
        }
      }
    }
    Call call = program.function().newCall();
    call.set(STATE, states);
    call.set(SYSTEM, sysP);
    if (noise > 0) {
      call.set(Trace.NOISE, uniform);
    }
    weights.giveTo(call);
    call.run();
    return call.get(0);
  }

  /** Sums of squares of differences and of what they are compared with, velocities apart. */
  private record Squares(
      double velocityDifference, double forceDifference, double velocity, double force) {
    static final Squares NONE = new Squares(0, 0, 0, 0);

    static Squares of(double[] rates, double[] expected, double[] scale) {
      int half = rates.length / 2;
      double[] difference = new double[rates.length];
      Arrays.setAll(difference, i -> rates[i] - expected[i]);
      return new Squares(
          square(difference, 0, half),
          square(difference, half, 2 * half),
          square(scale, 0, half),
          square(scale, half, 2 * half));
    }

    Squares plus(Squares other) {
      return new Squares(
          velocityDifference + other.velocityDifference,
          forceDifference + other.forceDifference,
          velocity + other.velocity,
          force + other.force);
    }

    Equivariance.Errors errors() {
      return new Equivariance.Errors(
          ratio(velocityDifference + forceDifference, velocity + force),
          ratio(forceDifference, force));
    }

    private static double ratio(double difference, double scale) {
      return difference == 0 ? 0 : Math.sqrt(difference / scale);
    }

    private static double square(double[] x, int from, int to) {
      return Arrays.stream(x, from, to).map(number -> number * number).sum();
    }
  }
}
