package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Weights;
import org.noether.simulation.symmetry.Commutator;
import org.noether.simulation.symmetry.Coordinates;
import org.noether.simulation.symmetry.Family;
import org.noether.simulation.symmetry.Generator;
import org.noether.simulation.symmetry.KnownGenerators;
import org.noether.simulation.symmetry.LinearSearch;
import org.noether.simulation.symmetry.SampledFlow;
import org.noether.simulation.symmetry.Violation;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * The symmetries of a trained network beside those of the system it learned from and those that the
 * network has before training, all at the first points of test trajectories and computed in double
 * precision.
 *
 * @param network the network's name
 * @param hamiltonian whether its rates of change follow from an energy
 * @param draws whether it draws random numbers, which are the same for all states here
 * @param states the states
 * @param bodies the number of bodies of their systems: of a set of several sizes the largest
 * @param rows the known generators
 * @param trueValues the singular values of a search of the true system for symmetries that are
 *     alike for all bodies, falling; empty if there are no bodies in space
 * @param learnedValues the same of the network
 */
public record LearnedSymmetry(
    String network,
    boolean hamiltonian,
    boolean draws,
    int states,
    int bodies,
    List<Row> rows,
    double[] trueValues,
    double[] learnedValues) {
  /** Networks that are drawn to see what they have without training. */
  private static final int UNTRAINED = 3;

  /**
   * A generator. Violations are relative: of a network that has an energy, that of {@link
   * Violation}; otherwise that of {@link Commutator}.
   *
   * @param generator what it does
   * @param quantity what its J is called
   * @param truth the violation by the true system
   * @param learned the violation by the trained network
   * @param untrained the largest violation by networks with initial weights
   * @param byConstruction whether those are all round-off
   * @param trueSymmetry whether the true one is
   * @param conservation the rate of change of J along the learned motion, as {@link Violation}
   *     measures it
   */
  public record Row(
      String generator,
      String quantity,
      double truth,
      double learned,
      double untrained,
      boolean byConstruction,
      boolean trueSymmetry,
      double conservation) {}

  /** Gives generators to test besides the known ones. */
  @FunctionalInterface
  public interface Additional {
    /** None. */
    Additional NONE = _ -> List.of();

    /**
     * Returns the generators for systems with some coordinates.
     *
     * @throws IOException if they cannot be read, or do not suit
     */
    List<Generator> of(Coordinates coordinates) throws IOException;
  }

  /**
   * Tests the best weights of a run.
   *
   * @param additional generators to test besides the known ones
   * @param samples the most states
   * @param seed the seed of perturbed states, and of the initial weights
   * @throws IOException if the folder holds no run with best weights, or they do not fit
   */
  public static LearnedSymmetry of(
      DynamicsTask task, Path folder, Additional additional, int samples, long seed)
      throws IOException {
    RunFolder run = new RunFolder(folder);
    DynamicsConfig config = run.readConfig(task);
    run.demandBest();
    var _ = task.kind(folder, config.data().system());
    Backend backend = Backends.choose("reference").backend();
    DynamicsData data = task.load(config, backend);
    Samples largest = data.test().groups().getLast();
    DynamicsNetwork network = data.networks(config).apply(largest.bodies());
    Weights weights = Weights.ofBest(run, network, backend);
    List<Generator> more = additional.of(Coordinates.of(systems(data, 1).getFirst()));
    return of(config.network(), network, weights, data, more, samples, seed);
  }

  private static LearnedSymmetry of(
      String name,
      DynamicsNetwork network,
      Weights weights,
      DynamicsData data,
      List<Generator> more,
      int samples,
      long seed) {
    Samples test = data.test().groups().getLast();
    NetworkFlow flow = new NetworkFlow(network, test, Math.min(samples, test.count()));
    List<HamiltonianSystem> systems = systems(data, flow.count());
    double[][] states = flow.states();
    boolean hamiltonian = network instanceof DynamicsNetwork.Hamiltonian;
    double roundings = weights.layout().parameterCount();
    Subject truth = Subject.of(states, truth(systems), 8.0 * states[0].length, hamiltonian, seed);
    Subject learned = Subject.of(states, flow.with(weights), roundings, hamiltonian, seed);
    List<Subject> untrained = new ArrayList<>();
    for (int i = 0; i < UNTRAINED; i++) {
      Weights initial = Weights.zeros(network, weights.backend());
      initial.initialise(network, seed + i);
      untrained.add(Subject.of(states, flow.with(initial), roundings, hamiltonian, seed));
    }
    List<Coordinates> coordinates = systems.stream().map(Coordinates::of).toList();
    List<Row> rows = new ArrayList<>();
    for (int g = 0; g < new KnownGenerators(coordinates.getFirst()).all().size(); g++) {
      int which = g;
      List<Generator> each =
          coordinates.stream().map(c -> new KnownGenerators(c).all().get(which)).toList();
      rows.add(row(each, truth, learned, untrained));
    }
    for (Generator own : more) {
      rows.add(row(Collections.nCopies(states.length, own), truth, learned, untrained));
    }
    return new LearnedSymmetry(
        name,
        hamiltonian,
        flow.draws(),
        states.length,
        test.bodies(),
        rows,
        singularValues(truth, coordinates.getFirst()),
        singularValues(learned, coordinates.getFirst()));
  }

  private static Row row(
      List<Generator> each, Subject truth, Subject learned, List<Subject> untrained) {
    return new Row(
        each.getFirst().name(),
        each.getFirst().quantity(),
        truth.violation(each::get),
        learned.violation(each::get),
        untrained.stream().mapToDouble(s -> s.violation(each::get)).max().orElseThrow(),
        untrained.stream().allMatch(s -> s.holds(each::get)),
        truth.holds(each::get),
        Violation.of(each::get, learned.flow()).relative());
  }

  private static double[] singularValues(Subject subject, Coordinates coordinates) {
    boolean possible =
        coordinates.ofBodies() && Family.ALIKE.size(coordinates) <= subject.flow().states().length;
    return possible
        ? LinearSearch.of(Family.ALIKE, coordinates, subject.flow()).singularValues()
        : new double[0];
  }

  private static UnaryOperator<double[][]> truth(List<HamiltonianSystem> systems) {
    return states -> {
      double[][] rates = new double[states.length][states[0].length];
      for (int s = 0; s < states.length; s++) {
        systems.get(s).vectorField().evaluate(states[s], rates[s]);
      }
      return rates;
    };
  }

  /** Returns the first of the largest test systems. */
  private static List<HamiltonianSystem> systems(DynamicsData data, int count) {
    int[] largest = data.test().firstOf(data.test().groups().size() - 1, data.test().count());
    return Arrays.stream(largest, 0, count)
        .mapToObj(i -> data.segments().system(data.testIds()[i]))
        .toList();
  }

  /** Rates of change that are tested. */
  private record Subject(SampledFlow flow, UnaryOperator<double[][]> rates, boolean hamiltonian) {
    static Subject of(
        double[][] states,
        UnaryOperator<double[][]> rates,
        double roundings,
        boolean hamiltonian,
        long seed) {
      return new Subject(
          SampledFlow.of(states, rates, roundings, new Random(seed)), rates, hamiltonian);
    }

    double violation(IntFunction<Generator> generators) {
      return hamiltonian
          ? Violation.of(generators, flow).relative()
          : Commutator.relative(generators, flow, rates);
    }

    boolean holds(IntFunction<Generator> generators) {
      return hamiltonian
          ? Violation.of(generators, flow).holds()
          : violation(generators) <= Commutator.TOLERANCE;
    }
  }
}
