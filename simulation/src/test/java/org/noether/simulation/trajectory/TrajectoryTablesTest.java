package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.io.FormatException;

/** Trajectories in comma-separated values and in H5MD, as {@code h5md/make.py} wrote them. */
class TrajectoryTablesTest {
  private static final TrajectoryNames NAMES =
      new TrajectoryNames(List.of("x", "p"), "t", Optional.of("m"), Optional.of(1));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,t,x0,x1,p0,p1,m/a,0,1,2,3,4,2/a,1,5,6,7,8,2/b,0,9,10,11,12,3/b,2,13,14,15,16,3/",
        "# from a"
            + " device//t;x_0;x_1;p_0;p_1;m;Trajectory/0;1;2;3;4;2;1/0;9;10;11;12;3;2/1;5;6;7;8;2;1/2;13;14;15;16;3;2",
        "id,t,x0,x1,p0,p1,m/a,0D0,1.0d+0,2,3,4,2/a,1,.5D1,6,7,8,2/b,0,9,10,11,12,3/b,2,13,14,15,16,3/",
        "id,name,E,t,x0,x1,p0,p1,m/a,sun,1,0,1,2,3,4,2/a,sun,?,1,5,6,7,8,2/b,moon,,0,9,10,11,12,3/b,moon,1,2,13,14,15,16,3/",
        "\ufeffm!t!x[0]!x[1]!p[0]!p[1]!run/2!0!1!2!3!4!a/2!1!5!6!7!8!a/3!0!9!1e1!11!12!b/3!2!13!14!15!16.0!b/"
      })
  void aColumnTellsTheSystemOfARow(String text) throws IOException {
    assertRead(read("a.csv", lines(text).replace('!', '\t')));
  }

  /** Lines that are separated by slashes. */
  private static String lines(String text) {
    return text.replace('/', '\n');
  }

  @Test
  void aFolderHoldsAFileOfEachSystem() throws IOException {
    Files.writeString(
        folder.resolve("run1.csv"), lines("t,x0,x1,p0,p1,m/0,1,2,3,4,2/1,5,6,7,8,2/"));
    Files.writeString(
        folder.resolve("run2.csv"), lines("t,x0,x1,p0,p1,m/0,9,10,11,12,3/2,13,14,15,16,3/"));
    assertRead(TrajectoryFiles.read(folder, SystemKind.OWN, Optional.of(NAMES)));
  }

  @Test
  void columnsMayBeNamedOneByOne() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            lines(
                "run,t,x,y,px,py,m/1,0,1,2,3,4,2/1,1,5,6,7,8,2/2,0,9,10,11,12,3/2,2,13,14,15,16,3/"));
    var names =
        new TrajectoryNames(List.of("x", "y", "px", "py"), "t", Optional.of("m"), Optional.empty());
    assertRead(TrajectoryFiles.read(file, SystemKind.OWN, Optional.of(names)));
  }

  /**
   * Two systems of the bodies A and B in one dimension, at two times; B comes first in system 2.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "system,t,body,x,p,m/1,0,A,1,3,2/1,0,B,2,4,4/1,1,A,5,7,2/1,1,B,6,8,4/2,0,B,10,12,5/2,0,A,9,11,3/2,2,B,14,16,5/2,2,A,13,15,3/",
        "Particle;id;t;m;p;x/A;1;0;2;3;1/A;1;1;2;7;5/B;1;0;4;4;2/B;1;1;4;8;6/B;2;0;5;12;10/B;2;2;5;16;14/A;2;0;3;11;9/A;2;2;3;15;13/"
      })
  void aColumnTellsTheBodyOfARow(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), lines(text));
    var names = new TrajectoryNames(List.of("x", "p"), "t", Optional.of("m"), Optional.empty());
    var data = TrajectoryFiles.read(file, SystemKind.OWN, Optional.of(names));
    assertThat(data.ts()).isDeepEqualTo(new double[][] {{0, 1}, {0, 2}});
    assertThat(data.zs())
        .isDeepEqualTo(new double[][] {{1, 2, 3, 4, 5, 6, 7, 8}, {9, 10, 11, 12, 13, 14, 15, 16}});
    assertThat(data.sysP()).isDeepEqualTo(new double[][] {{2, 4}, {3, 5}});
    assertThat(data.request().bodies()).isEqualTo(2);
  }

  @Test
  void columnsOfABodyMayBeNamedOneByOne() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            lines("t,atom,x,y,px,py/0,1,1,2,5,6/0,2,3,4,7,8/1,1,9,10,13,14/1,2,11,12,15,16/"));
    var names =
        new TrajectoryNames(List.of("x", "y", "px", "py"), "t", Optional.empty(), Optional.empty());
    var data = TrajectoryFiles.read(file, SystemKind.OWN, Optional.of(names));
    assertThat(data.zs()[0]).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    assertThat(data.request().spaceDimension()).isEqualTo(2);
    var three = new TrajectoryNames(names.states(), "t", Optional.empty(), Optional.of(3));
    assertThatThrownBy(() -> TrajectoryFiles.read(file, SystemKind.OWN, Optional.of(three)))
        .hasMessageContaining("its systems have 2 bodies, not 3");
  }

  private static void assertRead(TrajectoryDataset data) {
    assertThat(data.ts()).isDeepEqualTo(new double[][] {{0, 1}, {0, 2}});
    assertThat(data.zs())
        .isDeepEqualTo(new double[][] {{1, 2, 3, 4, 5, 6, 7, 8}, {9, 10, 11, 12, 13, 14, 15, 16}});
    assertThat(data.sysP()).isDeepEqualTo(new double[][] {{2}, {3}});
    assertThat(data.request().spaceDimension()).isEqualTo(2);
    assertThat(data.request().kind().parameterNames()).containsExactly("mass");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          id,t,x,p,m/a,0,1,2,1/a,1,2,3,1/b,0,1,2,1  | system 2 has 1 rows where the first has 2
          id,t,body,x,p,m/a,0,A,1,2,1/a,1,A,2,3,1/a,0,B,2,3,1 | body B of system 1 has 1 rows where the first has 2
          id,t,body,x,p,m/a,0,A,1,2,1/a,1,A,2,3,1/b,0,A,2,3,1/b,1,A,2,3,1/b,0,B,2,3,1/b,1,B,2,3,1 | system 2 has 2 bodies where the first has 1
          id,t,body,x,p,m/a,0,A,1,2,1/a,1,A,2,3,1/a,0,B,2,3,1/a,2,B,2,3,1 | the bodies of system 1 have different times t: 1.0 and 2.0 in row 2 of each
          id,run,t,x,p,m/a,1,0,1,2,1                 | the columns id and run all name the system of a row
          id,body/a,1                                | its only columns tell systems and bodies
          t x p m/0 1 2 1                            | it names one column, 't x p m'
          t;x;p;m/0;1,5;2;1                          | '1,5' in the column x has a decimal comma
          ,t,x,p,m/0,0,1,2,1                         | column 1 has no name
          id,t,x,p,m/a,0,1,2,1/a,1,2,3,2             | m changes in time
          id,t,x,p,m/a,0,one,2,1                     | line 2: 'one' in the column x is not a finite decimal number
          id,t,x,p,m/a,0,1,2,1/a,1,0x1p3,2,1         | line 3: '0x1p3' in the column x is not a finite decimal number
          id,t,x,p,m/a,0,1,2,1.0f                    | line 2: '1.0f' in the column m is not a finite decimal number
          id,t,x,p,m/a,1d,1,2,1                      | line 2: '1d' in the column t is not a finite decimal number
          id,t,x,p,m/a,0,NaN,2,1                     | line 2: 'NaN' in the column x is not a finite decimal number
          id,t,x,p,m/a,0,1,,1                        | line 2: a number is missing in the column p
          id,t,x,p,m/a,0,1,2                         | line 2: it has 4 fields where the first line names 5
          0,1,2,3,4/1,2,3,4,5                        | the first line must name the columns
          t,x,p,m                                    | it has columns, but no rows
          t,t,p,m/1,2,3,4                            | one twice
          t,x,p,m/0,1,2,1/0,2,3,1                    | the times in t do not rise
          t,x,p,m/0,1,2,0/1,2,3,0                    | a body has the mass 0.0
          t,x,p,m/0,1,2,1/1,"2,3,1                   | damaged
          t,x,q,m/0,1,2,1/1,2,3,1                    | there is no dataset p; it holds [t, x, q, m]
          """)
  void whatIsNoTableOfTrajectoriesIsRefused(String text, String reason) {
    assertThatThrownBy(() -> read("bad.csv", lines(text)))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(folder.resolve("bad.csv").toString())
        .hasMessageContaining(reason);
  }

  private TrajectoryDataset read(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return TrajectoryFiles.read(file, SystemKind.OWN, Optional.of(NAMES));
  }

  @Test
  void momentaInH5mdAreMassesTimesVelocities() throws Exception {
    var data = TrajectoryFiles.read(h5md("two-1"), SystemKind.OWN, Optional.empty());
    assertThat(data.systems()).isEqualTo(1);
    assertThat(data.ts()[0]).containsExactly(0, 0.125, 0.25, 0.375);
    assertThat(data.sysP()[0]).containsExactly(1, 1.25, 1.5);
    assertThat(data.zs()[0])
        .startsWith(0, 0.25, 0.5, 0.75, 1, 1.25)
        .containsSubsequence(-0.125, -0.375, -0.625 * 1.25, -0.875 * 1.25, -1.125 * 1.5);
    assertThat(TrajectoryFiles.ignored(h5md("two-1")))
        .contains("the box of the particles is ignored");
  }

  @Test
  void aFolderOfH5mdIsASystemEach() throws Exception {
    for (String name : List.of("two-1", "two-2")) {
      Files.copy(h5md(name), folder.resolve(name + ".h5md"));
    }
    var data = TrajectoryFiles.read(folder, SystemKind.OWN, Optional.empty());
    assertThat(data.systems()).isEqualTo(2);
    assertThat(data.ts()[1]).isEqualTo(data.ts()[0]);
    assertThat(data.sysP()[1]).isEqualTo(data.sysP()[0]);
    assertThat(data.zs()[1]).startsWith(8, 8.25);
  }

  @ParameterizedTest
  @CsvSource({
    "refused-groups, 'several groups of particles, [particles/ions, particles/water]; choose one,"
        + " as in --states particles/ions'",
    "refused-velocities, no velocities of the shape"
  })
  void whatH5mdLacksIsNamed(String name, String reason) throws Exception {
    Path file = h5md(name);
    assertThatThrownBy(() -> TrajectoryFiles.read(file, SystemKind.OWN, Optional.empty()))
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void ofSeveralGroupsOfH5mdOneIsChosen() throws Exception {
    Files.copy(h5md("refused-groups"), folder.resolve("a.h5md"));
    for (Path place : List.of(h5md("refused-groups"), folder)) {
      var data = TrajectoryFiles.read(place, SystemKind.OWN, particles("particles/water"));
      assertThat(data.zs()[0]).startsWith(0, 0.25, 0.5, 0.75, 1, 1.25);
      assertThat(data.sysP()[0]).containsExactly(1, 1.25, 1.5);
      assertThatThrownBy(
              () -> TrajectoryFiles.read(place, SystemKind.OWN, particles("particles/iron")))
          .hasMessageContaining(
              "its groups of particles are [particles/ions, particles/water], not particles/iron");
    }
  }

  private static Optional<TrajectoryNames> particles(String group) {
    TrajectoryNames usual = TrajectoryNames.DEFAULT;
    return Optional.of(
        new TrajectoryNames(List.of(group), usual.times(), usual.parameters(), Optional.empty()));
  }

  @Test
  void aSingleTrajectoryIsCutIntoSegments() throws Exception {
    var data = TrajectoryFiles.segments(h5md("two-1"), SystemKind.OWN, Optional.empty(), 2);
    assertThat(data.systems()).isEqualTo(2);
    assertThat(data.ts()).isDeepEqualTo(new double[][] {{0, 0.125}, {0.25, 0.375}});
    assertThat(data.zs()[1]).startsWith(3, 3.25).hasSize(2 * 12);
  }

  private static Path h5md(String name) throws URISyntaxException {
    var resource = TrajectoryTablesTest.class.getResource("/h5md/" + name + ".h5md");
    return Path.of(Objects.requireNonNull(resource, name).toURI());
  }
}
