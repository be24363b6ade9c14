package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.train.RunFolder;
import org.noether.reports.plot.Motion;
import org.noether.reports.table.Block;
import org.noether.reports.table.Replicates;

class MotionComparisonTest {
  private static final GroupSpec T2 = new GroupSpec("T", List.of(2));

  @TempDir private Path folder;

  private Path write(String name, String network, long seed, double testMse) throws IOException {
    Map<String, Object> netCfg =
        network.equals("HLieResNet") ? Map.of("group", T2, "k", 64) : Map.of("k", 256);
    return SyntheticRun.write(folder.resolve(name), network, netCfg, seed, testMse);
  }

  private static List<Block> compare(Path... runs) throws IOException {
    var read = new ArrayList<DynamicsRun>();
    for (Path run : runs) {
      boolean springs = new RunFolder(run).holds(SyntheticRun.TASK);
      read.add(DynamicsRun.read(springs ? SyntheticRun.TASK : new DynamicsTask("nbody"), run));
    }
    return MotionComparison.of(Replicates.of(read));
  }

  private static Motion motion(List<Block> blocks) {
    assertThat(blocks).hasSize(1);
    return ((Block.Animation) blocks.getFirst()).motion();
  }

  private static List<String> panels(Motion motion) {
    return motion.predictions().stream().map(Motion.Panel::title).toList();
  }

  private static void edit(Path file, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  /** Replaces a run's example by one of bodies that move along the diagonal of space. */
  private static void replaceExample(Path run, int bodies, int dim) throws IOException {
    double[][] states =
        IntStream.range(0, 100)
            .mapToObj(t -> IntStream.range(0, 2 * bodies * dim).mapToDouble(i -> t + i).toArray())
            .toArray(double[][]::new);
    String text = Arrays.deepToString(states);
    edit(
        run.resolve("evaluation.json"),
        json ->
            json.replaceFirst(
                "\"examples\":\\[.*?\\}\\]",
                "\"examples\":[{\"system\":3,\"bodies\":%d,\"dim\":%d,\"truth\":%s,\"learned\":%s}]"
                    .formatted(bodies, dim, text, text)));
  }

  @Test
  void thePapersNetworksAreComparedEachByTheRunThatValidatedBest() throws IOException {
    List<Block> blocks =
        compare(
            write("fc", "FC", 0, 1e-5),
            write("hogn", "HOGN", 0, 1e-3),
            write("lie0", "HLieResNet", 0, 2e-4),
            write("lie1", "HLieResNet", 1, 1e-4));
    Motion motion = motion(blocks);
    assertThat(motion.title()).isEqualTo("LieConv and HOGN predictions on a 2-body spring system");
    assertThat(panels(motion)).containsExactly("LieConv T(2), k=64", "HOGN, k=256");
    assertThat(((Block.Animation) blocks.getFirst()).caption())
        .contains("LieConv (`lie1`) and HOGN (`hogn`)")
        .contains("2 bodies, system 0 of the test set")
        .contains("until time 4.95");
    assertThat(motion.times()).hasSize(100);
    assertThat(motion.truth().positions()[0]).containsExactly(1, 0, -1, 0);
  }

  @Test
  void theBestOfTheOthersTakesThePlaceOfAMissingNetwork() throws IOException {
    Path lie = write("lie", "HLieResNet", 0, 1e-4);
    Path fc = write("fc", "FC", 0, 2e-2);
    Path hfc = write("hfc", "HFC", 0, 1e-2);
    assertThat(motion(compare(fc, hfc, lie)).title()).startsWith("LieConv and HFC predictions");
    assertThat(motion(compare(fc, hfc)).title()).startsWith("HFC and FC predictions");
    assertThat(motion(compare(fc)).title()).isEqualTo("FC predictions on a 2-body spring system");
  }

  @Test
  void systemsThatDifferAreNotShownSideBySide() throws IOException {
    Path lie = write("lie", "HLieResNet", 0, 1e-4);
    Path hogn = write("hogn", "HOGN", 0, 1e-3);
    replaceExample(hogn, 2, 2);
    assertThat(compare(lie, hogn))
        .containsExactly(
            new Block.Paragraph(
                "The motions that LieConv (`lie`) and HOGN (`hogn`) predict are not shown side by"
                    + " side, as the runs were tested on different systems; networks that are"
                    + " trained on the same data can be compared."));
  }

  @Test
  void aNetworkThatWasNotFollowedIsNamedWithWhatToDo() throws IOException {
    Path lie = write("lie", "HLieResNet", 0, 1e-4);
    Path hogn = write("hogn", "HOGN", 0, 1e-3);
    Files.delete(hogn.resolve("evaluation.json"));
    List<Block> blocks = compare(lie, hogn);
    assertThat(motion(blocks.subList(0, 1)).title()).startsWith("LieConv predictions");
    assertThat(blocks.get(1))
        .isEqualTo(
            new Block.Paragraph(
                "The predictions of HOGN, k=256 are not shown, as its run has no rollouts yet:"
                    + " `noether evaluate` followed by the folder of `hogn` makes them."));
    assertThat(compare(hogn)).isEmpty();
  }

  @Test
  void gravityInSpaceIsShownInProjection() throws IOException {
    Path hogn = write("hogn", "HOGN", 0, 1e-3);
    replaceExample(hogn, 3, 3);
    edit(hogn.resolve("config.json"), json -> json.replace("\"springs\"", "\"nbody\""));
    List<Block> blocks = compare(hogn);
    assertThat(motion(blocks).title()).isEqualTo("HOGN predictions on a 3-body gravitating system");
    assertThat(motion(blocks).truth().positions()[1]).containsExactly(1, 2, 4, 5, 7, 8);
    assertThat(((Block.Animation) blocks.getFirst()).caption())
        .contains("in projection on the first two coordinates");
  }

  @Test
  void bodiesOnALineHaveNoPathsInAPlane() throws IOException {
    Path hogn = write("hogn", "HOGN", 0, 1e-3);
    replaceExample(hogn, 3, 1);
    assertThat(compare(hogn)).isEmpty();
  }

  @Test
  void aDamagedExampleIsRefusedWithFileReasonAndRemedy() throws IOException {
    Path lie = write("lie", "HLieResNet", 0, 1e-4);
    Path file = lie.resolve("evaluation.json");
    edit(file, json -> json.replace("\"bodies\":2", "\"bodies\":5"));
    assertThatThrownBy(() -> DynamicsRun.read(SyntheticRun.TASK, lie))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s: damaged, or written by another version of Noether: a state of 5 bodies in 2 dimensions has not 20 numbers; make it again with: noether evaluate %s"
                .formatted(file, lie));
    edit(file, json -> json.replace("\"bodies\":5", "\"bodies\":2"));
    edit(file, json -> json.replaceFirst("\"truth\":\\[\\[[^]]*]", "\"truth\":[null"));
    assertThatThrownBy(() -> DynamicsRun.read(SyntheticRun.TASK, lie))
        .hasMessageContaining("a value is null; make it again");
    write("lie", "HLieResNet", 0, 1e-4);
    edit(file, json -> json.replace("\"times\":[0.0,", "\"times\":["));
    assertThatThrownBy(() -> DynamicsRun.read(SyntheticRun.TASK, lie))
        .hasMessageContaining("a quantity over 99 times, at least 2, has 100 values; make it");
  }
}
