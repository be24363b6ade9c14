package org.noether.learning.backend.tornado;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.backend.ComputeDevice;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/** The TornadoVM that this process was started with. */
final class Sdk {
  /** What TornadoVM must do, and does not by default. It reads them when it is first used. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Each launch clears lists of so many events, and graphs here have one task.
          "tornado.max.events",
          "64",
          // Otherwise a kernel that fails runs sequentially on the host, with wrong results.
          "tornado.recover.bailout",
          "False",
          "tornado.load.annotation.implementation",
          GeneratedClass.defineAnnotationProvider(),
          // Without fast-math, which takes infinities and NaN for impossible.
          "tornado.opencl.compiler.flags",
          "-w",
          // Version 5.2.0 fails to compile some products that are both added and used otherwise.
          "tornado.enable.fma",
          "False",
          "tornado.enable.fastMathOptimizations",
          "False",
          // The memory of the device is the limit.
          "tornado.device.memory",
          "1024GB",
          // A check of each launch, of what is the same at each.
          "tornado.check.parameters",
          "False");

  static {
    SETTINGS.forEach(System::setProperty);
  }

  private Sdk() {}

  /**
   * A device of the SDK.
   *
   * @param name the numbers of its driver and of the device, by which users choose it
   * @param driver what runs its kernels, such as OpenCL
   * @param tornado the device
   */
  record Choice(String name, String driver, TornadoDevice tornado) {
    /** Returns model, driver and platform. */
    String description() {
      return "%s (device %s, %s, %s)"
          .formatted(
              tornado.getPhysicalDevice().getDeviceName().strip(),
              name,
              driver,
              tornado.getPlatformName());
    }

    private boolean nvidia() {
      return tornado.getDeviceType() == TornadoDeviceType.GPU
          && switch (tornado.getTornadoVMBackend()) {
            case CUDA, PTX -> true;
            case OPENCL -> tornado.getPlatformName().contains("NVIDIA");
            default -> false;
          };
    }
  }

  /** Describes devices. Several drivers may have the same GPUs by NVIDIA; those of one count. */
  static List<ComputeDevice> described(List<Choice> devices) {
    Optional<String> driver =
        devices.stream().filter(Choice::nvidia).map(Choice::driver).findFirst();
    return devices.stream()
        .map(each ->
            new ComputeDevice(
                TornadoBackend.NAME + ":" + each.name(),
                each.description(),
                each.tornado().getMaxGlobalMemory(),
                each.nvidia() && driver.equals(Optional.of(each.driver()))))
        .toList();
  }

  /** Returns the first GPU or, if there is none, the first device. */
  static Choice preferred(List<Choice> devices) {
    return devices.stream()
        .filter(each -> each.tornado().getDeviceType() == TornadoDeviceType.GPU)
        .findFirst()
        .orElse(devices.getFirst());
  }

  /** Returns the name and version of the SDK. */
  static String version() {
    Module api = TornadoRuntimeProvider.class.getModule();
    return "TornadoVM"
        + Optional.ofNullable(api.getDescriptor())
            .flatMap(ModuleDescriptor::rawVersion)
            .map(version -> " " + version)
            .orElse("");
  }

  /**
   * Returns the devices.
   *
   * @throws IllegalArgumentException if this Java was started without an SDK, or it has no device;
   *     the message says what to do
   */
  static List<Choice> devices() {
    try {
      List<Choice> found = found();
      if (found.isEmpty()) {
        throw new IllegalStateException("it finds no device, so a driver is missing");
      }
      return found;
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalArgumentException(
          "TornadoVM cannot be used: %s; docs/gpu.md says how to install an SDK and drivers"
              .formatted(rootOf(e)),
          e);
    }
  }

  private static List<Choice> found() {
    List<Choice> found = new ArrayList<>();
    var runtime = TornadoRuntimeProvider.getTornadoRuntime();
    for (int driver = 0; driver < runtime.getNumBackends(); driver++) {
      var backend = runtime.getBackend(driver);
      for (int number = 0; number < backend.getNumDevices(); number++) {
        found.add(new Choice(driver + ":" + number, backend.getName(), backend.getDevice(number)));
      }
    }
    return found;
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
