/**
 * Networks that tell properties of molecules from their atoms, after section 6.2 of Finzi et al.
 * 2020: what they see of atoms, how batches of molecules are packed for them, and random motions of
 * the training molecules.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.task.molecule.network;
