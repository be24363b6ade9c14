package org.noether.learning.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;

/** Measures how fast a network trains. */
public final class StepBenchmark {
  private static final int LEAST_STEPS = 3;

  /** The first steps, whose time from the start of the process is a result of its own. */
  private static final int FIRST_STEPS = 10;

  private static final double NANOS = 1e-9;

  private StepBenchmark() {}

  /**
   * Times training steps of a configuration, batch after batch as in training. The time is spent
   * twice: warming up, then measuring. The warm-up has at least ten steps.
   *
   * @param time how long to measure; at least three steps are
   * @throws IOException if the data cannot be read
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is not finite
   */
  public static <C extends RunConfig<C>, R extends RunResult> StepTiming run(
      LearningTask<C, R> task, C config, int threads, Duration time) throws IOException {
    Backend backend = Backends.choose(config.backend()).backend();
    C timed = task.benchmarked(config);
    Objective<C, R> objective = task.objective(timed, backend, threads, _ -> {});
    try (var training = new Training(backend, objective, timed.seed());
        Workers workers = new Workers(threads)) {
      long start = System.nanoTime();
      int done = steps(training, timed.lr(), 0, FIRST_STEPS, Duration.ZERO).size();
      double firstSteps = secondsOfProcess();
      Duration rest = time.minusNanos(System.nanoTime() - start);
      done += steps(training, timed.lr(), done, 0, rest).size();
      List<Double> measured = steps(training, timed.lr(), done, LEAST_STEPS, time);
      double median = EpochFit.median(measured);
      PeakMemory memory = PeakMemory.now();
      double stepFlops = objective.matmulFlops();
      double peak = MatmulPeak.measure(backend, workers);
      int batch = objective.minibatches().size();
      return new StepTiming(
          config.network(),
          backend.description(),
          threads,
          batch,
          objective.microbatch(),
          objective.weights().layout().parameterCount(),
          measured.size(),
          median,
          batch / median,
          memory.bytes(),
          memory.of(),
          stepFlops,
          stepFlops / median,
          peak,
          stepFlops / median / peak,
          firstSteps,
          backend.kernels());
    }
  }

  /** Takes steps for some time, and at least a number of them; returns their seconds. */
  private static List<Double> steps(
      Training training, double lr, int first, int least, Duration time) {
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    while (seconds.size() < least || System.nanoTime() - start < time.toNanos()) {
      long before = System.nanoTime();
      training.step(first + seconds.size(), lr);
      seconds.add((System.nanoTime() - before) * NANOS);
    }
    return seconds;
  }

  private static double secondsOfProcess() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - started) / 1e3;
  }

  /**
   * The peak memory of this process so far.
   *
   * @param bytes its size
   * @param of what was measured
   */
  private record PeakMemory(long bytes, String of) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK_RESIDENT = "VmHWM:";
    private static final String UNIT = "kB";

    /** Returns the peak that the operating system reports, or else that of Java's memory pools. */
    static PeakMemory now() {
      try {
        if (Files.isReadable(STATUS)) {
          for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(PEAK_RESIDENT)) {
              String kibibytes = line.substring(PEAK_RESIDENT.length()).replace(UNIT, "").strip();
              return new PeakMemory(Long.parseLong(kibibytes) << 10, "the process (VmHWM)");
            }
          }
        }
      } catch (IOException | NumberFormatException e) {
        // Fall through to Java's own count.
      }
      long bytes =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .map(MemoryPoolMXBean::getPeakUsage)
              .mapToLong(MemoryUsage::getUsed)
              .sum();
      return new PeakMemory(bytes, "Java's memory pools");
    }
  }
}
