package org.noether.learning.task.dynamics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.learning.train.Json;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.io.Sha256;

/**
 * A comparison of a trained network with the true system: {@code evaluation.json}. Curves run over
 * {@link #times}, and average over the systems rolled out.
 *
 * @param testMse the mean squared error of the test set's short rollouts
 * @param testSystems the systems of the test set
 * @param systems the test systems rolled out for long
 * @param times the times from the initial state
 * @param mse the squared error of the state, averaged over its components
 * @param stateError the relative error |learned - true| / (|learned| + |true|) of the state
 * @param energyError the relative error |H(z(t)) - H(z(0))| / |H(z(0))| of the true energy H along
 *     the learned rollout
 * @param trueEnergyError the same along the integration of the true system
 * @param momentumError the change |P(t) - P(0)| of the total momentum along the learned rollout
 * @param angularMomentumError the change |L(t) - L(0)| of the total angular momentum about the
 *     origin along the learned rollout
 * @param equivariance the equivariance errors under maps of space; empty if the systems are not in
 *     space, or the file is of an older version of Noether, which did not measure them
 * @param systemErrors for each system, the geometric mean of {@code stateError} over all times but
 *     the first; empty if the file is of an older version
 * @param conserved what the true system conserves, the energy first; empty if the file is of an
 *     older version
 * @param spread how much the systems differ; empty if the file is of an older version
 * @param sizes how errors depend on the number of bodies; empty if all systems have as many
 * @param data the file of the systems, as it was named; empty for those of the run's test set
 * @param examples some of the rollouts
 */
public record Evaluation(
    double testMse,
    int testSystems,
    int systems,
    double[] times,
    Curve mse,
    Curve stateError,
    Curve energyError,
    Curve trueEnergyError,
    Curve momentumError,
    Curve angularMomentumError,
    Optional<Equivariance> equivariance,
    Optional<double[]> systemErrors,
    Optional<List<Conserved>> conserved,
    Optional<Spread> spread,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<OfSize>> sizes,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> data,
    List<Example> examples) {
  static final String FILE = "evaluation.json";
  private static final String OTHER = "evaluation-";
  private static final String JSON = ".json";
  private static final int HASH_LENGTH = 8;

  /** Returns where a run keeps this. */
  public static Path file(RunFolder run) {
    return run.path().resolve(FILE);
  }

  /**
   * Returns where a run keeps its evaluation on the systems of another file: under its name, and if
   * a file of the same name elsewhere has been evaluated, with the beginning of its SHA-256.
   *
   * @throws IOException if a file is damaged or cannot be read
   */
  public static Path file(RunFolder run, Path other) throws IOException {
    String name = String.valueOf(other.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path file = run.path().resolve(OTHER + name + JSON);
    if (!Files.isRegularFile(other) || !Files.exists(file) || isOf(file, other)) {
      return file;
    }
    String hash = Sha256.of(other).substring(0, HASH_LENGTH);
    return run.path().resolve(OTHER + name + "-" + hash + JSON);
  }

  /** Whether an evaluation is one of this file, wherever the run was evaluated from. */
  private static boolean isOf(Path evaluation, Path other) throws IOException {
    Optional<Path> evaluated = read(evaluation).data().map(Path::of);
    return evaluated.isEmpty()
        || evaluated.get().equals(other)
        || (Files.exists(evaluated.get()) && Files.isSameFile(evaluated.get(), other));
  }

  /**
   * Reads the evaluation of a run, if there is one.
   *
   * @throws IOException if the file is damaged
   */
  public static Optional<Evaluation> read(RunFolder run) throws IOException {
    return Files.exists(file(run)) ? Optional.of(read(file(run))) : Optional.empty();
  }

  /**
   * Reads the evaluations of a run on other systems than those of its test set, by the names of
   * their files.
   *
   * @throws IOException if a file is damaged
   */
  public static SortedMap<String, Evaluation> readOthers(RunFolder run) throws IOException {
    var others = new TreeMap<String, Evaluation>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run.path(), OTHER + "*" + JSON)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        others.put(name.substring(OTHER.length(), name.length() - JSON.length()), read(file));
      }
    }
    return others;
  }

  private static Evaluation read(Path file) throws IOException {
    return Json.read(
        file,
        Evaluation.class,
        "equivariance",
        "system_errors",
        "conserved",
        "spread",
        "sizes",
        "data");
  }

  /** Returns a quantity that the true system conserves, by its name. */
  public Optional<Conserved> conserved(String name) {
    return conserved.stream()
        .flatMap(List::stream)
        .filter(quantity -> quantity.name().equals(name))
        .findFirst();
  }

  /**
   * Returns whether the state is that of bodies in space.
   *
   * @return empty if the file is of an older version, which does not tell
   */
  public Optional<Boolean> inSpace() {
    return conserved.map(_ -> equivariance.isPresent());
  }

  /**
   * Returns whether bodies in space conserve a total momentum.
   *
   * @param momentum {@code momentum} or {@code angular momentum}
   * @return true if the file is of an older version, which does not tell
   */
  public boolean conservesTotal(String momentum) {
    return conserved
        .map(all ->
            equivariance.isPresent()
                && all.stream().anyMatch(quantity -> quantity.name().startsWith(momentum)))
        .orElse(true);
  }

  /**
   * Checks that all curves have the same times.
   *
   * @throws IllegalArgumentException if something does not
   */
  public Evaluation {
    if (systemErrors.isPresent() && systemErrors.get().length != systems) {
      throw new IllegalArgumentException(
          "%d systems have %d errors".formatted(systems, systemErrors.get().length));
    }
    Stream<Curve> curves =
        Stream.concat(
            Stream.of(
                mse, stateError, energyError, trueEnergyError, momentumError, angularMomentumError),
            conserved.stream()
                .flatMap(List::stream)
                .flatMap(quantity -> Stream.of(quantity.predicted(), quantity.truth())));
    Stream<Quartiles> quartiles =
        spread.stream().flatMap(each -> Stream.of(each.mse(), each.state(), each.energy()));
    Stream.of(
            curves
                .flatMap(curve -> Stream.of(curve.mean(), curve.geometricMean()))
                .mapToInt(values -> values.length),
            quartiles
                .flatMap(each -> Stream.of(each.lower(), each.upper()))
                .mapToInt(values -> values.length),
            examples.stream()
                .flatMapToInt(each -> IntStream.of(each.truth().length, each.learned().length)))
        .flatMapToInt(lengths -> lengths)
        .forEach(length -> demandLength(times, length));
  }

  private static void demandLength(double[] times, int length) {
    if (times.length < 2 || length != times.length) {
      throw new IllegalArgumentException(
          "a quantity over %d times, at least 2, has %d values".formatted(times.length, length));
    }
  }

  /**
   * A quantity over time.
   *
   * @param mean its mean over the systems
   * @param geometricMean its geometric mean over the systems
   */
  public record Curve(double[] mean, double[] geometricMean) {}

  /**
   * The errors on systems of one size.
   *
   * @param bodies their number of bodies
   * @param testSystems how many there are
   * @param testMse the mean squared error of their short rollouts
   * @param systems how many of them were rolled out for long
   * @param stateError the geometric mean, over them and all times but the first, of the relative
   *     error of the state; NaN if there are none
   * @param energyError the geometric mean over them of the relative error of the energy at the end;
   *     NaN if there are none
   */
  public record OfSize(
      int bodies,
      int testSystems,
      double testMse,
      int systems,
      double stateError,
      double energyError) {}

  /**
   * How much the systems differ over time.
   *
   * @param mse the quartiles of the squared errors of the state
   * @param state those of the relative errors of the state
   * @param energy those of the relative errors of the energy
   */
  public record Spread(Quartiles mse, Quartiles state, Quartiles energy) {}

  /**
   * Between which values the middle half of the systems is, over time.
   *
   * @param lower a quarter of the systems is below
   * @param upper a quarter of the systems is above
   */
  public record Quartiles(double[] lower, double[] upper) {}

  /**
   * A quantity J that the true system conserves.
   *
   * @param name what it is called
   * @param size the mean of |J(z(0))| over the systems
   * @param predicted the change |J(z(t)) - J(z(0))| along the learned rollout
   * @param truth the same along the integration of the true system
   */
  public record Conserved(String name, double size, Curve predicted, Curve truth) {
    /** Checks that both curves have as many means as geometric means. */
    public Conserved {
      for (Curve curve : List.of(predicted, truth)) {
        if (curve.mean().length != curve.geometricMean().length) {
          throw new IllegalArgumentException(name + " has different numbers of means");
        }
      }
    }
  }

  /**
   * One rollout, of n bodies in d dimensions.
   *
   * @param system the system's number in the test set
   * @param bodies the number n
   * @param dim the number d
   * @param truth the true states z = (q, p) of 2 n d numbers, for each time
   * @param learned the learned states
   */
  public record Example(int system, int bodies, int dim, double[][] truth, double[][] learned) {
    /**
     * Checks that the states are those of such bodies.
     *
     * @throws IllegalArgumentException if there are no bodies, or a state has another size
     */
    public Example {
      long width = 2L * bodies * dim;
      if (bodies < 1 || dim < 1) {
        throw new IllegalArgumentException(
            "an example has %d bodies in %d dimensions".formatted(bodies, dim));
      }
      if (Stream.of(truth, learned).flatMap(Arrays::stream).anyMatch(z -> z.length != width)) {
        throw new IllegalArgumentException(
            "a state of %d bodies in %d dimensions has not %d numbers"
                .formatted(bodies, dim, width));
      }
    }
  }
}
