/**
 * Selection by name: {@link org.noether.simulation.registry.Registry} finds built-in objects and
 * those of other jars, and {@link org.noether.simulation.registry.Spelling} suggests the name that
 * a user may have meant.
 */
@org.jspecify.annotations.NullMarked
package org.noether.simulation.registry;
