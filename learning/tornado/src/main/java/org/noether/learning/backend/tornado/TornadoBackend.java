package org.noether.learning.backend.tornado;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.ComputeDevice;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Precision;
import org.noether.learning.compile.Lowering;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Runs graphs in single precision on a device of TornadoVM, which is first used when a device is
 * asked for. Executions run one at a time; on one device the same program gives the same bits.
 */
public final class TornadoBackend implements Backend {
  static final String NAME = "tornado";

  private final String name;
  private final Supplier<Sdk.Choice> choice;

  /** The other devices' backends, by device. */
  private final Map<String, TornadoBackend> others = new ConcurrentHashMap<>();

  private @Nullable Device device;
  private @Nullable Transfers transfers;

  /** Creates the backend on the first GPU or, if there is none, the first device. */
  public TornadoBackend() {
    this(NAME, () -> Sdk.preferred(Sdk.devices()));
  }

  private TornadoBackend(String name, Supplier<Sdk.Choice> choice) {
    this.name = name;
    this.choice = choice;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "single precision on " + choice.get().description() + ", " + Sdk.version();
  }

  @Override
  public List<ComputeDevice> devices() {
    return Sdk.described(Sdk.devices());
  }

  @Override
  public Backend on(String wanted) {
    List<Sdk.Choice> known = Sdk.devices();
    Sdk.Choice found =
        known.stream()
            .filter(each -> each.name().equals(wanted))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "TornadoVM has no device '%s' (driver:device), only %s"
                        .formatted(wanted, known.stream().map(Sdk.Choice::name).toList())));
    return found.equals(choice.get())
        ? this
        : others.computeIfAbsent(
            wanted, each -> new TornadoBackend(NAME + ":" + each, () -> found));
  }

  @Override
  public Backend host() {
    return Backends.choose().backend();
  }

  @Override
  public Precision precision() {
    return Precision.SINGLE;
  }

  @Override
  public Buffer allocate(int size) {
    TornadoBuffer buffer = new TornadoBuffer(this, size);
    fill(buffer, 0, size, 0);
    return buffer;
  }

  @Override
  public void upload(double[] numbers, Buffer to, int offset) {
    int place = place(to, offset, numbers.length);
    synchronized (device()) {
      transfers().put(numbers, place);
    }
  }

  @Override
  public double[] download(Buffer from, int offset, int count) {
    int place = place(from, offset, count);
    synchronized (device()) {
      return transfers().get(place, count);
    }
  }

  @Override
  public void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count) {
    int source = place(from, fromOffset, count);
    int target = place(to, toOffset, count);
    synchronized (device()) {
      transfers().copy(source, target, count);
    }
  }

  @Override
  public void fill(Buffer to, int offset, int count, double number) {
    int place = place(to, offset, count);
    synchronized (device()) {
      transfers().fill(place, count, number);
    }
  }

  @Override
  public void sum(List<Buffer> parts, Buffer to, int offset, int count) {
    int[] places = parts.stream().mapToInt(part -> place(part, offset, count)).toArray();
    int target = place(to, offset, count);
    synchronized (device()) {
      transfers().sum(places, target, count);
    }
  }

  @Override
  public boolean prefersSmallParts() {
    return false;
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    return new Program(this, Lowering.lower(Subgraph.of(outputs), Integer.MAX_VALUE));
  }

  /** Returns where a range of a buffer begins. */
  private int place(Buffer buffer, int offset, int count) {
    TornadoBuffer own = buffer.as(TornadoBuffer.class, this);
    Objects.checkFromIndexSize(offset, count, own.size());
    return own.place() + offset;
  }

  synchronized Device device() {
    if (device == null) {
      device = new Device(choice.get().tornado());
      transfers = new Transfers(device);
    }
    return device;
  }

  Transfers transfers() {
    var _ = device();
    return Objects.requireNonNull(transfers);
  }
}
