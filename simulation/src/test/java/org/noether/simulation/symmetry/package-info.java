@org.jspecify.annotations.NullMarked
package org.noether.simulation.symmetry;
