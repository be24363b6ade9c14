package org.noether.simulation.array;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.stream.LongStream;
import org.noether.simulation.io.FormatException;

/** A dataset of an HDF5 file. */
final class Hdf5Array extends NumericArray {
  /** What is read at once, which a processor's cache holds beside the numbers that it becomes. */
  private static final int BLOCK_BYTES = 1 << 18;

  private final Dataset dataset;
  private final HdfBackingStorage storage;
  private final ElementType type;
  private final ByteOrder order;

  Hdf5Array(String source, String name, Dataset dataset, long... shape) throws FormatException {
    super(source, name, shape);
    this.dataset = dataset;
    storage = dataset.getHdfFile().getHdfBackingStorage(); // another file's, if a link leads there
    if (Hdf5Types.isNull(dataset)) {
      throw refuse("is empty (a null dataspace), so it holds no number");
    }
    if (Hdf5Types.isCommitted(dataset)) {
      throw refuse(
          "has a committed (named) data type, a feature of HDF5 that is not supported; store it"
              + " with an ordinary one, in Python as file[NAME] = numpy.asarray(numbers)");
    }
    var dataType = dataset.getDataType();
    type =
        Hdf5Types.of(dataType)
            .orElseThrow(() ->
                refuse(
                    "holds elements of %d bytes (%s); integers and numbers of half, single or double precision can be read; in Python: file[NAME] = numpy.asarray(array, float)"
                        .formatted(
                            dataType.getSize(),
                            dataType
                                .getClass()
                                .getSimpleName()
                                .replace("DataType", "")
                                .toLowerCase(Locale.ROOT))));
    order =
        dataType instanceof OrderedDataType ordered
            ? ordered.getByteOrder()
            : ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public String type() {
    return type.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  void demandStored() throws IOException {
    if (dataset instanceof ContiguousDataset
        && !dataset.isEmpty()
        && size() > storage.getFileChannel().size() / type.bytes()) {
      throw refuse("is said to be larger than the file");
    }
  }

  @Override
  void read(Rows rows) throws IOException {
    switch (dataset) {
      case ContiguousDataset contiguous when !dataset.isEmpty() -> readContiguous(contiguous, rows);
      case ContiguousDataset _ -> rows.fill(fillValue(), 0, size());
      case ChunkedDataset chunked ->
          new Hdf5Chunks(this, chunked, type, order).read(rows, fillValue());
      case CompactDataset compact -> {
        ByteBuffer data = Hdf5File.guarded(source(), compact::getDataBuffer);
        if (data.remaining() != size() * type.bytes()) {
          throw refuse("does not fill its %d bytes".formatted(data.remaining()));
        }
        rows.put(type, data.slice().order(order), 0, 0, (int) size());
      }
      default ->
          throw FormatException.wholeFile(
              source(), Hdf5Refusals.unsupported("the storage of " + name()));
    }
  }

  /** Reads blocks on all processors, which share the work of copying and widening. */
  private void readContiguous(ContiguousDataset contiguous, Rows rows) throws IOException {
    long position = storage.getUserBlockSize() + contiguous.getDataAddress();
    int inBlock = BLOCK_BYTES / type.bytes();
    var blocks = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BLOCK_BYTES).order(order));
    try {
      LongStream.range(0, Math.ceilDiv(size(), inBlock))
          .parallel()
          .forEach(block -> readBlock(blocks.get(), position, block * inBlock, inBlock, rows));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void readBlock(ByteBuffer block, long position, long at, int most, Rows rows) {
    int count = (int) Math.min(size() - at, most);
    block.clear().limit(count * type.bytes());
    try {
      for (long from = position + at * type.bytes(); block.hasRemaining(); ) {
        int read = storage.getFileChannel().read(block, from);
        if (read < 0) {
          throw refuse("ends at byte %d of the file; it was cut off".formatted(from));
        }
        from += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.put(type, block.flip(), 0, at, count);
  }

  private double fillValue() throws IOException {
    return Hdf5File.guarded(source(), dataset::getFillValue) instanceof Number value
        ? value.doubleValue()
        : 0;
  }
}
