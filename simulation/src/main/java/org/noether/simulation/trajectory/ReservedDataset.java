package org.noether.simulation.trajectory;

import io.jhdf.ObjectHeader;
import io.jhdf.WritableDatasetImpl;
import io.jhdf.api.Group;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.Message;
import io.jhdf.storage.HdfFileChannel;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * A contiguous HDF5 dataset of doubles whose header is written by jHDF and whose elements are not:
 * their place in the file, rounded to whole disk blocks, is left free to be filled later. jHDF
 * itself would need all elements in memory and writes them one row at a time.
 */
final class ReservedDataset extends WritableDatasetImpl {
  private final DataType dataType;
  private final DataSpace dataSpace;
  private long dataAddress;

  /**
   * A dataset to be put into {@code parent}.
   *
   * @param shape lengths of the axes, all positive
   */
  ReservedDataset(String name, Group parent, int... shape) {
    this(name, parent, template(shape, 0));
  }

  private ReservedDataset(String name, Group parent, Object template) {
    super(template, name, parent);
    dataType = DataType.fromObject(template);
    dataSpace = DataSpace.fromObject(template);
  }

  /** Where the elements belong, in bytes from the beginning of the file; known once written. */
  long dataAddress() {
    return dataAddress;
  }

  @Override
  public long write(HdfFileChannel file, long position) {
    int headerSize = header(position, 0).toBuffer().limit();
    dataAddress = UncachedChannel.align(position + headerSize);
    file.write(header(position, dataAddress).toBuffer(), position);
    long end = UncachedChannel.align(dataAddress + getSizeInBytes());
    file.position(end);
    return end;
  }

  private ObjectHeader.ObjectHeaderV2 header(long position, long address) {
    List<Message> messages = new ArrayList<>();
    messages.add(DataTypeMessage.create(dataType));
    messages.add(DataSpaceMessage.create(dataSpace));
    messages.add(FillValueMessage.NO_FILL);
    messages.add(ContiguousDataLayoutMessage.create(address, getSizeInBytes()));
    if (!getAttributes().isEmpty()) {
      messages.add(AttributeInfoMessage.create());
      getAttributes()
          .forEach((name, attribute) -> messages.add(AttributeMessage.create(name, attribute)));
    }
    return new ObjectHeader.ObjectHeaderV2(position, messages);
  }

  /** An array of the given shape of which only the first element of each axis exists. */
  private static Object template(int[] shape, int axis) {
    if (axis == shape.length - 1) {
      return new double[shape[axis]];
    }
    var first = template(shape, axis + 1);
    var array = (Object[]) Array.newInstance(first.getClass(), shape[axis]);
    array[0] = first;
    return array;
  }
}
