/**
 * Data sets of trajectories. A {@link org.noether.simulation.trajectory.GenerateRequest} says what
 * to make; the same request gives the same numbers, and the same file byte for byte, whatever the
 * number of threads:
 *
 * <pre>{@code
 * var request = GenerateRequest.of(SystemKind.SPRINGS, 10_000, seed).withSpaceDimension(3);
 * var written = TrajectoryGenerator.write(request, Path.of("springs.h5"), (done, total) -> {});
 * var dataset = TrajectoryReader.read(Path.of("springs.h5"));
 * var training = TrajectoryGenerator.segments(request, 5, (done, total) -> {});
 * }</pre>
 *
 * The files are HDF5 with the datasets {@code zs} (system, time, state), {@code ts} (system, time)
 * and {@code sysP} (system, body, parameter); attributes carry seed, integrator, units, version and
 * energy drift.
 */
@NullMarked
package org.noether.simulation.trajectory;

import org.jspecify.annotations.NullMarked;
