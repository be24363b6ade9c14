package org.noether.learning.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.BoundExecution;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Precision;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Keeps numbers outside the Java heap, as a device does, and lets another backend compute: whoever
 * takes buffers for arrays fails.
 */
public final class OffHeapBackend implements Backend {
  private final Backend computing;

  /** Creates a backend of another's precision, and with its results. */
  public OffHeapBackend(Backend computing) {
    this.computing = computing;
  }

  /** Numbers in memory that is freed when nobody refers to them. */
  private record Segment(Backend backend, int size, MemorySegment memory) implements Buffer {}

  @Override
  public String name() {
    return "off-heap " + computing.name();
  }

  @Override
  public String description() {
    return "numbers outside the heap, computed by: " + computing.description();
  }

  @Override
  public Backend host() {
    return computing;
  }

  @Override
  public Precision precision() {
    return computing.precision();
  }

  @Override
  public Buffer allocate(int size) {
    return new Segment(this, size, Arena.ofAuto().allocate(size * bytes(), Long.BYTES));
  }

  @Override
  public void upload(double[] numbers, Buffer to, int offset) {
    MemorySegment part = part(to, offset, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      set(part, i, numbers[i]);
    }
  }

  @Override
  public double[] download(Buffer from, int offset, int count) {
    MemorySegment part = part(from, offset, count);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = get(part, i);
    }
    return numbers;
  }

  @Override
  public void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count) {
    part(to, toOffset, count).copyFrom(part(from, fromOffset, count));
  }

  @Override
  public void fill(Buffer to, int offset, int count, double number) {
    MemorySegment part = part(to, offset, count);
    for (int i = 0; i < count; i++) {
      set(part, i, number);
    }
  }

  @Override
  public void sum(List<Buffer> parts, Buffer to, int offset, int count) {
    copy(parts.getFirst(), offset, to, offset, count);
    MemorySegment sum = part(to, offset, count);
    for (Buffer next : parts.subList(1, parts.size())) {
      MemorySegment term = part(next, offset, count);
      for (int i = 0; i < count; i++) {
        set(sum, i, get(sum, i) + get(term, i));
      }
    }
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    CompiledFunction function = new CompiledFunction(computing, outputs);
    Subgraph subgraph = Subgraph.of(outputs);
    return (threads, replaced) ->
        new OffHeapExecution(
            subgraph,
            threads,
            function.newCall(threads, replaced instanceof OffHeapExecution o ? o.call : null));
  }

  /** Copies inputs into another backend's buffers, and outputs out of them. */
  private final class OffHeapExecution extends BoundExecution<Segment> {
    private final Subgraph subgraph;
    private final Call call;

    OffHeapExecution(Subgraph subgraph, int threads, Call call) {
      super(subgraph, threads, OffHeapBackend.this, Segment.class);
      this.subgraph = subgraph;
      this.call = call;
    }

    @Override
    protected void compute() {
      subgraph
          .inputs()
          .forEach((name, leaf) -> {
            if (leaf.op() instanceof Op.Input) {
              Binding<Segment> binding = input(leaf);
              call.set(name, download(binding.buffer(), binding.offset(), leaf.shape().size()));
            } else {
              call.setIndices(name, indices(leaf));
            }
          });
      call.run();
      for (int k = 0; k < subgraph.outputs().size(); k++) {
        upload(call.get(k), output(k).buffer(), output(k).offset());
      }
    }
  }

  private long bytes() {
    return precision() == Precision.SINGLE ? Float.BYTES : Double.BYTES;
  }

  private MemorySegment part(Buffer buffer, int offset, int count) {
    return buffer.as(Segment.class, this).memory().asSlice(offset * bytes(), count * bytes());
  }

  private double get(MemorySegment part, int i) {
    return precision() == Precision.SINGLE
        ? part.getAtIndex(ValueLayout.JAVA_FLOAT, i)
        : part.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
  }

  private void set(MemorySegment part, int i, double number) {
    if (precision() == Precision.SINGLE) {
      part.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) number);
    } else {
      part.setAtIndex(ValueLayout.JAVA_DOUBLE, i, number);
    }
  }
}
