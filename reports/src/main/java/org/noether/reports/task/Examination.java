package org.noether.reports.task;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code symmetry} is to do for a run.
 *
 * @param generators files with generators to test besides the known ones
 * @param samples how many test samples are used at most
 * @param seed the seed of everything random
 * @param json whether to print one JSON object
 */
public record Examination(List<Path> generators, int samples, long seed, boolean json) {}
