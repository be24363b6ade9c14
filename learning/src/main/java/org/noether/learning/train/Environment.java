package org.noether.learning.train;

import java.time.Instant;
import java.util.Optional;

/**
 * The circumstances of a run's latest start: {@code environment.json}. Nothing in it changes
 * results.
 *
 * @param started when it started, in UTC
 * @param java the Java runtime
 * @param os the operating system and processor architecture
 * @param processors the processors that Java saw
 * @param threads the threads that computed
 * @param backend the backend's description of itself; after those of earlier starts if they differ
 * @param maxHeapBytes the most memory that Java objects may take
 * @param noether the version of Noether; older ones did not record it
 */
public record Environment(
    String started,
    String java,
    String os,
    int processors,
    int threads,
    String backend,
    long maxHeapBytes,
    Optional<String> noether) {
  /** Returns the circumstances as they are now. */
  static Environment now(int threads, String backend) {
    return new Environment(
        Instant.now().toString(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        threads,
        backend,
        Runtime.getRuntime().maxMemory(),
        Optional.of(Version.full()));
  }
}
