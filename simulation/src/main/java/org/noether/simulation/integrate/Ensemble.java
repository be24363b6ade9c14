package org.noether.simulation.integrate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.RecordedField;
import org.noether.simulation.tape.Differentiated;

/**
 * Many systems that are integrated together, each as {@link Integrators#integrate} integrates it
 * alone, bit for bit. Systems whose equations follow from their energies, and whose energies differ
 * by constants alone, advance side by side where the steps are fixed: their numbers are in rows,
 * over which the processor computes with vectors.
 */
public final class Ensemble {
  /** Systems that advance side by side, at least: what they compute with stays in the cache. */
  private static final int SMALL_BLOCK = 256;

  /** The same, at most: states of many neighbours are written to memory faster. */
  private static final int LARGE_BLOCK = 2048;

  /**
   * Blocks that a processor gets where there are many systems, so that all end at about one time.
   */
  private static final int BLOCKS_PER_PROCESSOR = 8;

  private final List<HamiltonianSystem> systems;
  private final List<double[]> z0;
  private final int dimension;

  /**
   * An ensemble.
   *
   * @param systems the systems, at least one, of equal dimension
   * @param z0 the state that each starts from
   * @throws IllegalArgumentException if their numbers or dimensions differ
   */
  public Ensemble(List<? extends HamiltonianSystem> systems, List<double[]> z0) {
    if (systems.isEmpty() || systems.size() != z0.size()) {
      throw new IllegalArgumentException(
          "%d systems with %d states".formatted(systems.size(), z0.size()));
    }
    dimension = systems.getFirst().getDimension();
    this.systems = List.copyOf(systems);
    this.z0 = List.copyOf(z0);
    var other = IntStream.range(0, systems.size()).parallel().filter(this::differs).findFirst();
    other.ifPresent(i -> {
      throw new IllegalArgumentException(
          "system %d has %d dimensions and a state of %d numbers; system 0 has %d dimensions"
              .formatted(i, systems.get(i).getDimension(), z0.get(i).length, dimension));
    });
  }

  private boolean differs(int i) {
    return systems.get(i).getDimension() != dimension || z0.get(i).length != dimension;
  }

  /**
   * Integrates all systems, on all processors.
   *
   * @param integrator the integrator
   * @param times ascending times, at least one
   * @return a row for each time, which holds component k of system i at k * systems + i
   */
  public double[][] integrate(Integrators integrator, double[] times) {
    var rows = new double[times.length][];
    int length = dimension * systems.size();
    IntStream.range(0, rows.length).parallel().forEach(t -> rows[t] = new double[length]);
    integrate(integrator, times, rows);
    return rows;
  }

  /**
   * Integrates all systems, on all processors, into rows that exist already. Where ensembles are
   * integrated again and again, memory for new rows takes longer than the arithmetic.
   *
   * @param rows receives what {@link #integrate(Integrators, double[])} returns
   * @throws IllegalArgumentException if their number or a length does not fit
   */
  public void integrate(Integrators integrator, double[] times, double[][] rows) {
    int n = systems.size();
    for (double[] row : rows) {
      if (rows.length != times.length || row.length != dimension * n) {
        throw new IllegalArgumentException(
            "%d times of %d systems with %d components need as many rows of %d numbers"
                .formatted(times.length, n, dimension, dimension * n));
      }
    }
    var grid = new Grid(integrator, times, Integrators.TOLERANCE);
    int processors = ForkJoinPool.getCommonPoolParallelism() + 1;
    int size = Math.clamp(n / (BLOCKS_PER_PROCESSOR * processors), SMALL_BLOCK, LARGE_BLOCK);
    IntStream.range(0, Math.ceilDiv(n, size))
        .parallel()
        .forEach(block -> {
          int from = block * size;
          integrate(from, Math.min(n, from + size), grid, new RowsByTime(rows, n));
        });
  }

  /**
   * Integrates all systems, on this thread.
   *
   * @param integrator the integrator
   * @param times ascending times
   * @param tolerance tolerance of an {@link Integrators#adaptive} method, relative and absolute
   * @param states receives consecutive states of each system, as many as there is room for, at most
   *     {@code times.length}
   */
  public void integrate(
      Integrators integrator, double[] times, double tolerance, double[][] states) {
    var grid = new Grid(integrator, times, tolerance);
    integrate(0, systems.size(), grid, new Trajectories(states, dimension));
  }

  /** How systems are integrated. */
  record Grid(Integrators integrator, double[] times, double tolerance) {}

  private void integrate(int from, int to, Grid grid, StateReceiver receiver) {
    var groups = new IdentityHashMap<Object, LaneGroup>();
    List<Integer> alone = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (!grid.integrator().adaptive()
          && systems.get(i).vectorField() instanceof RecordedField(Differentiated energy)) {
        groups.computeIfAbsent(energy.code(), _ -> new LaneGroup()).add(i, energy, z0.get(i));
      } else {
        alone.add(i);
      }
    }
    groups.values().forEach(group -> alone.addAll(group.integrate(grid, receiver)));
    var states = new double[0];
    for (int i : alone) {
      int count = receiver.times(i);
      int length = count * dimension;
      states = states.length == length ? states : new double[length];
      grid.integrator()
          .integrate(systems.get(i), z0.get(i), grid.times(), count, grid.tolerance(), states);
      receiver.receive(i, states);
    }
  }
}
