package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Precision;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;

/** Reads and writes vectors of many tensors as files of named tensors. */
final class TensorFiles {
  private static final int NAMED = 3;

  /** Numbers of any width, rounded to the backend's precision. */
  private static final Set<DType> REAL = EnumSet.of(DType.F16, DType.BF16, DType.F32, DType.F64);

  /** A count that PyTorch's batch norms keep and that plays no part in what they compute. */
  private static final String UNUSED = ".num_batches_tracked";

  private TensorFiles() {}

  /** Tensors that share one vector, and the prefix of their names in a file. */
  record Group(String prefix, List<Layout.Slot> slots, Buffer values) {
    String name(Layout.Slot slot) {
      return prefix + slot.name();
    }
  }

  /** Returns the tensors in the precision of their vectors. */
  static Map<String, TensorData> tensors(List<Group> groups) {
    return tensors(groups, false);
  }

  /** Returns the tensors in single precision. */
  static Map<String, TensorData> singlePrecision(List<Group> groups) {
    return tensors(groups, true);
  }

  private static Map<String, TensorData> tensors(List<Group> groups, boolean rounded) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Group group : groups) {
      Backend backend = group.values().backend();
      boolean single = rounded || backend.precision() == Precision.SINGLE;
      for (Layout.Slot slot : group.slots()) {
        int[] shape = slot.shape().toArray();
        double[] numbers = backend.download(group.values(), slot.offset(), slot.shape().size());
        tensors.put(
            group.name(slot),
            single ? TensorData.of(floats(numbers), shape) : TensorData.of(numbers, shape));
      }
    }
    return tensors;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /**
   * Copies a file's tensors into the vectors; numbers of another precision are converted.
   *
   * @throws IOException if the file lacks one, has one of another shape, or has others, naming them
   */
  static void read(Path file, SafetensorsFile content, List<Group> groups) throws IOException {
    Map<String, TensorData> rest = new LinkedHashMap<>(content.tensors());
    rest.keySet().removeIf(name -> name.endsWith(UNUSED));
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    for (Group group : groups) {
      for (Layout.Slot slot : group.slots()) {
        String name = group.name(slot);
        TensorData tensor = rest.remove(name);
        if (tensor == null) {
          missing.add(name);
        } else if (!fits(tensor, slot)) {
          misshapen.add(name + " is " + tensor + " where " + slot.shape() + " is needed");
        } else {
          group.values().backend().upload(tensor.doubles(), group.values(), slot.offset());
        }
      }
    }
    List<String> complaints = new ArrayList<>();
    complain(complaints, "missing: ", missing);
    complain(complaints, "of another shape: ", misshapen);
    complain(complaints, "unexpected: ", List.copyOf(rest.keySet()));
    if (!complaints.isEmpty()) {
      throw new IOException(
          file + " belongs to another network or configuration; " + String.join("; ", complaints));
    }
  }

  private static boolean fits(TensorData tensor, Layout.Slot slot) {
    return Arrays.equals(tensor.shape(), slot.shape().toArray()) && REAL.contains(tensor.dtype());
  }

  private static void complain(List<String> complaints, String what, List<String> names) {
    if (!names.isEmpty()) {
      String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
      complaints.add(
          what + String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + more);
    }
  }
}
