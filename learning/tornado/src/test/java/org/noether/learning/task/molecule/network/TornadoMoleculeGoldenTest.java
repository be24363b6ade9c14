package org.noether.learning.task.molecule.network;

/** {@link MoleculeGoldenTest}, whose cases in single precision run on TornadoVM's device here. */
class TornadoMoleculeGoldenTest extends MoleculeGoldenTest {}
