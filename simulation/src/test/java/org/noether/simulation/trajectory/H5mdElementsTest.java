package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.io.FormatException;

/**
 * Elements that a file of H5MD may have besides positions and velocities: two particles on a line.
 */
class H5mdElementsTest {
  @TempDir private Path folder;

  private final List<Output> elements = new ArrayList<>();

  @BeforeEach
  void addPositionsAndVelocities() {
    add("position/value", new double[][][] {{{1}, {2}}, {{4}, {3}}});
    add("velocity/value", new double[][][] {{{5}, {6}}, {{8}, {7}}});
  }

  private void add(String name, Object values) {
    add(name, values, Map.of());
  }

  private void add(String name, Object values, Map<String, ?> attributes) {
    elements.add(new Output("particles/all/" + name, values, attributes));
  }

  private Path file() throws IOException {
    Path file = folder.resolve("a.h5md");
    Hdf5Output.write(file, Map.of(), elements);
    return file;
  }

  private TrajectoryDataset read() throws IOException {
    return TrajectoryFiles.read(file(), SystemKind.OWN, Optional.empty());
  }

  @Test
  void particlesAreFollowedByTheirNumbers() throws IOException {
    add("position/time", new double[] {0, 1});
    add("mass/value", new double[][] {{1, 10}, {10, 1}});
    add("id/value", new int[][] {{7, 8}, {8, 7}});

    assertThat(read().zs()).isDeepEqualTo(new double[][] {{1, 2, 5, 60, 3, 4, 7, 80}});
  }

  @Test
  void particlesThatComeAndGoAreRefused() throws IOException {
    add("position/time", new double[] {0, 1});
    add("id/value", new int[][] {{7, 8}, {8, 9}});

    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("does not name the same particles, once each, at all times");
  }

  @Test
  void massesThatChangeAreRefused() throws IOException {
    add("position/time", new double[] {0, 1});
    add("mass/value", new double[][] {{1, 10}, {1, 11}});

    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(
            "particles/all/mass/value changes in time; a particle needs one mass");
  }

  @Test
  void regularTimesBeginAtTheirOffset() throws IOException {
    add("position/time", 0.25, Map.of("offset", 3.0));

    assertThat(read().ts()).isDeepEqualTo(new double[][] {{3, 3.25}});
  }

  @Test
  void whatIsNotReadAndWhatIsTakenInsteadAreSaid() throws IOException {
    assertThat(TrajectoryFiles.ignored(file()))
        .contains("there are no masses, so they are taken to be 1");

    add("mass", new double[] {1, 10});
    assertThat(TrajectoryFiles.ignored(file())).isEmpty();

    add("box/edges", new double[] {9});
    add("image/value", new int[][][] {{{0}, {0}}, {{1}, {0}}});
    assertThat(TrajectoryFiles.ignored(file()))
        .contains(
            "the box of the particles is ignored; positions are taken as they are, without their"
                + " images beyond the box");
  }
}
