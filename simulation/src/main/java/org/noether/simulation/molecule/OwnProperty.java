package org.noether.simulation.molecule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A property that is not as QM9's files have it: another one, or one of QM9 in another unit or not
 * relative to free atoms.
 *
 * @param id its name in the file
 * @param fileUnit its unit there, empty if it is not known
 * @param unit its unit in errors and predictions
 * @param factor one {@code fileUnit} in {@code unit}
 * @param relativeToAtoms whether the values of free atoms are subtracted
 * @param referenceFactor the unit of those in {@code unit}
 * @param description a description
 */
public record OwnProperty(
    String id,
    String fileUnit,
    String unit,
    double factor,
    boolean relativeToAtoms,
    double referenceFactor,
    String description)
    implements MoleculeProperty {
  /** The reference's Hartree, and other units of energy by CODATA 2018, in meV. */
  private static final Map<String, Double> ENERGIES = energies();

  private static Map<String, Double> energies() {
    var units = new LinkedHashMap<String, Double>();
    units.put("Hartree", Qm9Property.HOMO.factor());
    units.put("eV", 1000.0);
    units.put("meV", 1.0);
    units.put("kcal/mol", 43.36410);
    units.put("kJ/mol", 10.36427);
    return units;
  }

  /**
   * The property that a file calls {@code id}.
   *
   * @param fileUnit its unit in the file; empty for QM9's of QM9's properties, and an unknown one
   *     of others
   * @param freeAtoms whether values of free atoms are subtracted; empty as in QM9 for its
   *     properties, and otherwise not
   * @throws IllegalArgumentException if a property of QM9 cannot have that unit
   */
  public static MoleculeProperty of(
      String id, Optional<String> fileUnit, Optional<Boolean> freeAtoms) {
    Optional<Qm9Property> known = known(id);
    if (known.isPresent() && fileUnit.isEmpty() && freeAtoms.isEmpty()) {
      return known.get();
    }
    if (known.isEmpty()) {
      String unit = fileUnit.orElse("");
      return new OwnProperty(id, unit, unit, 1, freeAtoms.orElse(false), 1, "property " + id);
    }
    Qm9Property qm9 = known.get();
    String unit = fileUnit.orElse(qm9.fileUnit());
    boolean relative = freeAtoms.orElse(qm9.relativeToAtoms());
    return new OwnProperty(
        qm9.id(), unit, qm9.unit(), factor(qm9, unit), relative, qm9.factor(), qm9.description());
  }

  /** One of QM9's, whose names of more than a letter may be in any case. */
  private static Optional<Qm9Property> known(String id) {
    return Qm9Property.of(id)
        .or(() ->
            Qm9Property.IN_FILE_ORDER.stream()
                .filter(each -> id.length() > 1 && each.id().equalsIgnoreCase(id))
                .findFirst());
  }

  private static double factor(Qm9Property qm9, String unit) {
    if (unit.equals(qm9.fileUnit())) {
      return qm9.factor();
    }
    boolean energy = qm9.unit().equals("meV");
    Double factor = energy ? ENERGIES.get(unit) : null;
    if (factor == null) {
      throw new IllegalArgumentException(
          "%s cannot be in '%s'; known: %s"
              .formatted(
                  qm9.id(), unit, energy ? String.join(", ", ENERGIES.keySet()) : qm9.fileUnit()));
    }
    return factor;
  }
}
