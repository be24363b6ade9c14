/**
 * Molecules: reading them from the files in which they are published, and the data set QM9.
 *
 * <p>{@link org.noether.simulation.molecule.MoleculeFiles} reads the original archive of QM9
 * (streamed, never unpacked), folders of its files, extended XYZ as the Atomic Simulation
 * Environment writes it, and its own parsed cache. {@link org.noether.simulation.molecule.Qm9}
 * turns what was read into what the paper trained on: consistent molecules only, energies relative
 * to free atoms, the paper's units and its division into training, validation and test molecules.
 *
 * <p>Nothing that is read is trusted: lines, molecules, archives and their unpacked size are
 * bounded before memory is set aside, and a refusal names the file, the line and the reason.
 */
@NullMarked
package org.noether.simulation.molecule;

import org.jspecify.annotations.NullMarked;
