package org.noether.simulation.array;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * The filters of a dataset that were not applied to single chunks. jHDF reads these masks but does
 * not use them, and the method that leads to them is protected.
 */
final class ChunkMasks {
  private static final Method LOOKUP = lookup();

  private ChunkMasks() {}

  private static Method lookup() {
    try {
      Method method = ChunkedDatasetBase.class.getDeclaredMethod("getChunkLookup");
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new LinkageError("this version of jHDF does not have " + e.getMessage(), e);
    }
  }

  /** Returns the numbers of the filters that were not applied to a chunk. */
  static BitSet of(ChunkedDataset dataset, int... offset) {
    try {
      var chunks = (Map<?, ?>) LOOKUP.invoke(dataset);
      var place = new ChunkOffset(Arrays.stream(offset).asLongStream().toArray());
      return chunks.get(place) instanceof Chunk chunk ? chunk.getFilterMask() : new BitSet();
    } catch (InvocationTargetException e) {
      throw new HdfException("its chunks cannot be found", e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError("jHDF's chunks cannot be reached", e);
    }
  }
}
