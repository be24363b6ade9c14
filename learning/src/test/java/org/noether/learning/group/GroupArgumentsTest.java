package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class GroupArgumentsTest {
  private static final double ROUNDING = 1e-14;

  @Test
  void argumentsMayBeNamed() {
    assertThat(named("T", Map.of("k", 2L))).isEqualTo(new Translations(2));
    assertThat(named("Trivial", Map.of("dim", 3L))).isEqualTo(new Trivial(3));
    assertThat(named("SE2", Map.of("alpha", .05))).isEqualTo(new PlaneMotions(.05));
    assertThat(named("SE3", Map.of("per_point", false))).isEqualTo(new SpaceMotions(.2, false));
    assertThat(named("Rx", Map.of("reference", true))).isEqualTo(new Scalings(.2, true));
    assertThat(GroupSpec.of("SE3", List.of(.3), Map.of("per_point", true)))
        .hasToString("SE3(0.3,True)");
  }

  @Test
  void wrongNamesAreAnsweredInWords() {
    assertThatThrownBy(() -> named("SO2", Map.of("alfa", .2)))
        .hasMessage("SO2 takes no argument 'alfa'; it takes alpha; did you mean 'alpha'?");
    assertThatThrownBy(() -> named("SO2", Map.of("per_point", true)))
        .hasMessage("SO2 takes no argument 'per_point'; it takes alpha");
    assertThatThrownBy(() -> GroupSpec.of("SO2", List.of(.1), Map.of("alpha", .2)))
        .hasMessage("SO2: alpha is given twice, or what comes before it is missing");
    assertThatThrownBy(() -> named("LieSubGroup", Map.of("generators", List.of(0L))))
        .hasMessageContaining("or what comes before it is missing");
    assertThatThrownBy(() -> Groups.create(new GroupSpec("SE3", List.of(.2, 1L))))
        .hasMessage("SE3(0.2,1): per_point must be True or False");
    assertThatThrownBy(() -> Groups.create(new GroupSpec("SE2", List.of(.2, true))))
        .hasMessageContaining("takes no argument, or one from 0 to 1");
  }

  @Test
  void argumentsAreTheSameWhoeverReadsThem() {
    GroupSpec typed = new GroupSpec("LieSubGroup", List.of(new GroupSpec("T", List.of(2L)), 0.5));
    GroupSpec read = new GroupSpec("LieSubGroup", List.of(new GroupSpec("T", List.of(2)), 0.5));

    assertThat(typed).isEqualTo(read).hasSameHashCodeAs(read);
    assertThat(GroupSpec.typed(List.of(1, List.of(2), 0.5, true, "a")))
        .isEqualTo(List.of(1L, List.of(2L), 0.5, true, "a"));
  }

  @Test
  void refusesArgumentsBeyondThoseOfTheGroup() {
    assertThatThrownBy(() -> Groups.create(new GroupSpec("FakeSchGroup", List.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FakeSchGroup(1): takes no argument");
    assertThatThrownBy(() -> named("Foo", Map.of("k", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no group 'Foo'; known: T, Tx,");
  }

  @Test
  void subgroupsAreWrittenByTheirGenerators() {
    GroupSpec whole = new GroupSpec("T", List.of(3L));
    GroupSpec spec = new GroupSpec("LieSubGroup", List.of(whole, List.of(0L, 1L)));

    assertThat(Groups.create(spec)).isEqualTo(new Subgroup(new Translations(3), List.of(0, 1)));
    assertThat(spec).hasToString("LieSubGroup(T(3),[0,1])");
    assertThatThrownBy(() -> Groups.create(new GroupSpec("LieSubGroup", List.of(whole))))
        .hasMessageContaining("as in LieSubGroup(T(3),(0,1))");
    assertThatThrownBy(
            () -> Groups.create(new GroupSpec("LieSubGroup", List.of(whole, List.of(1L << 32)))))
        .hasMessageContaining("T(3) has generators 0 to 2");
    GroupSpec motions = new GroupSpec("SE2", List.of());
    assertThatThrownBy(
            () -> Groups.create(new GroupSpec("LieSubGroup", List.of(motions, List.of(0L)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "LieSubGroup(SE2(),[0]): positions are lifted to subgroups of groups whose elements"
                + " commute, such as T(3); those of SE2(0.2) do not");
  }

  /** Of points at angles 3 and -3, which are 2 pi - 6 apart, and at distances e and 1. */
  @Test
  void scalingsMeasureAnglesBetweenPointsUnlessAskedForTheReferencesDistances() {
    double[] points = {
      Math.E * Math.cos(3), Math.E * Math.sin(3), Math.cos(3), -Math.sin(3),
    };

    assertThat(distances(new Scalings(.1), points))
        .containsExactly(
            new double[] {0, .1 + .9 * (2 * Math.PI - 6), .1 + .9 * (2 * Math.PI - 6), 0},
            within(ROUNDING));
    assertThat(distances(new Scalings(.1, true), points))
        .containsExactly(new double[] {.1 * 3, .1 * 3 + .9, .1 * 3 + .9, .1 * 3}, within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void motionsRotateEachPointByItsOwnRotationOrAllByOne(boolean perPoint) {
    SpaceMotions group = new SpaceMotions(.2, perPoint);
    Graph graph = new Graph();
    Tensor uniform = graph.input("uniform", Shape.of(1, 4, 1, 3));
    Tensor pairs =
        group.pairs(graph.input("x", Shape.of(1, 4, 3)), group.stabiliser(uniform)).slice(3, 0, 3);
    Random random = new Random(4);
    double[] rotations =
        Evaluation.of(
                List.of(Pairs.norm(pairs)),
                Map.of(
                    "x", random.doubles(12, -1, 1).toArray(),
                    "uniform", random.doubles(12).toArray()))
            .getFirst();

    for (int pair = 0; pair < 16; pair++) {
      boolean same = !perPoint || pair % 5 == 0;
      assertThat(rotations[pair] > ROUNDING).isEqualTo(!same);
    }
  }

  private static LieGroup named(String name, Map<String, Object> arguments) {
    return Groups.create(GroupSpec.of(name, List.of(), arguments));
  }

  private static double[] distances(LieGroup group, double[] points) {
    Tensor x = new Graph().input("x", Shape.of(1, points.length / 2, 2));
    return Evaluation.of(List.of(group.distance(group.pairs(x))), Map.of("x", points)).getFirst();
  }
}
