package org.noether.simulation.molecule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The scalar properties of QM9: their units in its files, and in the paper's Table 2, which are
 * also those of {@link MoleculeDataset}. For energies a Hartree counts 27211.4 meV, as in the
 * reference. (The reference keeps all of them but the zero point energy in eV, and prints the
 * thousandfold.)
 */
public enum Qm9Property implements MoleculeProperty {
  /** First rotational constant. */
  A("A", "GHz", "GHz", 1, false, "rotational constant A"),
  /** Second rotational constant. */
  B("B", "GHz", "GHz", 1, false, "rotational constant B"),
  /** Third rotational constant. */
  C("C", "GHz", "GHz", 1, false, "rotational constant C"),
  /** Norm of the dipole moment. */
  MU("mu", "Debye", "Debye", 1, false, "dipole moment"),
  /** Isotropic polarisability. */
  ALPHA("alpha", "bohr^3", "bohr^3", 1, false, "isotropic polarisability"),
  /** Energy of the highest occupied molecular orbital. */
  HOMO("homo", "Hartree", "meV", 27211.4, false, "highest occupied molecular orbital"),
  /** Energy of the lowest unoccupied molecular orbital. */
  LUMO("lumo", "Hartree", "meV", 27211.4, false, "lowest unoccupied molecular orbital"),
  /** LUMO energy less HOMO energy. */
  GAP("gap", "Hartree", "meV", 27211.4, false, "gap between HOMO and LUMO"),
  /** Electronic spatial extent. */
  R2("r2", "bohr^2", "bohr^2", 1, false, "electronic spatial extent"),
  /** Zero point vibrational energy. */
  ZPVE("zpve", "Hartree", "meV", 27211.4, true, "zero point vibrational energy"),
  /** Internal energy at 0 K. */
  U0("U0", "Hartree", "meV", 27211.4, true, "internal energy at 0 K"),
  /** Internal energy at 298.15 K. */
  U("U", "Hartree", "meV", 27211.4, true, "internal energy at 298.15 K"),
  /** Enthalpy at 298.15 K. */
  H("H", "Hartree", "meV", 27211.4, true, "enthalpy at 298.15 K"),
  /** Free energy at 298.15 K. */
  G("G", "Hartree", "meV", 27211.4, true, "free energy at 298.15 K"),
  /** Heat capacity at 298.15 K. */
  CV("Cv", "cal/(mol K)", "cal/(mol K)", 1, true, "heat capacity at 298.15 K");

  /** All properties, in the order of a GDB9 file's second line. */
  public static final List<Qm9Property> IN_FILE_ORDER = List.of(values());

  /** The twelve that the paper regresses, in the order of its Table 2. */
  public static final List<Qm9Property> TASKS =
      List.of(ALPHA, GAP, HOMO, LUMO, MU, CV, G, H, R2, U, U0, ZPVE);

  private final String id;
  private final String fileUnit;
  private final String unit;
  private final double factor;
  private final boolean relativeToAtoms;
  private final String description;

  Qm9Property(
      String id,
      String fileUnit,
      String unit,
      double factor,
      boolean relativeToAtoms,
      String description) {
    this.id = id;
    this.fileUnit = fileUnit;
    this.unit = unit;
    this.factor = factor;
    this.relativeToAtoms = relativeToAtoms;
    this.description = description;
  }

  /** The property that files and the option {@code --task} call {@code id}. */
  public static Optional<Qm9Property> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fileUnit() {
    return fileUnit;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public double factor() {
    return factor;
  }

  @Override
  public boolean relativeToAtoms() {
    return relativeToAtoms;
  }

  @Override
  public String description() {
    return description;
  }
}
