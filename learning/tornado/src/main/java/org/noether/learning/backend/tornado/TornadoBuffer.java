package org.noether.learning.backend.tornado;

import org.noether.learning.backend.Buffer;

/** A range of the device's numbers, given back when nobody refers to the buffer any more. */
final class TornadoBuffer implements Buffer {
  private final TornadoBackend backend;
  private final int place;
  private final int size;

  TornadoBuffer(TornadoBackend backend, int size) {
    this.backend = backend;
    this.size = size;
    Device device = backend.device();
    place = device.takeNumbers(size);
    int first = place;
    Program.cleaner().register(this, () -> device.giveBackNumbers(first, size));
  }

  @Override
  public TornadoBackend backend() {
    return backend;
  }

  @Override
  public int size() {
    return size;
  }

  /** Returns where the range begins. */
  int place() {
    return place;
  }
}
