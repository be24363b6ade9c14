package org.noether.simulation.array;

import com.ning.compress.lzf.LZFException;
import com.ning.compress.lzf.util.ChunkDecoderFactory;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The filters that h5py applies: deflate, shuffle, Fletcher32 and LZF. What they unpack to has the
 * size of a chunk, so more is never set aside; jHDF would unpack without a bound and not compare
 * checksums.
 *
 * @param filters in the order in which they were applied
 */
record ChunkFilters(List<PipelineFilterWithData> filters) {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32_000;
  private static final Set<Integer> KNOWN = Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZF);
  private static final int CHECKSUM_BYTES = 4;

  /** Sums of so many words of 16 bits do not overflow 32 bits. */
  private static final int FLETCHER_BLOCK = 360;

  /** The filters of a dataset; empty if others than these are among them. */
  static Optional<ChunkFilters> of(List<PipelineFilterWithData> filters) {
    return filters.stream().allMatch(filter -> KNOWN.contains(filter.getId()))
        ? Optional.of(new ChunkFilters(filters))
        : Optional.empty();
  }

  /**
   * Undoes all filters.
   *
   * @param skipped the numbers of those that were not applied, such as one that made nothing
   *     smaller
   * @throws IllegalArgumentException if a chunk is not what they make
   */
  ByteBuffer decode(ByteBuffer stored, int chunkBytes, BitSet skipped) {
    ByteBuffer data = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (skipped.get(i)) {
        continue;
      }
      var filter = filters.get(i);
      data =
          switch (filter.getId()) {
            case DEFLATE -> inflate(data, plainBytes(i, chunkBytes, skipped));
            case LZF -> unpackLzf(data, plainBytes(i, chunkBytes, skipped));
            case SHUFFLE -> Shuffle.undo(data, filter.getFilterData()[0]);
            default -> verified(data);
          };
    }
    return data;
  }

  /** The size of what a filter was applied to. */
  private int plainBytes(int filter, int chunkBytes, BitSet skipped) {
    long sums =
        IntStream.range(0, filter)
            .filter(i -> filters.get(i).getId() == FLETCHER32 && !skipped.get(i))
            .count();
    return Math.toIntExact(chunkBytes + sums * CHECKSUM_BYTES);
  }

  private static ByteBuffer unpackLzf(ByteBuffer packed, int bytes) {
    var from = new byte[packed.remaining()];
    packed.duplicate().get(from);
    var unpacked = new byte[bytes];
    try {
      ChunkDecoderFactory.safeInstance().decodeChunk(from, 0, from.length, unpacked, 0, bytes);
    } catch (LZFException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a chunk cannot be unpacked, " + e.getMessage(), e);
    }
    return ByteBuffer.wrap(unpacked);
  }

  private static ByteBuffer inflate(ByteBuffer packed, int bytes) {
    var unpacked = ByteBuffer.allocate(bytes);
    try (var inflater = new Inflater()) {
      inflater.setInput(packed.duplicate());
      while (unpacked.hasRemaining() && !inflater.finished()) {
        if (inflater.inflate(unpacked) == 0
            && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("a chunk cannot be unpacked, " + e.getMessage(), e);
    }
    return unpacked.flip();
  }

  private static ByteBuffer verified(ByteBuffer data) {
    int bytes = data.remaining() - CHECKSUM_BYTES;
    if (bytes < 0) {
      throw new IllegalArgumentException("a chunk ends within its checksum");
    }
    ByteBuffer content = data.slice(0, bytes);
    int expected = Integer.reverseBytes(data.slice(bytes, CHECKSUM_BYTES).getInt());
    if (fletcher32(content) != expected) {
      throw new IllegalArgumentException("a chunk does not have its Fletcher32 checksum");
    }
    return content;
  }

  /** Fletcher's checksum over words of 16 bits, big-endian, as HDF5 computes it. */
  static int fletcher32(ByteBuffer content) {
    int words = content.remaining() / Short.BYTES;
    int sum1 = 0;
    int sum2 = 0;
    for (int word = 0; word < words; ) {
      int end = Math.min(words, word + FLETCHER_BLOCK);
      for (; word < end; word++) {
        sum1 += Short.toUnsignedInt(content.getShort(Short.BYTES * word));
        sum2 += sum1;
      }
      sum1 = fold(sum1);
      sum2 = fold(sum2);
    }
    if (content.remaining() % Short.BYTES == 1) {
      sum1 = fold(sum1 + (Byte.toUnsignedInt(content.get(content.remaining() - 1)) << Byte.SIZE));
      sum2 = fold(sum2 + sum1);
    }
    return fold(sum2) << Short.SIZE | fold(sum1);
  }

  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >>> Short.SIZE);
  }
}
