package org.noether.simulation.array;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The chunks of a dataset that were written, with the filters that were not applied to each. jHDF
 * reads these masks but does not use them, and the method that leads to them is protected.
 */
final class ChunkIndex {
  private static final Method LOOKUP = lookup();

  private final Map<?, ?> chunks;

  /**
   * Reads the index of a dataset.
   *
   * @throws HdfException if it is damaged
   */
  ChunkIndex(ChunkedDataset dataset) {
    try {
      chunks = (Map<?, ?>) LOOKUP.invoke(dataset);
    } catch (InvocationTargetException e) {
      throw new HdfException("its chunks cannot be found", e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError("jHDF's chunks cannot be reached", e);
    }
  }

  private static Method lookup() {
    try {
      Method method = ChunkedDatasetBase.class.getDeclaredMethod("getChunkLookup");
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new LinkageError("this version of jHDF does not have " + e.getMessage(), e);
    }
  }

  /** The chunk that begins at {@code offset}; empty if it was never written. */
  Optional<Chunk> find(int... offset) {
    var place = new ChunkOffset(Arrays.stream(offset).asLongStream().toArray());
    return chunks.get(place) instanceof Chunk chunk ? Optional.of(chunk) : Optional.empty();
  }
}
