package org.noether.simulation.array;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.noether.simulation.io.FormatException;

/**
 * The chunks of a dataset, boxes of equal shape that cover it and may stick out of it. Those that
 * were never written hold the fill value.
 */
final class Hdf5Chunks {
  private final NumericArray array;
  private final ChunkedDataset dataset;
  private final ElementType type;
  private final ByteOrder order;
  private final int[] shape;
  private final int[] chunk;
  private final int chunkBytes;
  private final Optional<ChunkFilters> filters;
  private final ChunkIndex index;
  private final AtomicLong storedBytes = new AtomicLong();

  Hdf5Chunks(NumericArray array, ChunkedDataset dataset, ElementType type, ByteOrder order)
      throws FormatException {
    this.array = array;
    this.dataset = dataset;
    this.type = type;
    this.order = order;
    shape = array.shape();
    chunk = Hdf5File.guarded(array.source(), dataset::getChunkDimensions);
    long bytes = type.bytes();
    for (int length : chunk) {
      bytes = length < 1 || bytes > Integer.MAX_VALUE ? Long.MAX_VALUE : bytes * length;
    }
    if (chunk.length != shape.length || bytes > Integer.MAX_VALUE - Long.BYTES) {
      throw array.refuse("has chunks that are damaged, or larger than 2 GiB");
    }
    chunkBytes = (int) bytes;
    filters = ChunkFilters.of(Hdf5File.guarded(array.source(), dataset::getFilters));
    index = Hdf5File.guarded(array.source(), () -> new ChunkIndex(dataset));
  }

  /** Reads all chunks, on several threads. */
  void read(Rows rows, double fillValue) throws IOException {
    long chunks = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      chunks *= Math.ceilDiv(shape[axis], chunk[axis]);
    }
    if (chunks > Integer.MAX_VALUE) {
      throw array.refuse("has %d chunks, too many to be read".formatted(chunks));
    }
    List<FormatException> failures =
        IntStream.range(0, (int) chunks)
            .parallel()
            .mapToObj(number -> failure(number, rows, fillValue))
            .flatMap(Optional::stream)
            .limit(1)
            .toList();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    if (storedBytes.get() != index.storedBytes()) {
      throw array.refuse("is damaged: its index names chunks that do not belong to it");
    }
  }

  private Optional<FormatException> failure(int number, Rows rows, double fillValue) {
    int[] offset = new int[shape.length];
    int rest = number;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int along = Math.ceilDiv(shape[axis], chunk[axis]);
      offset[axis] = rest % along * chunk[axis];
      rest /= along;
    }
    try {
      Optional<Chunk> chunk = index.find(offset);
      if (chunk.isPresent()) {
        ByteBuffer data = data(chunk.get(), offset);
        forRuns(offset, (first, at, run) -> rows.put(type, data, first, at, run));
      } else {
        forRuns(offset, (_, at, run) -> rows.fill(fillValue, at, run));
      }
      return Optional.empty();
    } catch (FormatException e) {
      return Optional.of(e);
    }
  }

  private ByteBuffer data(Chunk chunk, int... offset) throws FormatException {
    storedBytes.addAndGet(chunk.getSize());
    ByteBuffer data = decoded(chunk, offset);
    if (data.remaining() != chunkBytes) {
      throw array.refuse(
          "is damaged: a chunk has %d bytes, not %d".formatted(data.remaining(), chunkBytes));
    }
    return data.slice().order(order);
  }

  /** Reads a chunk; jHDF would map each, which takes longer. */
  private ByteBuffer stored(Chunk chunk) throws FormatException {
    HdfBackingStorage storage = dataset.getHdfFile().getHdfBackingStorage();
    return Hdf5File.guarded(
        array.source(),
        () -> {
          if (chunk.getSize() > storage.size()) {
            throw new HdfException("a chunk is larger than the file");
          }
          return storage.readBufferFromAddress(chunk.getAddress(), chunk.getSize());
        });
  }

  private ByteBuffer decoded(Chunk chunk, int... offset) throws FormatException {
    BitSet skipped = chunk.getFilterMask();
    if (filters.isPresent()) {
      ByteBuffer stored = stored(chunk);
      try {
        return filters.get().decode(stored, chunkBytes, skipped);
      } catch (IllegalArgumentException e) {
        throw array.refuse("is damaged: " + e.getMessage());
      }
    }
    if (!skipped.isEmpty()) {
      throw array.refuse(
          "has chunks to which not all of its filters were applied, which is supported for deflate,"
              + " shuffle, Fletcher32 and LZF only; rewrite it with h5repack");
    }
    // jHDF knows other filters.
    return ByteBuffer.wrap(
        Hdf5File.guarded(array.source(), () -> dataset.getDecompressedChunk(offset)));
  }

  /** A run of numbers: number {@code first} of the chunk, which belongs to a place. */
  private interface Run {
    void at(int first, long place, int count);
  }

  /** Does something to the part of a chunk within the dataset, in runs along the last axis. */
  private void forRuns(int[] offset, Run action) {
    int last = shape.length - 1;
    int run = Math.min(chunk[last], shape[last] - offset[last]);
    int runs = chunkBytes / type.bytes() / chunk[last];
    for (int i = 0; i < runs; i++) {
      long at = 0;
      long stride = 1;
      boolean inside = true;
      int rest = i;
      for (int axis = last; axis >= 0; axis--) {
        int within = axis == last ? 0 : rest % chunk[axis];
        rest = axis == last ? rest : rest / chunk[axis];
        int place = offset[axis] + within;
        inside &= place < shape[axis];
        at += place * stride;
        stride *= shape[axis];
      }
      if (inside) {
        action.at(i * chunk[last], at, run);
      }
    }
  }
}
