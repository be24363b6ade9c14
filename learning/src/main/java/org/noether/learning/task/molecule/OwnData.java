package org.noether.learning.task.molecule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.noether.learning.train.RunConfig;
import org.noether.simulation.molecule.MoleculePool;

/**
 * How data differ from QM9. What is absent is as in QM9.
 *
 * @param unit the unit of the property in the file
 * @param atoms a file with the property of free atoms, which is subtracted, or {@link #NO_ATOMS} to
 *     subtract nothing
 * @param nVal the number of molecules to validate with
 * @param nTest the number of molecules to test with
 * @param groupBy what tells geometries of one molecule, see {@link MoleculePool#groupedBy}
 */
public record OwnData(
    Optional<String> unit,
    Optional<String> atoms,
    Optional<Integer> nVal,
    Optional<Integer> nTest,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> groupBy) {
  /** In place of a file of free atoms: none are subtracted. */
  public static final String NO_ATOMS = "none";

  /** Checks the numbers. */
  public OwnData {
    nVal.ifPresent(n -> RunConfig.demand(n > 0, "n_val", n, "must be positive"));
    nTest.ifPresent(n -> RunConfig.demand(n > 0, "n_test", n, "must be positive"));
  }

  /** Returns the file with the property of free atoms, if there is one. */
  Optional<String> atomValues() {
    return atoms.filter(file -> !file.equals(NO_ATOMS));
  }
}
