package org.noether.reports.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.ComputeDevice;
import picocli.CommandLine.Option;

/**
 * The option that chooses where to compute. {@code cuda} and {@code cuda:1} name the first and the
 * second GPU that CUDA programs could use, as in the paper's commands.
 */
final class DeviceOption {
  private static final String CUDA = "cuda";

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description =
          "Where to compute: cpu, or tornado for TornadoVM's first GPU, or tornado:DRIVER:DEVICE;"
              + " 'noether devices' lists them. cuda and cuda:N are taken for GPUs by NVIDIA"
              + " (default: cpu).")
  private @Nullable String device;

  /** What the option means, and why it does not mean more. */
  private record Meaning(String backend, Optional<String> note) {}

  /** The name of the backend that the option chooses, or null without the option. */
  @Nullable String backend() {
    return device == null ? null : meaning(device).backend();
  }

  /** The name of the backend that the option chooses, or that of the default. */
  String backendOrDefault() {
    return device == null ? PaperOptions.SINGLE_BACKEND : meaning(device).backend();
  }

  /** A note if the option's device is missing, so that the processor computes. */
  List<String> notes() {
    return device == null ? List.of() : meaning(device).note().stream().toList();
  }

  /** The option that chooses a backend again. */
  static List<String> arguments(@Nullable String backend) {
    return backend == null || backend.equals(PaperOptions.SINGLE_BACKEND)
        ? List.of()
        : List.of("--device", backend);
  }

  private static Meaning meaning(String device) {
    if (device.equals(CUDA) || device.startsWith(CUDA + ":")) {
      return cuda(device);
    }
    return new Meaning(Backends.choose(device).backend().name(), Optional.empty());
  }

  private static Meaning cuda(String device) {
    String why;
    try {
      int number = device.equals(CUDA) ? 0 : Integer.parseInt(device.substring(CUDA.length() + 1));
      List<ComputeDevice> gpus = Backends.devices().stream().filter(ComputeDevice::cuda).toList();
      if (number >= 0 && number < gpus.size()) {
        return new Meaning(gpus.get(number).backend(), Optional.empty());
      }
      why =
          gpus.isEmpty()
              ? "TornadoVM finds no GPU by NVIDIA"
              : "TornadoVM's last GPU by NVIDIA is cuda:" + (gpus.size() - 1);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--device " + device + ": after cuda: comes the number of a GPU", e);
    } catch (IllegalArgumentException e) {
      why = e.getMessage();
    }
    return new Meaning(
        PaperOptions.SINGLE_BACKEND,
        Optional.of(
            "--device %s: the cpu backend is used instead, because %s".formatted(device, why)));
  }
}
