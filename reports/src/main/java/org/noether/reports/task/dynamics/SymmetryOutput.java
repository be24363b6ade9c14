package org.noether.reports.task.dynamics;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.noether.simulation.symmetry.Drift;
import org.noether.simulation.symmetry.LinearSearch;
import org.noether.simulation.symmetry.SymmetryAnalysis;
import org.noether.simulation.symmetry.SymmetryAnalysis.Found;
import org.noether.simulation.symmetry.SymmetryAnalysis.Tested;
import org.noether.simulation.symmetry.Trajectory;
import org.noether.simulation.trajectory.GenerateRequest;

/**
 * What {@code symmetry --json} prints of a system.
 *
 * @param system the kind of system
 * @param pointMasses whether it consists of bodies in space
 * @param bodies the number of its bodies; 1 if it has none
 * @param dim the number of dimensions of space; of degrees of freedom if there are no bodies
 * @param seed the seed of system and states
 * @param states the random states that generators were tested at
 * @param integrator the integrator of the trajectory
 * @param time the length of the trajectory; missing if the motion is not finite
 * @param generators the known generators
 * @param searches what searches found
 * @param skipped the searches that would take too long
 */
public record SymmetryOutput(
    String system,
    boolean pointMasses,
    int bodies,
    int dim,
    long seed,
    int states,
    String integrator,
    Optional<Double> time,
    List<Row> generators,
    List<Search> searches,
    List<Skipped> skipped) {
  /**
   * A search that was left out.
   *
   * @param family the generators to be searched
   * @param unknowns how many unknown numbers they have
   * @param most how many a search may have
   */
  public record Skipped(String family, long unknowns, int most) {
    static Skipped of(SymmetryAnalysis.Skipped skipped) {
      return new Skipped(
          skipped.family().description(), skipped.unknowns(), SymmetryAnalysis.MOST_UNKNOWNS);
    }
  }

  /**
   * A generator.
   *
   * @param generator what it does
   * @param quantity what J is called
   * @param formula J as a formula
   * @param symmetry whether it is a symmetry to round-off
   * @param energyChange the change of H per unit of the group's parameter, rms over states
   * @param violation what of it a J that depends on time does not allow
   * @param relativeViolation the same relative to the largest possible
   * @param tolerance what round-off can contribute to that
   * @param initial J at the start of the trajectory
   * @param drift the largest change of J along the trajectory
   * @param relativeDrift the same relative to the terms of J
   */
  public record Row(
      String generator,
      String quantity,
      String formula,
      boolean symmetry,
      double energyChange,
      double violation,
      double relativeViolation,
      double tolerance,
      Optional<Double> initial,
      Optional<Double> drift,
      Optional<Double> relativeDrift) {
    static Row of(Tested tested) {
      var violation = tested.violation();
      return new Row(
          tested.generator().name(),
          tested.generator().quantity(),
          tested.generator().formula(),
          violation.holds(),
          violation.energyChange(),
          violation.absolute(),
          violation.relative(),
          violation.tolerance(),
          tested.drift().map(Drift::initial),
          tested.drift().map(Drift::absolute),
          tested.drift().map(Drift::relative));
    }
  }

  /**
   * What a search found.
   *
   * @param family the generators searched
   * @param unknowns the number of unknown numbers
   * @param equations the number of random states
   * @param singularValues all singular values, falling
   * @param threshold the largest that is zero to round-off
   * @param gap the smallest singular value that is not zero over the largest that is
   * @param symmetries generators that span the null space
   */
  public record Search(
      String family,
      int unknowns,
      int equations,
      List<Double> singularValues,
      double threshold,
      Optional<Double> gap,
      List<Row> symmetries) {
    static Search of(Found found) {
      LinearSearch search = found.search();
      return new Search(
          search.family().description(),
          search.unknowns(),
          search.states(),
          DoubleStream.of(search.singularValues()).boxed().toList(),
          search.threshold(),
          Optional.of(search.gap()).filter(Double::isFinite),
          found.symmetries().stream().map(Row::of).toList());
    }
  }

  /** Collects an analysis. */
  public static SymmetryOutput of(GenerateRequest request, SymmetryAnalysis analysis) {
    return new SymmetryOutput(
        request.kind().id(),
        request.kind().pointMasses(),
        request.bodies(),
        request.spaceDimension(),
        request.seed(),
        analysis.states(),
        request.integrator().id(),
        analysis.trajectory().map(Trajectory::end),
        analysis.known().stream().map(Row::of).toList(),
        analysis.searches().stream().map(Search::of).toList(),
        analysis.skipped().stream().map(Skipped::of).toList());
  }
}
