package org.noether.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SpringSampler;
import org.noether.simulation.system.VectorField;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The equations of motion of springs, written by hand and derived from the energy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class VectorFieldBenchmark {
  /** Where the equations come from. */
  public enum Origin {
    /** {@link org.noether.simulation.system.SpringSystem#vectorField}. */
    BY_HAND,
    /** Automatic differentiation of the same system's energy. */
    DIFFERENTIATED
  }

  /** Number of bodies. */
  @Param({"2", "6", "30"})
  public int bodies;

  /** Where the equations come from. */
  @Param public Origin origin = Origin.BY_HAND;

  private VectorField field = (z, zDot) -> {};
  private double[] z = {};
  private double[] zDot = {};

  /** A system that states nothing but its energy. */
  private record EnergyAlone(HamiltonianSystem system) implements HamiltonianSystem {
    @Override
    public int degreesOfFreedom() {
      return system.degreesOfFreedom();
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      return system.energy(z);
    }
  }

  /** Draws the system. */
  @Setup
  public void draw() {
    var problem = new SpringSampler(bodies, 2).sample(new SplittableRandom(1));
    HamiltonianSystem system =
        origin == Origin.BY_HAND ? problem.system() : new EnergyAlone(problem.system());
    field = system.vectorField();
    z = problem.z0();
    zDot = new double[z.length];
  }

  /** One evaluation. */
  @Benchmark
  public double[] evaluate() {
    field.evaluate(z, zDot);
    return zDot;
  }
}
