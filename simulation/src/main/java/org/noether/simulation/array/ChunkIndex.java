package org.noether.simulation.array;

import io.jhdf.Utils;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chunks of a dataset that were written, with the filters that were not applied to each. jHDF
 * reads these masks but does not use them, and the method that leads to them is protected. It takes
 * the indices of HDF5 1.10 to number chunks by the shape of the dataset, and to name all of them;
 * where they do not, it gives chunks wrong places.
 */
final class ChunkIndex {
  private static final Method LOOKUP = lookup();
  private static final byte EXTENSIBLE_ARRAY = ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX;
  private static final Set<Byte> ARRAYS =
      Set.of(
          ChunkedDataLayoutMessageV4.IMPLICIT_INDEX,
          ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX,
          EXTENSIBLE_ARRAY);

  /** Where the statistics of an extensible array begin, and which of them we need. */
  private static final int EXTENSIBLE_ARRAY_STATISTICS = 12;

  private static final int LARGEST_NUMBER = 4;

  /** What stands for a chunk that was never written in an index with room for all chunks. */
  private static final long UNDEFINED_ADDRESS = -1;

  private final Map<?, ?> chunks;

  /**
   * Reads the index of a dataset.
   *
   * @throws UnsupportedHdfException if jHDF misreads it
   * @throws HdfException if it is damaged
   */
  ChunkIndex(ChunkedDataset dataset) {
    Optional<ChunkedDataLayoutMessageV4> layout = arrayIndex(dataset);
    if (layout.isPresent() && !isNumberedByShape(dataset)) {
      throw new UnsupportedHdfException(
          "chunks of a dataset that may grow otherwise than without limit along its first axis, in"
              + " an index of HDF5 1.10");
    }
    try {
      chunks = (Map<?, ?>) LOOKUP.invoke(dataset);
      if (layout.isPresent()
          && layout.get().getIndexingType() == EXTENSIBLE_ARRAY
          && chunks.size() < largestNumber(dataset, layout.get().getAddress())) {
        throw new UnsupportedHdfException(
            "chunks that were never written, in an extensible array of HDF5 1.10");
      }
    } catch (InvocationTargetException e) {
      throw new HdfException("its chunks cannot be found", e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError("jHDF's chunks cannot be reached", e);
    }
  }

  /** The layout of a dataset whose chunks are numbered in an array. */
  private static Optional<ChunkedDataLayoutMessageV4> arrayIndex(ChunkedDataset dataset) {
    return dataset instanceof DatasetBase base
            && base.getHeader().getMessageOfType(DataLayoutMessage.class)
                instanceof ChunkedDataLayoutMessageV4 layout
            && ARRAYS.contains(layout.getIndexingType())
        ? Optional.of(layout)
        : Optional.empty();
  }

  /**
   * Whether the place of a chunk among all is that of jHDF: HDF5 counts the chunks of the largest
   * shape that a dataset may have, beginning with the axis along which it grows without limit.
   */
  private static boolean isNumberedByShape(ChunkedDataset dataset) {
    long[] now = dataset.getDimensionsAsLong();
    long[] most = dataset.getMaxSize();
    int[] chunk = dataset.getChunkDimensions();
    boolean severalBefore = false;
    for (int axis = 0; axis < now.length; axis++) {
      long chunks = Math.ceilDiv(now[axis], chunk[axis]);
      boolean grows = most[axis] < 0 || Math.ceilDiv(most[axis], chunk[axis]) != chunks;
      if (grows && (most[axis] >= 0 || (severalBefore && chunks > 1))) {
        return false;
      }
      severalBefore |= chunks > 1;
    }
    return true;
  }

  /** One more than the number of the last chunk that was written. */
  private static long largestNumber(ChunkedDataset dataset, long address) {
    if (address == UNDEFINED_ADDRESS) {
      return 0;
    }
    var storage = dataset.getHdfFile().getHdfBackingStorage();
    int bytes = storage.getSizeOfLengths();
    var header =
        storage.readBufferFromAddress(
            address, EXTENSIBLE_ARRAY_STATISTICS + LARGEST_NUMBER * bytes + bytes);
    header.position(EXTENSIBLE_ARRAY_STATISTICS + LARGEST_NUMBER * bytes);
    return Utils.readBytesAsUnsignedLong(header, bytes);
  }

  /** How many bytes the chunks take that were written. */
  long storedBytes() {
    return chunks.values().stream()
        .map(Chunk.class::cast)
        .filter(chunk -> chunk.getAddress() != UNDEFINED_ADDRESS)
        .mapToLong(Chunk::getSize)
        .sum();
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
    return chunks.get(place) instanceof Chunk chunk && chunk.getAddress() != UNDEFINED_ADDRESS
        ? Optional.of(chunk)
        : Optional.empty();
  }
}
