package org.noether.learning.backend.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Precision;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** Runs graphs one op at a time, in double precision, on Java arrays. */
public final class ReferenceBackend implements Backend {
  /** A buffer in a Java array. */
  @SuppressWarnings("ArrayRecordComponent")
  record Doubles(Backend backend, double[] values) implements Buffer {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Creates the backend. */
  public ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "interpreter in double precision, one op at a time, on one core";
  }

  @Override
  public Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  public Buffer allocate(int size) {
    return new Doubles(this, new double[size]);
  }

  @Override
  public void upload(double[] numbers, Buffer to, int offset) {
    System.arraycopy(numbers, 0, values(to), offset, numbers.length);
  }

  @Override
  public double[] download(Buffer from, int offset, int count) {
    double[] numbers = new double[count];
    System.arraycopy(values(from), offset, numbers, 0, count);
    return numbers;
  }

  @Override
  public void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count) {
    System.arraycopy(values(from), fromOffset, values(to), toOffset, count);
  }

  @Override
  public void fill(Buffer to, int offset, int count, double number) {
    Objects.checkFromIndexSize(offset, count, to.size());
    Arrays.fill(values(to), offset, offset + count, number);
  }

  @Override
  public void sum(List<Buffer> parts, Buffer to, int offset, int count) {
    copy(parts.getFirst(), offset, to, offset, count);
    double[] sum = values(to);
    for (Buffer part : parts.subList(1, parts.size())) {
      double[] term = values(part);
      Objects.checkFromIndexSize(offset, count, term.length);
      for (int i = offset; i < offset + count; i++) {
        sum[i] += term[i];
      }
    }
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    Subgraph subgraph = Subgraph.of(outputs);
    return (threads, _) -> new InterpretedExecution(subgraph, threads, this);
  }

  private double[] values(Buffer buffer) {
    return buffer.as(Doubles.class, this).values();
  }
}
