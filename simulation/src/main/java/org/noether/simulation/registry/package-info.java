/**
 * What users ask for by name: {@link org.noether.simulation.registry.Registry} finds it, among what
 * comes with Noether and what others add, and {@link org.noether.simulation.registry.Spelling}
 * guesses what a misspelt name stands for.
 */
@org.jspecify.annotations.NullMarked
package org.noether.simulation.registry;
