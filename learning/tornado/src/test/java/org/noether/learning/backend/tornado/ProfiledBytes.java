package org.noether.learning.backend.tornado;

import java.util.concurrent.atomic.LongAdder;
import org.noether.learning.backend.Backend;

/** What TornadoVM's profiler sees move, and the kernels that there are. */
public final class ProfiledBytes {
  /** What a launch copies for itself: the bytes of a kernel's arguments in OpenCL. */
  private static final int FRAME = 24;

  private final TornadoBackend backend;
  private final LongAdder toDevice = new LongAdder();
  private final LongAdder toHost = new LongAdder();
  private final LongAdder launches = new LongAdder();

  private ProfiledBytes(TornadoBackend backend) {
    this.backend = backend;
  }

  /** Counts from now on what moves between the host and a backend's device. */
  public static ProfiledBytes of(Backend backend) {
    var counted = new ProfiledBytes((TornadoBackend) backend);
    counted
        .backend
        .device()
        .profile(result -> {
          counted.toDevice.add(result.getTotalBytesCopyIn());
          counted.toHost.add(result.getTotalBytesCopyOut());
          counted.launches.increment();
        });
    return counted;
  }

  /** Returns the bytes copied to the device, without those that each launch copies for itself. */
  public long toDevice() {
    return toDevice.sum() - FRAME * launches.sum();
  }

  /** Returns the bytes copied to the host. */
  public long toHost() {
    return toHost.sum();
  }

  /** Returns the number of launches. */
  public long launches() {
    return launches.sum();
  }

  /** Returns the number of kernels that were made. */
  public int kernels() {
    return backend.device().kernelCount();
  }
}
