package org.noether.learning.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Call;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.backend.ComputeDevice;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** What the backend promises of its device besides the contract of all backends. */
class DeviceTest {
  private final TornadoBackend backend =
      (TornadoBackend) Backends.choose(Backends.TORNADO).backend();

  @Test
  void devicesAreListedAndChosenByNumbers() {
    assertThat(backend.devices())
        .isNotEmpty()
        .allSatisfy(device -> assertThat(device.memory()).isPositive());
    String first = backend.devices().getFirst().backend();

    Backend chosen = Backends.choose(first).backend();

    assertThat(chosen).isSameAs(Backends.choose(first).backend());
    assertThat(chosen.description()).contains("TornadoVM 5", "device 0:0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.choose("tornado:7:9"))
        .withMessageContainingAll("'7:9'", "[0:0");
  }

  /** Two GPUs that have two drivers each are two GPUs. */
  @Test
  void eachGpuByNvidiaCountsOnce() {
    assertThat(
            Sdk.described(
                List.of(
                    gpu("0:0", TornadoVMBackendType.OPENCL, "Portable Computing Language"),
                    gpu("1:0", TornadoVMBackendType.PTX, "PTX"),
                    gpu("1:1", TornadoVMBackendType.PTX, "PTX"),
                    gpu("2:0", TornadoVMBackendType.CUDA, "NVIDIA CUDA"),
                    gpu("2:1", TornadoVMBackendType.CUDA, "NVIDIA CUDA"))))
        .filteredOn(ComputeDevice::cuda)
        .extracting(ComputeDevice::backend)
        .containsExactly("tornado:1:0", "tornado:1:1");
  }

  private static Sdk.Choice gpu(String name, TornadoVMBackendType driver, String platform) {
    var device =
        (TornadoDevice)
            Proxy.newProxyInstance(
                DeviceTest.class.getClassLoader(),
                new Class<?>[] {TornadoDevice.class, TornadoTargetDevice.class},
                (self, method, _) ->
                    switch (method.getName()) {
                      case "getDeviceType" -> TornadoDeviceType.GPU;
                      case "getTornadoVMBackend" -> driver;
                      case "getPhysicalDevice" -> self;
                      case "getMaxGlobalMemory" -> 1L << 30;
                      default -> platform;
                    });
    return new Sdk.Choice(name, driver.name(), device);
  }

  /** A second run transfers what changed, and compiles nothing. */
  @Test
  void aStepTransfersItsInputsAndItsOutputAlone() {
    int size = 5000;
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(size));
    Tensor rate = graph.input("rate", Shape.SCALAR);
    Tensor loss = x.mul(rate.broadcastTo(x.shape())).unary(UnaryFunction.TANH).square().sum();
    Call call = new CompiledFunction(backend, List.of(loss)).newCall();
    call.set("x", backend.allocate(size), 0);
    call.set("rate", 1);
    call.run();
    assertThat(call.get(0)).containsExactly(0);
    int kernels = backend.device().kernelCount();
    long in = backend.transfers().bytesToDevice();
    long out = backend.transfers().bytesToHost();

    call.set("rate", 2);
    call.run();
    call.get(0);

    long smallest = TornadoNativeArray.ARRAY_HEADER + 16 * Float.BYTES;
    long place = TornadoNativeArray.ARRAY_HEADER + 2 * Float.BYTES;
    // The rate with its place, where the program begins, and the place of the loss; the loss.
    assertThat(backend.transfers().bytesToDevice() - in).isEqualTo(2 * smallest + 2 * place);
    assertThat(backend.transfers().bytesToHost() - out).isEqualTo(smallest);
    assertThat(backend.device().kernelCount()).isEqualTo(kernels);

    assertProfilerCountsTheSame(() -> {
      call.set("rate", 3);
      call.run();
      call.get(0);
    });
  }

  /** TornadoVM counts as many bytes: nothing moves besides. */
  private void assertProfilerCountsTheSame(Runnable step) {
    ProfiledBytes profiled = ProfiledBytes.of(backend);
    long in = backend.transfers().bytesToDevice();
    long out = backend.transfers().bytesToHost();

    step.run();

    assertThat(profiled.toDevice()).isEqualTo(backend.transfers().bytesToDevice() - in);
    assertThat(profiled.toHost()).isEqualTo(backend.transfers().bytesToHost() - out);
  }

  @Test
  void aKernelThatCannotRunIsNamedWithItsShapes() {
    Device device = backend.device();
    Task3<KernelContext, FloatArray, IntArray> broken =
        (c, numbers, ints) -> {
          throw new IllegalStateException("no kernel throws");
        };

    assertThatIllegalStateException()
        .isThrownBy(() ->
            new Launches(device, new IndexPlan(0))
                .launch(
                    () -> device.rowKernel("broken", "broken", Kernel.GROUP, broken),
                    1,
                    new Row(),
                    "MatMul of [2, 3] and [3, 4]"))
        .withMessageStartingWith("MatMul of [2, 3] and [3, 4] cannot be compiled for ");
  }

  @Test
  void rangesAreReusedAndMerged() {
    Ranges ranges = new Ranges(0, 320);
    int first = ranges.take(100).orElseThrow();
    int second = ranges.take(100).orElseThrow();
    assertThat(ranges.take(100)).isEqualTo(OptionalInt.empty());

    ranges.giveBack(first, 100);
    ranges.giveBack(second, 100);

    assertThat(ranges.free()).isEqualTo(320);
    assertThat(ranges.take(320)).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void indicesAreInverted() {
    int[] indices = {2, 0, 2, 3, 0};

    assertThat(Incidences.starts(indices, 4)).containsExactly(0, 2, 2, 4, 5);
    assertThat(Incidences.sorted(indices, 4)).containsExactly(1, 4, 0, 2, 3);
    assertThat(Incidences.receivers(new int[] {1, 1, 3}, 5)).containsExactly(-1, 1, 1, -1, -1);
  }
}
