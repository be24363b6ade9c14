package org.noether.reports.task.molecule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.simulation.molecule.Qm9Property;

/**
 * The mean absolute test errors on QM9 that the paper reports (its Table 2, and the README of its
 * repository for the groups), in {@link Qm9Property#unit()}.
 */
final class PaperFigures {
  /** How far the paper's runs went. */
  static final String EXTENT = "100,000 molecules and 500 epochs at k=1536";

  /** The groups that it compares, by their names in networks' options. */
  static final List<String> GROUPS = List.of("Trivial", "SO3", "T", "SE3");

  private static final Map<Qm9Property, String> ERRORS =
      Map.ofEntries(
          Map.entry(Qm9Property.ALPHA, ".084"),
          Map.entry(Qm9Property.GAP, "49"),
          Map.entry(Qm9Property.HOMO, "30"),
          Map.entry(Qm9Property.LUMO, "25"),
          Map.entry(Qm9Property.MU, ".032"),
          Map.entry(Qm9Property.CV, ".038"),
          Map.entry(Qm9Property.G, "22"),
          Map.entry(Qm9Property.H, "24"),
          Map.entry(Qm9Property.R2, ".800"),
          Map.entry(Qm9Property.U, "19"),
          Map.entry(Qm9Property.U0, "19"),
          Map.entry(Qm9Property.ZPVE, "2.280"));

  private static final Map<String, String> HOMO_BY_GROUP =
      Map.of("Trivial", "31.7", "SO3", "65.4", "T", "29.4", "SE3", "26.8");

  private PaperFigures() {}

  /** The error of T(3), if the paper has the property. */
  static Optional<String> error(Qm9Property property) {
    return Optional.ofNullable(ERRORS.get(property));
  }

  /** The error of a group on homo, if the paper has it. */
  static Optional<String> homo(String group) {
    return Optional.ofNullable(HOMO_BY_GROUP.get(group));
  }
}
