package org.noether.learning.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that this process has taken so far.
 *
 * @param bytes how much
 * @param of what was measured
 */
record PeakMemory(long bytes, String of) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK_RESIDENT = "VmHWM:";
  private static final String UNIT = "kB";

  /** Measures it: what the operating system saw if it tells, else what Java counts. */
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
      // What Java counts is the next best.
    }
    long bytes =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    return new PeakMemory(bytes, "Java's memory pools");
  }
}
