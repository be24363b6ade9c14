package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrajectoryShardsTest {
  private static final ProgressListener SILENT = (done, total) -> {};
  private static final GenerateRequest REQUEST =
      GenerateRequest.of(SystemKind.SPRINGS, 23, 5).withBodies(2).withPoints(20);

  private static final Optional<TrajectoryWorkers> HERE = Optional.empty();

  @TempDir Path folder;
  private Path manifest;

  @BeforeEach
  void nameTheManifest() {
    manifest = folder.resolve("springs.json");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 23})
  void holdTheSystemsOfOneFile(int count) throws IOException {
    Path file = folder.resolve("whole.h5");
    var whole = TrajectoryGenerator.write(REQUEST, file, SILENT);
    var progress = new ArrayList<Long>();

    var written =
        TrajectoryGenerator.writeShards(
            REQUEST, manifest, count, false, HERE, (done, total) -> progress.add(done));

    assertThat(written.energyDrift()).isEqualTo(whole.energyDrift());
    assertThat(written.worst()).isEqualTo(whole.worst());
    assertThat(written.drifting()).isEqualTo(whole.drifting());
    assertThat(progress).isSorted().endsWith(23L);
    var shards = TrajectoryShards.open(manifest);
    assertThat(shards.shards()).hasSize(count);
    assertThat(shards.systems()).isEqualTo(23);
    var expected = TrajectoryReader.read(file).segments(5);
    var read = TrajectoryFiles.segments(manifest, SystemKind.SPRINGS, Optional.empty(), 5);
    assertThat(read.request()).isEqualTo(expected.request());
    assertThat(read.ts()).isDeepEqualTo(expected.ts());
    assertThat(read.zs()).isDeepEqualTo(expected.zs());
    assertThat(read.sysP()).isDeepEqualTo(expected.sysP());
  }

  @Test
  void goOnAfterAnInterruption() throws IOException {
    var expected = TrajectoryGenerator.writeShards(REQUEST, manifest, 3, false, HERE, SILENT);
    var shards = TrajectoryShards.open(manifest);
    Path kept = shards.path(shards.shards().get(0));
    Path lost = shards.path(shards.shards().get(1));
    byte[] bytes = Files.readAllBytes(lost);
    var longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(kept, longAgo);
    Files.delete(lost);
    Files.delete(manifest);

    assertThat(TrajectoryGenerator.writeShards(REQUEST, manifest, 3, false, HERE, SILENT))
        .isEqualTo(expected);

    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(longAgo);
    assertThat(lost).hasBinaryContent(bytes);
    assertThat(TrajectoryShards.open(manifest)).isEqualTo(shards);
    TrajectoryGenerator.writeShards(REQUEST, manifest, 3, true, HERE, SILENT);
    assertThat(Files.getLastModifiedTime(kept)).isNotEqualTo(longAgo);
  }

  @Test
  void keepNoFileOfAnotherRequest() throws IOException {
    TrajectoryGenerator.writeShards(REQUEST, manifest, 2, false, HERE, SILENT);

    assertThatThrownBy(() ->
            TrajectoryGenerator.writeShards(REQUEST.withDt(0.02), manifest, 2, false, HERE, SILENT))
        .hasMessageContaining("springs-1-of-2.h5 exists, and holds something else");
    TrajectoryGenerator.write(REQUEST, folder.resolve("springs-1-of-2.h5"), SILENT);
    assertThatThrownBy(
            () -> TrajectoryGenerator.writeShards(REQUEST, manifest, 2, false, HERE, SILENT))
        .hasMessageContaining("springs-1-of-2.h5 exists, and holds something else");
  }

  @Test
  void refuseFilesThatDoNotBelongTogether() throws IOException {
    TrajectoryGenerator.writeShards(REQUEST, manifest, 2, false, HERE, SILENT);
    Path other = folder.resolve("other.json");
    TrajectoryGenerator.writeShards(REQUEST.withDt(0.02), other, 2, false, HERE, SILENT);
    Path first = folder.resolve("springs-1-of-2.h5");
    Path second = folder.resolve("springs-2-of-2.h5");
    byte[] bytes = Files.readAllBytes(second);

    Files.copy(folder.resolve("other-2-of-2.h5"), second, REPLACE);
    assertRefused("springs-2-of-2.h5: it was made with other options than springs-1-of-2.h5");
    Files.copy(first, second, REPLACE);
    assertRefused("springs-2-of-2.h5 cannot be used: it begins with system 0, not 11");
    TrajectoryGenerator.write(REQUEST, second, SILENT);
    assertRefused("lacks the attribute first_system");
    Files.write(second, bytes);
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"systems\" : 12", "\"systems\" : 13"));
    assertRefused("springs-2-of-2.h5: it holds 12 systems where springs.json says 13");
    Files.delete(second);
    assertRefused("springs-2-of-2.h5 does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{}",
        "[]",
        "{'trajectories': {}}",
        "{'trajectories': []}",
        "{'trajectories': [1]}",
        "{'trajectories': [{'file': '../a.h5', 'systems': 1}]}",
        "{'trajectories': [{'file': '/etc/a.h5', 'systems': 1}]}",
        "{'trajectories': [{'file': '.h5', 'systems': 1}]}",
        "{'trajectories': [{'file': 'a.h5'}]}",
        "{'trajectories': [{'file': 'a.h5', 'systems': 0}]}",
        "{'trajectories': [{'file': 'a.h5', 'systems': 1.5}]}",
        "{'trajectories': [{'file': 'a.h5', 'systems': 1, 'systems': 1}]}",
        "{'trajectories': [{'file': 'a.h5', 'systems': 2147483647}, {'file': 'b.h5', 'systems':"
            + " 9}]}"
      })
  void refuseWhatIsNoManifest(String text) throws IOException {
    Files.writeString(manifest, text.replace('\'', '"'));

    assertThatThrownBy(() -> TrajectoryShards.open(manifest))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("springs.json")
        .hasMessageNotContaining("\n");
  }

  @Test
  void areAtMostAsManyAsSystems() {
    for (int count : List.of(0, -1, 24)) {
      assertThatThrownBy(
              () -> TrajectoryGenerator.writeShards(REQUEST, manifest, count, false, HERE, SILENT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("23 systems can be divided into 1 to 23 files, not " + count);
    }
  }

  private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> TrajectoryShards.open(manifest).segments(SystemKind.SPRINGS, 5))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }
}
