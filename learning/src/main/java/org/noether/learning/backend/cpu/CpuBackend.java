package org.noether.learning.backend.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.KernelSummary;
import org.noether.learning.backend.MissingVectorApiException;
import org.noether.learning.backend.Precision;
import org.noether.learning.compile.Lowering;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Runs graphs in single precision with the Vector API. An execution runs on the calling thread, or
 * on several threads that share each large operation; for independent work, use several
 * single-threaded executions instead. Results are bit-identical for any number of threads.
 */
public final class CpuBackend implements Backend {
  private final VectorWidth width;
  private final TaskLimits limits;

  /** A buffer in a Java array. */
  @SuppressWarnings("ArrayRecordComponent")
  record Floats(Backend backend, float[] values) implements Buffer {
    @Override
    public int size() {
      return values.length;
    }
  }

  /**
   * Creates the backend with the preferred vector width of this machine.
   *
   * @throws MissingVectorApiException if Java was started without the module of vectors
   */
  public CpuBackend() {
    MissingVectorApiException.check();
    this(VectorWidth.preferred());
  }

  /** Creates the backend for a vector width; every width works on every machine. */
  public CpuBackend(VectorWidth width) {
    this(width, TaskLimits.USUAL);
  }

  CpuBackend(VectorWidth width, TaskLimits limits) {
    this.width = width;
    this.limits = limits;
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
  public Precision precision() {
    return Precision.SINGLE;
  }

  @Override
  public Buffer allocate(int size) {
    return new Floats(this, new float[size]);
  }

  @Override
  public void upload(double[] numbers, Buffer to, int offset) {
    float[] values = values(to);
    Objects.checkFromIndexSize(offset, numbers.length, values.length);
    for (int i = 0; i < numbers.length; i++) {
      values[offset + i] = (float) numbers[i];
    }
  }

  @Override
  public double[] download(Buffer from, int offset, int count) {
    float[] values = values(from);
    Objects.checkFromIndexSize(offset, count, values.length);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = values[offset + i];
    }
    return numbers;
  }

  @Override
  public void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count) {
    System.arraycopy(values(from), fromOffset, values(to), toOffset, count);
  }

  @Override
  public void fill(Buffer to, int offset, int count, double number) {
    Objects.checkFromIndexSize(offset, count, to.size());
    Arrays.fill(values(to), offset, offset + count, (float) number);
  }

  @Override
  public void sum(List<Buffer> parts, Buffer to, int offset, int count) {
    copy(parts.getFirst(), offset, to, offset, count);
    float[] sum = values(to);
    for (Buffer part : parts.subList(1, parts.size())) {
      float[] term = values(part);
      Objects.checkFromIndexSize(offset, count, term.length);
      for (int i = offset; i < offset + count; i++) {
        sum[i] += term[i];
      }
    }
  }

  @Override
  public KernelSummary kernels() {
    return GeneratedKernel.summary();
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    return CpuExecutable.of(this, Lowering.lower(Subgraph.of(outputs), limits.large()));
  }

  VectorWidth width() {
    return width;
  }

  TaskLimits limits() {
    return limits;
  }

  private float[] values(Buffer buffer) {
    return buffer.as(Floats.class, this).values();
  }
}
