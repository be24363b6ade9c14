package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.GravitySampler;

class TrajectoryGeneratorTest {
  private static final ProgressListener SILENT = (done, total) -> {};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Integrators.class)
  void segmentsAreCutFromTheTrajectories(Integrators integrator) {
    var request =
        GenerateRequest.of(SystemKind.NBODY, 20, 7).withPoints(52).withIntegrator(integrator);
    var whole = TrajectoryGenerator.trajectories(request, SILENT);

    var segments = TrajectoryGenerator.segments(request, 5, SILENT);

    assertSame(segments, whole.segments(5));
    assertThat(segments.points()).isEqualTo(5);
    assertThat(Arrays.stream(segments.ts()).map(ts -> ts[0]).distinct().count()).isGreaterThan(5);
    for (var ts : segments.ts()) {
      int start = Arrays.binarySearch(request.times(), ts[0]);
      assertThat(start).isBetween(0, 45);
      assertThat(start % 5).isZero();
    }
  }

  @Test
  void everySegmentIsChosenEquallyOften() {
    var request = GenerateRequest.of(SystemKind.SPRINGS, 1, 0);
    var source = new TrajectorySource(request);
    var counts = new int[100];
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      counts[source.segmentStart(i, 5) / 5]++;
    }
    double expected = draws / 100.0;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    // 99 degrees of freedom: mean 99, standard deviation sqrt(198); five of them either way.
    assertThat(chiSquare).isEqualTo(99, within(5 * Math.sqrt(198)));
  }

  @Test
  void trajectoriesDependOnTheSeedAndTheirIndexOnly() {
    var request = GenerateRequest.of(SystemKind.SPRINGS, 40, 3).withPoints(10);
    var few = GenerateRequest.of(SystemKind.SPRINGS, 4, 3).withPoints(10);
    var other = GenerateRequest.of(SystemKind.SPRINGS, 4, 4).withPoints(10);
    var dataset = generate(request, 1);

    assertSame(generate(request, 3), dataset);
    var first = generate(few, 1);
    assertThat(first.zs()).isDeepEqualTo(Arrays.copyOf(dataset.zs(), 4));
    assertThat(generate(other, 1).zs()[0]).isNotEqualTo(first.zs()[0]);
    assertThat(Arrays.stream(dataset.zs()).mapToDouble(zs -> zs[0]).distinct().count())
        .isEqualTo(40);
  }

  @Test
  void theGeneratorsAreThoseThatTheFilesName() {
    var request = GenerateRequest.of(SystemKind.NBODY, 3, 42);
    var source = new TrajectorySource(request);
    var seeds = new SplittableRandom(42);
    for (int i = 0; i < 3; i++) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seeds.nextLong());
      assertThat(source.segmentStart(i, 2)).isEqualTo(2 * (int) (100 * random.nextDouble()));
      assertThat(source.problem(i).z0()).isEqualTo(new GravitySampler(6, 3).sample(random).z0());
    }
  }

  @Test
  void theSameBytesWhateverTheNumberOfThreads() throws IOException {
    // Blocks that fill whole disk blocks (500 points) and a last one that does not.
    var request = GenerateRequest.of(SystemKind.SPRINGS, 50, 1);
    var one = folder.resolve("one.h5");
    var many = folder.resolve("many.h5");

    TrajectoryWriter.write(TrajectoryPart.whole(request), one, 1, SILENT);
    TrajectoryWriter.write(TrajectoryPart.whole(request), many, 5, SILENT);

    assertThat(many).hasSameBinaryContentAs(one);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSameBytesFromWorkersElsewhere(boolean shareFiles) throws IOException {
    var springs = GenerateRequest.of(SystemKind.SPRINGS, 50, 1);
    for (var request : List.of(springs, springs.withMaxDrift(1e-2).withPoints(20))) {
      var here = folder.resolve("here.h5");
      var elsewhere = folder.resolve("elsewhere.h5");
      var progress = new ArrayList<Long>();

      var expected = TrajectoryGenerator.write(request, here, SILENT);
      var written =
          TrajectoryGenerator.write(
              request,
              elsewhere,
              Optional.of(new Elsewhere(request, shareFiles)),
              (done, total) -> progress.add(done));

      assertThat(written).isEqualTo(expected);
      assertThat(elsewhere).hasSameBinaryContentAs(here);
      assertThat(progress).isSorted().endsWith(50L);
    }
  }

  /** Passes tasks and their results on as bytes. */
  private record Elsewhere(GenerateRequest request, boolean shareFiles)
      implements TrajectoryWorkers {
    @Override
    public int slots() {
      return 1;
    }

    @Override
    public List<TrajectoryBlock> run(TrajectoryTask task) throws IOException {
      List<TrajectoryBlock> blocks = new ArrayList<>();
      for (TrajectoryBlock block : copy(task).run(request)) {
        blocks.add(copy(block));
      }
      return blocks;
    }

    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    private static <T> T copy(T original) throws IOException {
      var bytes = new ByteArrayOutputStream();
      try (var out = new ObjectOutputStream(bytes)) {
        out.writeObject(original);
      }
      try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (T) in.readObject();
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }
  }

  @Test
  void progressRisesToTheTotal() throws IOException {
    var seen = new ArrayList<Long>();
    TrajectoryGenerator.write(
        GenerateRequest.of(SystemKind.SPRINGS, 100, 1).withPoints(2),
        folder.resolve("a.h5"),
        (done, total) -> {
          assertThat(total).isEqualTo(100);
          seen.add(done);
        });

    assertThat(seen).isSorted().doesNotHaveDuplicates().last().isEqualTo(100L);
  }

  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    var file = Files.writeString(folder.resolve("a.h5"), "old");
    var request = GenerateRequest.of(SystemKind.SPRINGS, 100, 1).withPoints(2);

    assertThatThrownBy(() ->
            TrajectoryGenerator.write(
                request,
                file,
                (done, total) -> {
                  throw new IllegalStateException("stop");
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeWork() {
    var request = GenerateRequest.of(SystemKind.SPRINGS, Integer.MAX_VALUE, 1);
    var file = folder.resolve("a.h5");

    assertThatThrownBy(() -> TrajectoryGenerator.write(request, file, SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write " + file + ": 2147483647 systems need ")
        .hasMessageContaining("free some space");
  }

  @Test
  void impossibleRequestsAreRefused() {
    var request = GenerateRequest.of(SystemKind.SPRINGS, 1, 0);
    assertThatThrownBy(() -> GenerateRequest.of(SystemKind.SPRINGS, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one system");
    assertThatThrownBy(() -> request.withBodies(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request.withBodies(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> request.withPoints(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GenerateRequest.of(SystemKind.NBODY, 1, 0).withSpaceDimension(4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TrajectoryGenerator.segments(request.withPoints(4), 5, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a segment of 5 points");
    assertThatThrownBy(() -> SystemKind.KNOWN.get("balls"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown system 'balls'; known: springs, nbody, pendulum, ");
  }

  private static TrajectoryDataset generate(GenerateRequest request, int threads) {
    return TrajectoryGenerator.segments(request, request.points(), threads, SILENT);
  }

  private static void assertSame(TrajectoryDataset actual, TrajectoryDataset expected) {
    assertThat(actual.ts()).isDeepEqualTo(expected.ts());
    assertThat(actual.zs()).isDeepEqualTo(expected.zs());
    assertThat(actual.sysP()).isDeepEqualTo(expected.sysP());
  }
}
