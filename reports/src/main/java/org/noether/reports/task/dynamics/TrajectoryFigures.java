package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.noether.reports.plot.Curve;
import org.noether.reports.plot.Curve.Look;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Figure.Layout;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.TrajectoryDataset;
import org.noether.simulation.trajectory.TrajectoryGenerator;

/** Pictures of the first trajectories of a data set: how they move, and how the energy drifts. */
public final class TrajectoryFigures {
  private static final int MOST_SYSTEMS = 12;

  /** Coordinates over time beyond this number hide each other. */
  private static final int MOST_COORDINATES = 12;

  /** Up to this number of degrees of freedom, the first two coordinates make a plane. */
  private static final int PLANE = 3;

  private final TrajectoryDataset data;
  private final GenerateRequest request;

  private TrajectoryFigures(TrajectoryDataset data) {
    this.data = data;
    request = data.request();
  }

  /**
   * Computes the first trajectories of a data set and shows them: with one degree of freedom in the
   * phase plane; else the first system's bodies, or its first two coordinates if there are at most
   * three, as paths in a plane, and otherwise its coordinates over time.
   */
  public static List<Figure> of(GenerateRequest request) {
    int systems = Math.min(request.systems(), MOST_SYSTEMS);
    var figures =
        new TrajectoryFigures(
            TrajectoryGenerator.trajectories(request.withSystems(systems), (_, _) -> {}));
    return List.of(figures.motion(), figures.energy());
  }

  private Figure motion() {
    if (request.stateLength() == 2) {
      return phasePlane();
    }
    int dof = length(0) / 2;
    int d = request.spaceDimension();
    if (request.kind().pointMasses() && d > 1) {
      return paths(IntStream.range(0, data.bodies(0)).map(body -> body * d).toArray(), "x", "y");
    }
    return dof <= PLANE && !request.kind().pointMasses()
        ? paths(new int[] {0}, "q1", "q2")
        : coordinates(Math.min(dof, MOST_COORDINATES));
  }

  private Figure phasePlane() {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < data.systems(); i++) {
      curves.add(new Curve(system(i), over(i, 0), over(i, 1), i, Look.SOLID));
    }
    return figure("Phase plane", "q", "p", Layout.HALF, curves);
  }

  /** Paths of the first system in planes of two coordinates each. */
  private Figure paths(int[] first, String xLabel, String yLabel) {
    var curves = new ArrayList<Curve>();
    for (int k = 0; k < first.length; k++) {
      curves.add(
          new Curve("path " + (k + 1), over(0, first[k]), over(0, first[k] + 1), k, Look.SOLID));
    }
    return figure("Paths of the first system", xLabel, yLabel, Layout.SQUARE, curves);
  }

  private Figure coordinates(int count) {
    var curves = new ArrayList<Curve>();
    for (int k = 0; k < count; k++) {
      curves.add(new Curve("q" + (k + 1), data.ts()[0], over(0, k), k, Look.SOLID));
    }
    return figure("Coordinates of the first system", "time", "q", Layout.HALF, curves);
  }

  private static Figure figure(
      String title, String xLabel, String yLabel, Layout layout, List<Curve> curves) {
    return new Figure("motion", title, xLabel, yLabel, layout, false, curves);
  }

  private Figure energy() {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < data.systems(); i++) {
      int system = i;
      var energy = data.system(i).energyFunction();
      double[] values =
          IntStream.range(0, data.points())
              .mapToDouble(t -> energy.applyAsDouble(state(system, t)))
              .toArray();
      double[] drift =
          Arrays.stream(values).map(h -> Math.abs((h - values[0]) / values[0])).toArray();
      Arrays.parallelPrefix(drift, Math::max);
      curves.add(new Curve(system(i), data.ts()[i], drift, i, Look.SOLID));
    }
    boolean drifts =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.y())).anyMatch(y -> y > 0);
    return new Figure(
        "energy",
        "Largest drift of the energy so far",
        "time",
        "|H − H(0)| / |H(0)|",
        Layout.HALF,
        drifts,
        curves);
  }

  private static String system(int index) {
    return "system " + (index + 1);
  }

  private double[] state(int system, int time) {
    int length = length(system);
    return Arrays.copyOfRange(data.zs()[system], time * length, (time + 1) * length);
  }

  private double[] over(int system, int element) {
    return IntStream.range(0, data.points())
        .mapToDouble(t -> data.zs()[system][t * length(system) + element])
        .toArray();
  }

  private int length(int system) {
    return request.stateLength(data.bodies(system));
  }
}
