/**
 * Kinds of systems that users bring: a Java source file, compiled in memory, or a class on a class
 * path. They run with all rights of the process.
 */
@NullMarked
package org.noether.simulation.source;

import org.jspecify.annotations.NullMarked;
