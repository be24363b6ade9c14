package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.Precision;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.LieConv;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.simulation.io.ShardedSafetensors;

/**
 * The numbers of a network, in a backend's precision.
 *
 * @param layout where each lies
 * @param parameters the parameters
 * @param buffers the buffers that programs read and change
 * @param chosen the other buffers, on the processor
 */
public record Weights(Layout layout, Buffer parameters, Buffer buffers, Buffer chosen) {
  /** Training keeps the weights, their gradient and Adam's two moments. */
  private static final int VECTORS = 4;

  /**
   * Returns weights that are all 0.
   *
   * @throws IllegalArgumentException if there is no memory to train so many
   */
  public static Weights zeros(Layer network, Backend backend) {
    return zeros(network, backend, VECTORS);
  }

  private static long parameters(Layer network) {
    return network.parameters().stream().mapToLong(each -> each.shape().size()).sum();
  }

  private static Weights zeros(Layer network, Backend backend, int vectors) {
    long count = parameters(network);
    int bytes = backend.precision() == Precision.SINGLE ? Float.BYTES : Double.BYTES;
    double needed = (double) count * bytes * vectors;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap || count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network has %,d parameters, which need %,.0f MiB of memory at least, and the"
                  + " heap is limited to %,d MiB; choose a smaller k or fewer layers",
              count,
              needed / (1 << 20),
              heap >> 20));
    }
    Layout layout = Layout.of(network);
    return new Weights(
        layout,
        backend.allocate(layout.parameterCount()),
        backend.allocate(layout.bufferCount()),
        backend.host().allocate(layout.chosenCount()));
  }

  /**
   * Returns the best weights of a run, which PyTorch may have written: of any precision, in one
   * file or several.
   *
   * @throws IOException if the file cannot be read or is not of the network
   */
  public static Weights ofBest(RunFolder run, Layer network, Backend backend) throws IOException {
    long parameters = parameters(network);
    Path file = run.storedBest();
    boolean sharded = file.toString().endsWith(ShardedSafetensors.SUFFIX);
    long bytes = sharded ? ShardedSafetensors.open(file).bytes() : Files.size(file);
    if (parameters > bytes / Short.BYTES) {
      throw new IOException(
          "%s has fewer numbers than the %,d of the network in %s"
              .formatted(file, parameters, run.config().getFileName()));
    }
    Weights weights = zeros(network, backend, 1);
    Checkpoint.readWeights(file, weights);
    return weights;
  }

  /** Returns the backend whose precision they have. */
  public Backend backend() {
    return parameters.backend();
  }

  /** Sets the parameters to what the network draws before training, and the buffers likewise. */
  public void initialise(Layer network, long seed) {
    RandomGenerator random = Randomness.ofWeights(seed);
    List<Parameter> known = network.parameters();
    for (int i = 0; i < known.size(); i++) {
      Layout.Slot slot = layout.parameters().get(i);
      double[] numbers = new double[slot.shape().size()];
      for (int at = 0; at < numbers.length; at++) {
        numbers[at] = known.get(i).init().next(random);
      }
      backend().upload(numbers, parameters, slot.offset());
    }
    for (NamedBuffer buffer : network.buffers()) {
      Place place = place(buffer);
      place.backend().fill(place.vector(), place.offset(), place.size(), buffer.initial());
    }
  }

  /** Returns the numbers of a buffer. */
  public double[] get(NamedBuffer buffer) {
    Place place = place(buffer);
    return place.backend().download(place.vector(), place.offset(), place.size());
  }

  /** Sets the numbers of a buffer. */
  public void set(NamedBuffer buffer, double... numbers) {
    Place place = place(buffer);
    place.backend().upload(numbers, place.vector(), place.offset());
  }

  private record Place(Buffer vector, int offset, int size) {
    Backend backend() {
      return vector.backend();
    }
  }

  private Place place(NamedBuffer buffer) {
    return place(layout.chosen(), chosen, buffer)
        .or(() -> place(layout.buffers(), buffers, buffer))
        .orElseThrow();
  }

  private static Optional<Place> place(List<Layout.Slot> slots, Buffer vector, NamedBuffer buffer) {
    return slots.stream()
        .filter(slot -> slot.name().equals(buffer.name()))
        .map(slot -> new Place(vector, slot.offset(), slot.shape().size()))
        .findFirst();
  }

  /** Returns the radii of the balls of convolutions. */
  public List<Double> radii(List<LieConv> convolutions) {
    return convolutions.stream().map(convolution -> get(convolution.radius())[0]).toList();
  }

  /** Sets the radii of the balls of convolutions. */
  public void setRadii(List<LieConv> convolutions, List<Double> radii) {
    for (int i = 0; i < radii.size(); i++) {
      set(convolutions.get(i).radius(), radii.get(i));
    }
  }

  /** Lets a call read those weights that its function depends on. */
  public void giveTo(Call call) {
    give(call, layout.parameters(), parameters);
    give(call, layout.buffers(), buffers);
  }

  private static void give(Call call, List<Layout.Slot> slots, Buffer from) {
    for (Layout.Slot slot : slots) {
      if (call.function().inputShape(slot.name()).isPresent()) {
        call.set(slot.name(), from, slot.offset());
      }
    }
  }
}
