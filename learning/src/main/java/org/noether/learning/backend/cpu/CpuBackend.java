package org.noether.learning.backend.cpu;

import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.backend.Program;
import org.noether.learning.compile.CompiledProgram;
import org.noether.learning.compile.Lowering;
import org.noether.learning.tensor.Tensor;

/**
 * Runs graphs in single precision with the Vector API. An execution runs on the thread that calls
 * it, or on several that share each large operation; whoever has independent work runs several
 * executions of one thread instead. Bits do not depend on the number of threads.
 */
public final class CpuBackend implements Backend {
  /** What is shared takes each thread this long at least; see benchmarks/NOTES.md. */
  private static final double LEAST_NANOS = 10_000;

  private final VectorWidth width;
  private final double leastNanos;

  /** Creates the backend with the machine's widest vectors. */
  public CpuBackend() {
    this(VectorWidth.preferred());
  }

  /** Creates the backend with vectors of a width; every width works on every machine. */
  public CpuBackend(VectorWidth width) {
    this(width, LEAST_NANOS);
  }

  /** Creates the backend with another limit of what is worth sharing. */
  CpuBackend(VectorWidth width, double leastNanos) {
    this.width = width;
    this.leastNanos = leastNanos;
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String description() {
    return "single precision on the processor, vectors of " + width.bits() + " bits";
  }

  @Override
  public Buffer allocate(int size) {
    return new Buffer.F32(new float[size]);
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    Gemm gemm = new Gemm(width);
    CompiledProgram compiled = Lowering.lower(Program.of(outputs), gemm::packedSize);
    CpuProgram program = new CpuProgram(compiled, gemm, width);
    return new Executable() {
      @Override
      public Execution newExecution() {
        return newExecution(1);
      }

      @Override
      public Execution newExecution(int threads) {
        return new CpuExecution(program, threads, leastNanos, new float[0]);
      }

      @Override
      public Execution newExecution(int threads, Execution replaced) {
        return new CpuExecution(
            program,
            threads,
            leastNanos,
            replaced instanceof CpuExecution other ? other.giveArena() : new float[0]);
      }

      @Override
      public long workingBytes() {
        return (long) Float.BYTES * (compiled.arenaSize() + program.scratchSize());
      }
    };
  }
}
