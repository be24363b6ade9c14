package org.noether.simulation.array;

import io.jhdf.api.Dataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.util.Arrays;
import java.util.Optional;

/** The types of HDF5 that are numbers as Java and NumPy know them. */
final class Hdf5Types {
  private Hdf5Types() {}

  /** The type of a dataspace without elements, which has no axes either. */
  private static final int NULL_SPACE = 2;

  /** Whether there are numbers in it, at least one. */
  static boolean isNumeric(Dataset dataset) {
    return !isNull(dataset)
        && Arrays.stream(dataset.getDimensionsAsLong()).noneMatch(length -> length == 0)
        && !isCommitted(dataset)
        && of(dataset.getDataType()).isPresent();
  }

  /** Whether it is h5py's {@code Empty}. */
  static boolean isNull(Dataset dataset) {
    return dataset instanceof DatasetBase base
        && base.getHeader().getMessageOfType(DataSpaceMessage.class).getDataSpace().getType()
            == NULL_SPACE;
  }

  /** Whether the type is a named object of the file, which jHDF misreads. */
  static boolean isCommitted(Dataset dataset) {
    return dataset instanceof DatasetBase base
        && base.getHeader().getMessageOfType(DataTypeMessage.class).isMessageShared();
  }

  /** The type of numbers, empty if it is another. */
  static Optional<ElementType> of(DataType type) {
    int bits = Byte.SIZE * type.getSize();
    return switch (type) {
      case FloatingPoint real when real.getBitPrecision() == bits && real.getBitOffset() == 0 ->
          real(bits, real.getExponentSize());
      case FixedPoint whole when whole.getBitPrecision() == bits && whole.getBitOffset() == 0 ->
          whole(bits, whole.isSigned());
      default -> Optional.empty();
    };
  }

  private static Optional<ElementType> real(int bits, int exponentBits) {
    return Optional.ofNullable(
        switch (bits) {
          case Double.SIZE -> exponentBits == 11 ? ElementType.FLOAT64 : null;
          case Float.SIZE -> exponentBits == 8 ? ElementType.FLOAT32 : null;
          case Short.SIZE -> exponentBits == 5 ? ElementType.FLOAT16 : null;
          default -> null;
        });
  }

  private static Optional<ElementType> whole(int bits, boolean signed) {
    return Optional.ofNullable(
        switch (bits) {
          case Byte.SIZE -> signed ? ElementType.INT8 : ElementType.UINT8;
          case Short.SIZE -> signed ? ElementType.INT16 : ElementType.UINT16;
          case Integer.SIZE -> signed ? ElementType.INT32 : ElementType.UINT32;
          case Long.SIZE -> signed ? ElementType.INT64 : ElementType.UINT64;
          default -> null;
        });
  }
}
