package org.noether.simulation.trajectory;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.reflect.Array;
import java.util.Arrays;

/** The rows of an HDF5 dataset of doubles: what belongs to one index of the first axis. */
@FunctionalInterface
interface DatasetRows {
  /** Row {@code i}, flat. */
  double[] row(int i);

  /**
   * The rows of {@code dataset}. Those of a contiguous dataset are read from their place at once;
   * jHDF's slices would take one read per innermost axis.
   */
  static DatasetRows of(Dataset dataset, HdfBackingStorage storage) {
    int length = Arrays.stream(dataset.getDimensions()).skip(1).reduce(1, Math::multiplyExact);
    int bytes = Math.multiplyExact(length, Double.BYTES);
    if (dataset instanceof ContiguousDataset contiguous
        && dataset.getDataType() instanceof OrderedDataType type
        && !dataset.isEmpty()) {
      return i -> {
        long address = contiguous.getDataAddress() + (long) i * bytes;
        var row = new double[length];
        storage
            .readBufferFromAddress(address, bytes)
            .order(type.getByteOrder())
            .asDoubleBuffer()
            .get(row);
        return row;
      };
    }
    return i -> {
      var offset = new long[dataset.getDimensions().length];
      offset[0] = i;
      var shape = dataset.getDimensions();
      shape[0] = 1;
      var row = new double[length];
      flatten(dataset.getData(offset, shape), row, 0);
      return row;
    };
  }

  private static int flatten(Object source, double[] target, int at) {
    if (source instanceof double[] values) {
      System.arraycopy(values, 0, target, at, values.length);
      return at + values.length;
    }
    int next = at;
    for (int i = 0; i < Array.getLength(source); i++) {
      next = flatten(Array.get(source, i), target, next);
    }
    return next;
  }
}
